"""The index of the register: words, sounds, trades and places of millions of businesses."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from etabli.foundation.people.models import Organisation, OrganisationKind
from etabli.territory.register.finding import changing
from etabli.territory.register.finding.building import build
from etabli.territory.register.finding.reading import Row as Row, rows_of as rows_of
from etabli.territory.register.finding.rebuilding import (
    Standing,
    is_in_step as is_in_step,
    renew as renew,
    renew_all as renew_all,
)
from etabli.territory.register.finding.searching import (
    Sought as Sought,
    look as look,
    nearest_words as nearest_words,
)


def chambers_indexed() -> list[int]:
    """The numbers of all the chambers, to look in the registers of all: one statement."""
    return list(Organisation.objects.filter(kind=OrganisationKind.CHAMBER).values_list("pk", flat=True))


def index_all(chamber_id: int, connection: Any) -> None:
    """Build the index of a chamber's register anew, in the current transaction.

    `connection`: an open DuckDB connection that holds a table or view `kept` of ALL rows to be found, with the columns
    id, name, other_names, phone, trade_code, naf_code, commune_code, is_open.
    """
    Standing.of(chamber_id).replace(build(connection))


def index_changed(chamber_id: int, ids: Collection[int]) -> None:
    """Bring to the index the rows of these numbers, in the current transaction: new, changed, or not found any more."""
    if ids:
        with transaction.atomic():
            changing.add(chamber_id, ids)
