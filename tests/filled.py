"""Which tables hold a row, and all their rows: for what compares the whole database before and after."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models

from etabli.foundation.kept_statements import KeptStatement


def filled_models() -> Iterator[type[models.Model]]:
    """The models of the installation whose table isn't empty; of a hundred and more, most are in a test."""
    with connection.cursor() as cursor:
        cursor.execute(_is_filled())
        filled = cursor.fetchone()
    return (model for model, is_filled in zip(apps.get_models(), filled, strict=True) if is_filled)


@cache
def _is_filled() -> str:
    tables = [connection.ops.quote_name(model._meta.db_table) for model in apps.get_models()]
    return "SELECT " + ", ".join(f"EXISTS (SELECT 1 FROM {table})" for table in tables)


def rows_of(model: type[models.Model], **hidden: Any) -> list[dict[str, Any]]:
    """The rows of a table, by their columns, without those that these lookups find."""
    if hidden:
        return list(model._base_manager.exclude(**hidden).values())
    return list(_rows(model)())


@cache
def _rows(model: type[models.Model]) -> KeptStatement[dict[str, Any]]:
    """Written once: each test reads some thirty tables ten times."""
    return KeptStatement(model._base_manager.values())
