"""The index of the register: words, sounds, trades and places of millions of businesses."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from etabli.foundation.people.models import Organisation, OrganisationKind
from etabli.territory.register.finding import changing
from etabli.territory.register.finding.building import build_index
from etabli.territory.register.finding.reading import BusinessRow as BusinessRow, rows_of as rows_of
from etabli.territory.register.finding.rebuilding import (
    FormerIndex,
    is_in_step as is_in_step,
    rebuild as rebuild,
    rebuild_all as rebuild_all,
)
from etabli.territory.register.finding.searching import (
    RegisterSearch as RegisterSearch,
    nearest_words as nearest_words,
    run_search as run_search,
)


def chambers_indexed() -> list[int]:
    """The numbers of all the chambers, to look in the registers of all: one statement."""
    return list(Organisation.objects.filter(kind=OrganisationKind.CHAMBER).values_list("pk", flat=True))


def index_all(chamber_id: int, connection: Any) -> None:
    """Build the index of a chamber's register anew, in the current transaction.

    `connection`: an open DuckDB connection that holds a table or view `kept` of ALL rows to be found, with the columns
    id, name, other_names, phone, trade_code, naf_code, commune_code, is_open.
    """
    FormerIndex.of(chamber_id).replace(build_index(connection))


def index_changed(chamber_id: int, ids: Collection[int]) -> None:
    """Bring to the index the rows of these numbers, in the current transaction: new, changed, or not found any more."""
    if ids:
        with transaction.atomic():
            changing.add_changed(chamber_id, ids)
