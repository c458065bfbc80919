"""What of a reading the register doesn't hold yet, found by DuckDB from a fingerprint of each row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection as database

from etabli.territory.places.models import Commune
from etabli.territory.register.models import Business
from etabli.territory.register.trades import sector_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

VERSION = "1"  # of what a fingerprint covers: another one has each row compared anew, once
TABLE = Business._meta.db_table
FACTS = (
    "name",
    "other_names",
    "trade_code",
    "naf_code",
    "legal_form",
    "headcount",
    "is_probable",
    "sector",
    "commune_id",
    "commune_code",
    "address",
    "postal_code",
    "created_on",
    "closed_on",
    "is_published",
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many rows are new, how many differ, how many the chamber held before.

    DuckDB then holds two views: `fresh`, the new ones with the number that each takes, and `differing`, with the number
    of the row that the register holds; both with the columns FACTS, `siret` and `fingerprint`.
    """

    fresh: int
    differing: int
    held: int
    first_id: int

    @property
    def new_ids(self) -> range:
        """The numbers that the new rows take."""
        return range(self.first_id, self.first_id + self.fresh)


def known_sirets(chamber_id: int) -> NDArray[Any]:
    """The SIRETs of the chamber's register, as numbers."""
    return _held(chamber_id)["number"]


def compare(connection: DuckDBPyConnection, chamber_id: int, first_id: int) -> Comparison:
    """Compare `official` with the register of a chamber; the first new row takes the number `first_id`."""
    held = _held(chamber_id)
    connection.register("held", {name: held[name].copy() for name in held.dtype.names or ()})
    _lists(connection)
    facts = ", ".join(f"coalesce(CAST({name} AS VARCHAR), '')" for name in FACTS)
    connection.execute(f"""
        CREATE VIEW placed AS SELECT o.* REPLACE (coalesce(is_probable, false) AS is_probable),
            is_probable IS NOT NULL AS tells_probable, CAST(o.siret AS BIGINT) AS number,
            c.code AS commune_id, coalesce(s.sector, '') AS sector
        FROM official AS o LEFT JOIN communes AS c ON c.said = o.commune_code
        LEFT JOIN sectors AS s ON s.code = CASE WHEN trade_code <> '' THEN trade_code ELSE naf_code END;
        CREATE VIEW facts AS SELECT *,
            CAST(md5_number_lower(concat_ws('|', '{VERSION}', {facts})) >> 1 AS BIGINT) AS fingerprint FROM placed;
        CREATE TABLE numbered AS SELECT number, {first_id} - 1 + row_number() OVER (ORDER BY number) AS id
            FROM (SELECT CAST(siret AS BIGINT) AS number FROM official) ANTI JOIN held USING (number);
        CREATE VIEW fresh AS SELECT id, facts.* FROM facts JOIN numbered USING (number);
        CREATE TABLE differs AS SELECT number, id FROM facts JOIN held USING (number)
            WHERE facts.fingerprint <> held.fingerprint;
        CREATE VIEW differing AS SELECT id, facts.* FROM facts JOIN differs USING (number)""")
    ((fresh, differing),) = connection.execute(
        "SELECT (SELECT count(*) FROM numbered), (SELECT count(*) FROM differs)"
    ).fetchall()
    return Comparison(fresh, differing, len(held), first_id)


def _held(chamber_id: int) -> NDArray[Any]:
    import numpy as np  # loaded by those processes only that import

    columns = [("id", "i8"), ("number", "i8"), ("fingerprint", "i8")]
    return np.fromiter(_pairs(chamber_id), dtype=np.dtype(columns))


def _pairs(chamber_id: int) -> Iterator[tuple[int, int, int]]:
    with database.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT id, CAST(siret AS BIGINT), fingerprint FROM {TABLE} WHERE chamber_id = %s AND siret <> ''",
            [chamber_id],
        )
        while rows := cursor.fetchmany(10_000):
            yield from rows


def _lists(connection: DuckDBPyConnection) -> None:
    """Small tables: each commune code that may stand in the files, former ones included; the sector of each code."""
    communes = {
        said: code
        for code, former in Commune.objects.values_list("code", "former_codes")
        for said in (*former.split(), code)
    }
    codes = connection.execute(
        "SELECT DISTINCT CASE WHEN trade_code <> '' THEN trade_code ELSE naf_code END FROM official"
    ).fetchall()
    sectors = {code: sector_of(code) for (code,) in codes if code}
    for name, (key, value), told in (
        ("communes", ("said", "code"), communes),
        ("sectors", ("code", "sector"), sectors),
    ):
        connection.execute(
            f"CREATE TABLE {name} AS SELECT unnest(CAST($1 AS VARCHAR[])) AS {key},"
            f" unnest(CAST($2 AS VARCHAR[])) AS {value}",
            [list(told), list(told.values())],
        )
