"""What a reading gives: establishments, and the rows that were not understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Establishment:
    """A craft business as the official file gives it; a text is empty where the file doesn't say it.

    `is_probable`: without a craft code, taken for one (see `probable`); None when the file doesn't tell enough.
    """

    siret: str
    name: str
    trade_code: str
    commune_code: str
    created_on: date | None
    closed_on: date | None
    is_published: bool
    other_names: str = ""
    naf_code: str = ""
    legal_form: str = ""
    headcount: str = ""
    is_probable: bool | None = False
    address: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not understood: its line in its file, a reason (`why` formatted with `value` for people)."""

    table: str
    row: int
    reason: str  # "siret", "craft", "date", "state", "short", "long", "quote", "line"
    value: str
