"""Rows that the register holds otherwise: each is looked at, since people have a say in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection as database

from etabli.territory.register.models import Business, Proposal
from etabli.territory.register.writing.comparing import FACT_FIELDS, TABLE

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH_SIZE = 500
TEXT_FIELDS = frozenset(
    name for name in FACT_FIELDS if name not in {"is_probable", "created_on", "closed_on", "is_published"}
)
HIDDEN_FIELDS = ("name", "other_names", "address", "postal_code")
# What goes with a field that people correct: their word covers it too.
DEPENDENT_FIELDS = {
    "trade_code": ("sector", "is_probable"),
    "commune_code": ("commune_id",),
}
CORRECTABLE_FIELDS = (
    "name",
    "other_names",
    "trade_code",
    "address",
    "postal_code",
    "commune_code",
    "closed_on",
)


@dataclass(slots=True)
class ChangeCounts:
    """What became of the rows that differed: how many of each, and the numbers of those whose facts changed."""

    updated: int = 0
    closed: int = 0
    moved: int = 0
    reopened: int = 0
    ids: list[int] = field(default_factory=list)


def change_rows(
    connection: DuckDBPyConnection, chamber_id: int, day: date, tell: Callable[[int], object]
) -> ChangeCounts:
    """Bring the rows of `differing` up to date, in the current transaction. `tell` hears how many are done.

    A text that the file doesn't give erases none, unless its owner withdrew it from publication. What people of the
    chamber corrected stays; where the file now says something else than it said then, a Proposal tells them.
    """
    change, done = ChangeCounts(), 0
    for batch in _batches(connection):
        ids = [row["id"] for row in batch]
        businesses = Business.objects.filter(chamber_id=chamber_id).in_bulk(ids)
        row_values = [_row_values(businesses[row["id"]], row, day, change) for row in batch]
        with database.cursor() as cursor:
            cursor.executemany(_STATEMENT, row_values)
        done += len(batch)
        tell(done)
    return change


def _row_values(
    business: Business, row: Mapping[str, Any], day: date, change: ChangeCounts
) -> tuple[Any, ...]:
    """The values that the row takes, with its number; what is counted of it."""
    values = _values_to_write(business, row)
    corrected = _corrected(business, values, day) if business.corrected else {}
    before = {name: getattr(business, name) for name in FACT_FIELDS}
    if values != before:
        change.ids.append(business.pk)
        closes = bool(values["closed_on"] and not before["closed_on"])
        change.closed += closes
        change.updated += not closes
        change.reopened += bool(before["closed_on"] and not values["closed_on"])
        change.moved += values["commune_code"] != before["commune_code"]
    corrected_json = Business._meta.get_field("corrected").get_db_prep_save(corrected, database)
    return (*(_adapt(values[name]) for name in FACT_FIELDS), row["fingerprint"], corrected_json, business.pk)


def _values_to_write(business: Business, row: Mapping[str, Any]) -> dict[str, Any]:
    """What the file says, and what the register said where the file says nothing."""
    values = {name: row[name] for name in FACT_FIELDS}
    silent = [
        name
        for name in TEXT_FIELDS
        if not values[name] and (row["is_published"] or name not in HIDDEN_FIELDS)
    ]
    if values["commune_code"]:
        silent = [name for name in silent if name != "commune_id"]
    if not row["tells_probable"]:
        silent.append("is_probable")
    values |= {name: getattr(business, name) for name in silent}
    return values


def _corrected(business: Business, values: dict[str, Any], day: date) -> dict[str, str]:
    """Put back in `values` what people corrected, and propose what the file says otherwise than then."""
    corrected = dict(business.corrected)
    for name, then in business.corrected.items():
        official, ours = as_text_value(values[name]), as_text_value(getattr(business, name))
        for column in (name, *DEPENDENT_FIELDS.get(name, ())):
            values[column] = getattr(business, column)
        waiting = Proposal.objects.filter(business=business, field=name, outcome=Proposal.Outcome.WAITING)
        if not values["is_published"] and name in HIDDEN_FIELDS:
            corrected[name] = ""  # its owner withdrew it: what the file said then is kept no more
            waiting.delete()
        elif official in (then, ours):
            waiting.delete()
        else:
            waiting.update_or_create(
                defaults={"official": official, "ours": ours, "seen_on": day},
                create_defaults={
                    "business": business, "field": name, "official": official, "ours": ours, "seen_on": day
                },
            )  # fmt: skip
    return corrected


def as_text_value(value: Any) -> str:
    """A field's value as `corrected` and a Proposal hold it."""
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _adapt(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


_SET = ", ".join(f"{name} = %s" for name in (*FACT_FIELDS, "fingerprint", "corrected"))
_STATEMENT = f"UPDATE {TABLE} SET {_SET} WHERE id = %s"


def _batches(connection: DuckDBPyConnection) -> Iterator[list[dict[str, Any]]]:
    columns = ("id", *FACT_FIELDS, "fingerprint", "tells_probable")
    cursor = connection.cursor()
    cursor.execute(f"SELECT {', '.join(columns)} FROM differing ORDER BY id")
    while rows := cursor.fetchmany(BATCH_SIZE):
        yield [dict(zip(columns, row, strict=True)) for row in rows]
