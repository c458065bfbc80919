"""The index of the register: words, sounds, trades and communes of every business, at the size of France."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any


def index_all(chamber_id: int, connection: Any) -> None:
    """Build the index of a chamber's register anew, in the current transaction.

    `connection`: an open DuckDB connection that holds a table or view `kept` of ALL rows to be found, with the columns
    id, name, other_names, phone, trade_code, naf_code, commune_code, is_open.
    """


def index_changed(chamber_id: int, ids: Collection[int]) -> None:
    """Bring to the index the rows of these numbers, in the current transaction: new, changed, or not found any more."""
