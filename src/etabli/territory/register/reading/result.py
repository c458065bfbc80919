"""What a reading gives: the establishments to keep, in a file or in hand, and the rows that were not understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from etabli.territory.register.engine import Establishment, Refusal
from etabli.territory.register.engine.sirene import COLUMNS
from etabli.territory.register.reading.duckdb_connection import SECOND_MEMORY_LIMIT, connect

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COLUMN_TYPES = {
    "created_on": "DATE",
    "closed_on": "DATE",
    "is_published": "BOOLEAN",
    "is_probable": "BOOLEAN",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the files hold for these départements: `kept` establishments, one for each SIRET, the last one read.

    `refused`: the first of the rows that were not understood, `refused_count` all of them. `withheld`: those kept
    whose owner asked not to be published. `is_taken_up`: an import that was cut short had read the files already.
    """

    read: int
    kept: int
    rows: Path | Sequence[Establishment]
    refused: Sequence[Refusal] = ()
    refused_count: int = 0
    withheld: int = 0
    is_taken_up: bool = False

    @contextmanager
    def open_database(self) -> Iterator[DuckDBPyConnection]:
        """DuckDB with a table or view `official` of the rows, by ascending SIRET."""
        folder = self.rows.parent if isinstance(self.rows, Path) else None
        with connect(folder, memory=SECOND_MEMORY_LIMIT) as connection:
            if isinstance(self.rows, Path):
                connection.execute(f"CREATE VIEW official AS SELECT * FROM read_parquet('{self.rows}')")
            else:
                rows = sorted(self.rows, key=attrgetter("siret"))
                columns = [
                    f"unnest(CAST(${place} AS {COLUMN_TYPES.get(column, 'VARCHAR')}[])) AS {column}"
                    for place, column in enumerate(COLUMNS, start=1)
                ]
                connection.execute(
                    f"CREATE TABLE official AS SELECT {', '.join(columns)}",
                    [[getattr(row, column) for row in rows] for column in COLUMNS],
                )
            yield connection


def reading_of(establishments: Sequence[Establishment]) -> Reading:
    """The reading of establishments that are in hand, each with a SIRET of its own."""
    withheld = sum(not establishment.is_published for establishment in establishments)
    return Reading(len(establishments), len(establishments), tuple(establishments), withheld=withheld)
