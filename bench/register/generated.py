"""Stock files of SIRENE, invented: StockEtablissement and StockUniteLegale, column for column as INSEE publishes them.

Names, streets and communes are drawn by their real frequencies (data/ATTRIBUTION.md gives sources and licences, `words`
the rest). No establishment is meant: a SIRET that exists was met by chance. About 35 % are closed, 12 % keep their name
from publication, half are sole traders whose name stands in StockUniteLegale only, a quarter carry no craft code.
"""

import tempfile
import zipfile
from pathlib import Path
from typing import Literal

import duckdb

from bench.register.columns import (
    ESTABLISHMENT,
    INSERT_ESTABLISHMENTS,
    INSERT_UNITS,
    MACROS,
    NAMED,
    UNIT,
    table_of,
)
from bench.register.draws import BLOCK, BLOCK_BUSINESSES, Stock, Weights, draw_stock
from bench.register.lists import bring_lists

Kind = Literal["csv", "zip", "parquet"]

RUN = 200_000  # rows drawn at once
FIRST, LAST = 30_000_000, 90_000_000  # the first eight digits of SIREN
FIRST_NEW, LAST_NEW = 91_000_000, 99_000_000
WRONG = {
    "siret": "left(siret, 13) || (right(siret, 1)::INTEGER + 1) % 10",
    "activitePrincipaleRegistreMetiersEtablissement": "'??'",
    "etatAdministratifEtablissement": "'X'",
}


def write_stock(
    folder: Path,
    rows: int,
    *,
    seed: int,
    department: str | None = None,
    changed: float = 0.0,
    beside: float = 0.08,
    elsewhere: float = 0.08,
    broken: int = 0,
    as_: Kind = "csv",
) -> tuple[Path, Path]:
    """Write StockEtablissement (`rows` of them) and the StockUniteLegale of their businesses; gives their paths.

    `department`: where they are, all but the share `elsewhere`; everywhere when None, as far as the communes of
    France are known (ETABLI_CORPUS). `beside`: the share that is no craft. `changed`: the same stock a month later,
    that share of its rows closed, opened again, moved or renamed, and a third as many new. `broken`: that many rows
    make no sense (no SIRET, no craft code, no state). The same arguments write the same rows, in the same order.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        database = str(Path(scratch) / "stock.duckdb")
        with duckdb.connect(database, config={"memory_limit": "600MB"}) as stock:
            stock.execute("SET enable_progress_bar = false")
            weights = bring_lists(stock, department, beside, elsewhere)
            stock.execute(MACROS)
            for name in (ESTABLISHMENT, UNIT):
                stock.execute(table_of(name))
            _fill(stock, rows, seed, weights, changed)
            if broken:
                _break(stock, broken, department or "")
            return _written(stock, ESTABLISHMENT, folder, as_), _written(stock, UNIT, folder, as_)


def _fill(stock: duckdb.DuckDBPyConnection, rows: int, seed: int, weights: Weights, changed: float) -> None:
    step = (LAST - FIRST) // _businesses(rows)
    for run, begun in enumerate(range(0, rows, RUN)):
        first = FIRST + _businesses(begun) * step
        size = min(RUN, rows - begun)
        drawn = draw_stock(
            size, seed=(seed, run, 0), first=first, step=step, weights=weights, changed=changed
        )
        _insert(stock, drawn)
    if new := round(rows * changed / 3):
        step = (LAST_NEW - FIRST_NEW) // _businesses(new)
        drawn = draw_stock(new, seed=(seed, 0, 2), first=FIRST_NEW, step=step, weights=weights, changed=0.0)
        _insert(stock, drawn)


def _businesses(rows: int) -> int:
    """How many own so many establishments, rounded up."""
    return -(-rows // BLOCK) * BLOCK_BUSINESSES


def _insert(stock: duckdb.DuckDBPyConnection, drawn: Stock) -> None:
    stock.register("drawn_businesses", drawn.businesses)
    stock.register("drawn_establishments", drawn.establishments)
    for statement in (NAMED, INSERT_UNITS, INSERT_ESTABLISHMENTS):
        stock.execute(statement)


def _break(stock: duckdb.DuckDBPyConnection, number: int, department: str) -> None:
    """Spread over the rows that an import reads: each kind of fault in turn."""
    for at, (column, wrong) in enumerate(WRONG.items()):
        stock.execute(
            f"UPDATE {ESTABLISHMENT} SET {column} = {wrong} WHERE rowid IN (SELECT place FROM ("
            f" SELECT rowid AS place, row_number() OVER (ORDER BY rowid) AS rank, count(*) OVER () AS total"
            f" FROM {ESTABLISHMENT} WHERE activitePrincipaleRegistreMetiersEtablissement IS NOT NULL"
            f" AND starts_with(codeCommuneEtablissement, ?))"
            f" WHERE rank % (total // ?) = 1 AND rank // (total // ?) < ? AND rank // (total // ?) % {len(WRONG)} = ?)",
            [department, number, number, number, number, at],
        )


def _written(stock: duckdb.DuckDBPyConnection, name: str, folder: Path, as_: Kind) -> Path:
    """The table in the file of INSEE's name."""
    path = folder / f"{name}_utf8.{as_}"
    if as_ == "parquet":
        stock.execute(f"COPY {name} TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        return path
    text = path.with_suffix(".csv")
    stock.execute(f"COPY {name} TO '{text}' (FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S')")
    if as_ == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.write(text, text.name)
        text.unlink()
    return path
