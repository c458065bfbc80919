"""The floor: DuckDB reads and filters the same files, and the same rows go into one bare table, without an index.

`python -m bench.register.floor DATABASE DEPARTMENT ESTABLISHMENTS UNITS` prints how many rows it wrote. DATABASE is
the path of an SQLite file, or the address of a PostgreSQL database; DEPARTMENT may be "all". Nothing is checked or
compared, and nothing can be found afterwards.
"""

import shutil
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import psycopg

from etabli.territory.register.engine.sirene import probable_sql

Rows = list[tuple[Any, ...]]

BATCH = 20_000
MEMORY = "400MB"
COLUMNS = (
    "siret", "name", "other_names", "trade_code", "naf_code", "legal_form", "headcount", "commune_code", "address",
    "postal_code", "created_on", "closed_on", "is_published", "is_probable",
)  # fmt: skip
KEPT = """
SELECT siret,
    coalesce(enseigne1Etablissement, denominationUsuelleEtablissement, denominationUsuelle1UniteLegale,
        denominationUniteLegale, concat_ws(' ', prenomUsuelUniteLegale, nomUniteLegale)),
    concat_ws(' · ', denominationUsuelleEtablissement, denominationUsuelle1UniteLegale, denominationUniteLegale,
        concat_ws(' ', prenomUsuelUniteLegale, nomUniteLegale)),
    craft, naf, form, band, codeCommuneEtablissement,
    concat_ws(' ', numeroVoieEtablissement, indiceRepetitionEtablissement, typeVoieEtablissement,
        libelleVoieEtablissement),
    codePostalEtablissement, CAST(dateCreationEtablissement AS VARCHAR),
    CASE WHEN etatAdministratifEtablissement = 'F' THEN CAST(begun AS VARCHAR) END,
    statutDiffusionEtablissement = 'O', craft IS NULL
FROM (
    SELECT *, dateDebut AS begun, activitePrincipaleRegistreMetiersEtablissement AS craft,
        replace(activitePrincipaleEtablissement, '.', '') AS naf, coalesce(trancheEffectifsEtablissement, '') AS band
    FROM {establishments} WHERE {here}
) AS e
LEFT JOIN (
    SELECT *, coalesce(CAST(categorieJuridiqueUniteLegale AS VARCHAR), '') AS form,
        coalesce(trancheEffectifsUniteLegale, '') AS unit_band
    FROM {units}
) AS u USING (siren)
LEFT JOIN read_csv('{activities}', all_varchar = true) AS a ON a.code = naf
WHERE craft IS NOT NULL OR (etatAdministratifEtablissement = 'A' AND {probable})
"""


def kept(establishments: Path, units: Path, department: str) -> Iterator[Rows]:
    """The rows that an import keeps, by batches."""
    query = KEPT.format(
        establishments=_read(establishments),
        units=_read(units),
        here="true" if department == "all" else f"starts_with(codeCommuneEtablissement, '{department}')",
        activities=files("etabli.territory.register") / "data" / "naf.csv",
        probable=probable_sql("a.code", "(a.partly = '1')", "form", "band", "unit_band"),
    )
    with duckdb.connect(config={"memory_limit": MEMORY}) as reading:
        reading.execute("SET enable_progress_bar = false")
        cursor = reading.execute(query)
        while rows := cursor.fetchmany(BATCH):
            yield rows


def _read(path: Path) -> str:
    return (
        f"read_parquet('{path}')" if path.suffix == ".parquet" else f"read_csv('{path}', all_varchar = true)"
    )


def into_sqlite(path: str, batches: Iterator[Rows]) -> int:
    with sqlite3.connect(path) as base:
        base.execute(f"CREATE TABLE floor ({', '.join(COLUMNS)})")
        row = ", ".join("?" * len(COLUMNS))
        return sum(base.executemany(f"INSERT INTO floor VALUES ({row})", rows).rowcount for rows in batches)


def into_postgresql(address: str, batches: Iterator[Rows]) -> int:
    with psycopg.connect(address) as base, base.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS floor")
        cursor.execute(f"CREATE TABLE floor ({' text, '.join(COLUMNS)} text)")
        with cursor.copy("COPY floor FROM STDIN") as copy:
            for rows in batches:
                for row in rows:
                    copy.write_row(row)
        return cursor.rowcount


def main(database: str, department: str, establishments: str, units: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        paths = [_unpacked(Path(each), Path(scratch)) for each in (establishments, units)]
        write = into_postgresql if "://" in database else into_sqlite
        print(write(database, kept(paths[0], paths[1], department)))


def _unpacked(path: Path, scratch: Path) -> Path:
    if path.suffix != ".zip":
        return path
    with zipfile.ZipFile(path) as archive, archive.open(archive.infolist()[0]) as packed:
        text = scratch / f"{path.stem}.csv"
        with text.open("wb") as out:
            shutil.copyfileobj(packed, out)
    return text


if __name__ == "__main__":
    main(*sys.argv[1:])
