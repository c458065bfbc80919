"""What of the register is to be found: handed over to its index after an import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection as database

from etabli.territory.register.writing.comparing import TABLE

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH_SIZE = 20_000
INDEXED_COLUMNS = ("id", "name", "other_names", "phone", "trade_code", "naf_code", "commune_code", "is_open")
_TYPES = {"id": "BIGINT", "is_open": "BOOLEAN"}
_PLACE = "coalesce(commune_id, commune_code)"


def create_indexed_table(connection: DuckDBPyConnection, chamber_id: int, *, all_new: bool) -> None:
    """Give DuckDB `kept`, all the rows of a chamber that are to be found, with COLUMNS.

    `all_new`: the register held nothing before, so that they are those just written.
    """
    if all_new:
        connection.execute(
            "CREATE VIEW kept AS SELECT id, name, other_names, '' AS phone, trade_code, naf_code,"
            f" {_PLACE} AS commune_code, closed_on IS NULL AS is_open FROM fresh"
        )
        return
    types = [_TYPES.get(column, "VARCHAR") for column in INDEXED_COLUMNS]
    definitions = ", ".join(f"{column} {kind}" for column, kind in zip(INDEXED_COLUMNS, types, strict=True))
    unnested = ", ".join(f"unnest(CAST(${place} AS {kind}[]))" for place, kind in enumerate(types, start=1))
    connection.execute(f"CREATE TABLE kept ({definitions})")
    with database.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT id, name, other_names, phone, trade_code, naf_code, {_PLACE}, closed_on IS NULL"
            f" FROM {TABLE} WHERE chamber_id = %s AND merged_into_id IS NULL ORDER BY id",
            [chamber_id],
        )
        while rows := cursor.fetchmany(BATCH_SIZE):
            columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)]
            connection.execute(f"INSERT INTO kept SELECT {unnested}", columns)
