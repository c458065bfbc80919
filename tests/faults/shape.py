"""The shape of a database, whatever its tables hold: run here, and inside an installation."""

from typing import Any

from django.apps import apps
from django.db import connection

TOLD = ("columns", "primary_key", "unique", "foreign_key", "check", "index")


def shape() -> dict[str, Any]:
    """By table of ours: its columns (type, may be null, default); its constraints and indexes, without names."""
    found: dict[str, Any] = {}
    look = connection.introspection
    ours = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("etabli.")
    ]
    with connection.cursor() as cursor:
        there = set(look.table_names(cursor))
        for table in sorted({model._meta.db_table for model in ours} & there):
            columns = {
                one.name: [
                    look.get_field_type(one.type_code, one),
                    one.display_size,
                    one.null_ok,
                    one.default,
                ]
                for one in look.get_table_description(cursor, table)
            }
            constraints = look.get_constraints(cursor, table).values()
            found[table] = [
                columns,
                sorted(str([constraint.get(name) for name in TOLD]) for constraint in constraints),
            ]
    return found
