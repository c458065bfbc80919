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

FINGERPRINT_VERSION = 1  # of what a fingerprint covers: another one has each row compared anew, once
TABLE = Business._meta.db_table
FACT_FIELDS = (
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
# A fingerprint covers what is read, and the commune it is in. It is DuckDB's own hash: by another version of DuckDB,
# each row may have another one, and is compared anew, once; md5 took six times as long.
_READ = tuple(name for name in FACT_FIELDS if name not in {"sector", "commune_id"})


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
    import numpy as np  # loaded by those processes only that import

    rows = _rows("CAST(siret AS BIGINT)", chamber_id)
    return np.fromiter((number for (number,) in rows), dtype="i8")


def compare(connection: DuckDBPyConnection, chamber_id: int, first_id: int) -> Comparison:
    """Compare `official` with the register of a chamber; the first new row takes the number `first_id`."""
    held_rows = _held_fingerprints(chamber_id)
    connection.register("held", {name: held_rows[name].copy() for name in held_rows.dtype.names or ()})
    _create_lookup_tables(connection)
    values = ", ".join(f"r.{name}" for name in _READ)
    connection.execute(f"""
        CREATE MACRO print_of(r, place) AS CAST(hash({FINGERPRINT_VERSION}, place, {values}) >> 1 AS BIGINT);
        CREATE TABLE compared AS SELECT f.number, h.id, f.fingerprint FROM (
            SELECT CAST(o.siret AS BIGINT) AS number, print_of(o, c.code) AS fingerprint
            FROM official AS o LEFT JOIN communes AS c ON c.said = o.commune_code
        ) AS f LEFT JOIN held AS h USING (number) WHERE h.fingerprint IS DISTINCT FROM f.fingerprint;
        CREATE TABLE numbered AS SELECT number, fingerprint, {first_id} - 1 + row_number() OVER (ORDER BY number) AS id
            FROM compared WHERE id IS NULL;
        CREATE TABLE differs AS SELECT number, fingerprint, id FROM compared WHERE id IS NOT NULL;
        DROP TABLE compared""")
    for view, table in (("fresh", "numbered"), ("differing", "differs")):
        connection.execute(f"""
            CREATE VIEW {view} AS SELECT n.id, n.fingerprint,
                o.* REPLACE (coalesce(is_probable, false) AS is_probable), is_probable IS NOT NULL AS tells_probable,
                c.code AS commune_id, coalesce(s.sector, '') AS sector
            FROM {table} AS n JOIN official AS o ON CAST(o.siret AS BIGINT) = n.number
            LEFT JOIN communes AS c ON c.said = o.commune_code
            LEFT JOIN sectors AS s ON s.code = CASE WHEN trade_code <> '' THEN trade_code ELSE naf_code END""")
    ((fresh, differing),) = connection.execute(
        "SELECT (SELECT count(*) FROM numbered), (SELECT count(*) FROM differs)"
    ).fetchall()
    return Comparison(fresh, differing, len(held_rows), first_id)


def _held_fingerprints(chamber_id: int) -> NDArray[Any]:
    import numpy as np  # loaded by those processes only that import

    columns = [("id", "i8"), ("number", "i8"), ("fingerprint", "i8")]
    rows = _rows("id, CAST(siret AS BIGINT), fingerprint", chamber_id)
    return np.fromiter(rows, dtype=np.dtype(columns))


def _rows(columns: str, chamber_id: int) -> Iterator[tuple[int, ...]]:
    with database.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {TABLE} WHERE chamber_id = %s AND siret <> ''", [chamber_id])
        while rows := cursor.fetchmany(10_000):
            yield from rows


def _create_lookup_tables(connection: DuckDBPyConnection) -> None:
    """Small tables: each commune code that may stand in the files, former ones included; the sector of each code."""
    communes = {
        old_code: code
        for code, former in Commune.objects.values_list("code", "former_codes")
        for old_code in (*former.split(), code)
    }
    codes = connection.execute(
        "SELECT DISTINCT CASE WHEN trade_code <> '' THEN trade_code ELSE naf_code END FROM official"
    ).fetchall()
    sectors = {code: sector_of(code) for (code,) in codes if code}
    for name, (key, value), mapping in (
        ("communes", ("said", "code"), communes),
        ("sectors", ("code", "sector"), sectors),
    ):
        connection.execute(
            f"CREATE TABLE {name} AS SELECT unnest(CAST($1 AS VARCHAR[])) AS {key},"
            f" unnest(CAST($2 AS VARCHAR[])) AS {value}",
            [list(mapping), list(mapping.values())],
        )
