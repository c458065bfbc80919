"""New rows, as many as France has, by the quickest way of each database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.db import connection as database
from django.db.models import Max

from etabli.territory.register.models import Business
from etabli.territory.register.writing.comparing import FACT_FIELDS, TABLE

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH_SIZE = 20_000
WRITTEN_COLUMNS = ("id", "siret", *FACT_FIELDS, "fingerprint")
_AS_TEXT, _AS_NUMBER = ("created_on", "closed_on"), ("is_probable", "is_published")


def insert_rows(connection: DuckDBPyConnection, chamber_id: int, tell: Callable[[int], object]) -> None:
    """Write the rows of `fresh` for a chamber, in the current transaction. `tell` hears how many are written."""
    # What the official files don't say has the value of a Business just made.
    defaults = {"chamber_id": str(chamber_id), **_defaults()}
    columns = ", ".join((*WRITTEN_COLUMNS, *defaults))
    if database.vendor == "postgresql":
        _copy(connection, f"COPY {TABLE} ({columns}) FROM STDIN WITH (FORMAT csv)", defaults, tell)
    else:
        values = ", ".join([*"?" * len(WRITTEN_COLUMNS), *defaults.values()])
        _insert(connection, f"INSERT INTO {TABLE} ({columns}) VALUES ({values})", tell)


def lock_and_first_number() -> int:
    """The number that the next new business takes. On PostgreSQL, nobody else makes one until the transaction ends."""
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {TABLE} IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [TABLE])
            cursor.execute(f"SELECT last_value FROM {cursor.fetchone()[0]}")
        else:
            cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [TABLE])
        (last,) = cursor.fetchone()
    highest: int | None = Business.objects.aggregate(last=Max("pk"))["last"]
    return 1 + max(int(last), highest or 0)


def _advance_sequence() -> None:
    """On PostgreSQL, have the next number follow those that were written; SQLite sees to it by itself."""
    with database.cursor() as cursor:
        cursor.execute(f"SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM {TABLE}", [TABLE])


def _defaults() -> dict[str, str]:
    """Each other column -> an SQL literal."""
    new = Business()
    values = {
        field.attname: getattr(new, field.attname)
        for field in Business._meta.concrete_fields
        if field.attname not in (*WRITTEN_COLUMNS, "chamber_id")
    }
    return {name: _literal(value) for name, value in values.items()}


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    return f"'{value or ''}'" if isinstance(value, str) else f"'{value}'"


def _copy(
    connection: DuckDBPyConnection, statement: str, defaults: dict[str, str], tell: Callable[[int], object]
) -> None:
    """PostgreSQL: DuckDB writes the lines, COPY takes them."""
    row_text = " || ',' || ".join(
        f"""coalesce('"' || replace(CAST({column} AS VARCHAR), '"', '""') || '"', '')"""
        for column in WRITTEN_COLUMNS
    )
    ending = ",".join("" if value == "NULL" else '"' + value.strip("'") + '"' for value in defaults.values())
    database.ensure_connection()
    with database.connection.cursor() as cursor, cursor.copy(statement) as copy:
        for rows, written_count in _batches(connection, f"SELECT {row_text} || ',{ending}' FROM fresh"):
            copy.write("\n".join(line for (line,) in rows) + "\n")
            tell(written_count)
    _advance_sequence()


def _insert(connection: DuckDBPyConnection, statement: str, tell: Callable[[int], object]) -> None:
    """SQLite: past Django's cursor, which would look at each value."""
    columns = ", ".join(
        f"CAST({column} AS {'VARCHAR' if column in _AS_TEXT else 'TINYINT'})"
        if column in _AS_TEXT + _AS_NUMBER
        else column
        for column in WRITTEN_COLUMNS
    )
    database.ensure_connection()
    for rows, written_count in _batches(connection, f"SELECT {columns} FROM fresh"):
        database.connection.executemany(statement, rows)
        tell(written_count)


def _batches(connection: DuckDBPyConnection, query: str) -> Iterator[tuple[list[tuple[Any, ...]], int]]:
    """(rows, how many with these) of each batch."""
    cursor, done = connection.cursor(), 0
    cursor.execute(query)
    while rows := cursor.fetchmany(BATCH_SIZE):
        done += len(rows)
        yield rows, done
