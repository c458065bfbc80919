"""`etabli bench register`: bringing SIRENE's stock in, at the size of France and at that of one département.

Invented files in INSEE's format (`generated`) go through the real command, in a process of its own, on a fresh
database: a first time, the same files again, then those of a month later, in which one row in a hundred has changed.
The floor is DuckDB reading and filtering the same files, and the same rows written into one bare table without an index
(`executemany` on SQLite, COPY on PostgreSQL). Memory is the peak of the command's largest process; processor time
is its own, and that of the PostgreSQL server on its behalf.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import progress
from bench.register.generated import write_stock
from bench.register.place import Place, a_place
from bench.report import Part, Table
from bench.timing import Cost

SEED = 2026
CHANGED = 0.01
ROWS_OF_A_DEPARTMENT = 35_000
OVER_FLOOR, OF_FIRST, MEGABYTES = 3.0, 0.5, 1000
HEAD = (
    "what",
    "rows read",
    "kept",
    "time",
    "processor",
    "read a second",
    "peak memory",
    "against",
    "time",
    "processor",
    "aim",
)


@dataclass(frozen=True)
class Size:
    """How many rows, where they are, and what the command is told of it."""

    name: str
    rows: int
    department: str | None

    @property
    def asked(self) -> str:
        return self.department or "all"


@dataclass(frozen=True)
class Step:
    """One run: what it is held against, at most how many times that."""

    name: str
    cost: Cost
    read: int
    kept: int
    told: dict[str, Any]
    against: "Step | None" = None
    at_most: float = 0.0

    def ratios(self) -> tuple[float, float] | None:
        """Of time, and of processor."""
        if self.against is None:
            return None
        return self.cost.wall / self.against.cost.wall, self.cost.cpu / self.against.cost.cpu


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, default=2_000_000, metavar="N", help="establishments of France")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--files", choices=("csv", "zip", "parquet"), default="csv", help="the files read")


def run(options: argparse.Namespace) -> Iterator[Part]:
    sizes = (
        Size("register of France", options.rows, None),
        Size("register of a département", min(ROWS_OF_A_DEPARTMENT, options.rows), "33"),
    )
    for size in sizes:
        with (
            tempfile.TemporaryDirectory(prefix="etabli-bench-") as folder,
            a_place(Path(folder) / "data", options.database) as place,
        ):
            yield _told(size, _steps(size, place, Path(folder), options.files), options)
    progress("")


def _steps(size: Size, place: Place, folder: Path, kind: Any) -> list[Step]:
    now = write_stock(folder / "now", size.rows, seed=SEED, department=size.department, as_=kind)
    progress(f"{size.name}: the floor")
    floor = _floor(size, place, now)
    place.prepare()
    first = _import(size, place, now, "first import", floor, OVER_FLOOR)
    again = _import(size, place, now, "the same files again", first, OF_FIRST)
    later = write_stock(
        folder / "later", size.rows, seed=SEED, department=size.department, changed=CHANGED, as_=kind
    )
    refresh = _import(size, place, later, "one row in a hundred changed", first, OF_FIRST)
    if first.kept != floor.kept:
        raise RuntimeError(
            f"the floor kept {floor.kept} rows, the import {first.kept}: they must do the same work"
        )
    return [floor, first, again, refresh]


def _floor(size: Size, place: Place, paths: tuple[Path, Path]) -> Step:
    argv = [sys.executable, "-m", "bench.register.floor", place.bare, size.asked, *map(str, paths)]
    cost, said = place.cost_of(argv)
    return Step("floor", cost, size.rows, int(said), {})


def _import(
    size: Size, place: Place, paths: tuple[Path, Path], name: str, against: Step, at_most: float
) -> Step:
    progress(f"{size.name}: {name}")
    argv = ["register", "import", *map(str, paths), "--department", size.asked, "--json"]
    cost, said = place.cost_of([sys.executable, "-P", "-m", "etabli", *argv])
    report = json.loads(said)
    return Step(name, cost, report["read"], report["kept"], report, against, at_most)


def _told(size: Size, steps: list[Step], options: argparse.Namespace) -> Part:
    rows, data = [], {}
    for step in steps:
        ratios = step.ratios()
        rows.append((
            step.name, f"{step.read:,}", f"{step.kept:,}", f"{step.cost.wall:.1f} s", f"{step.cost.cpu:.1f} s",
            f"{step.read / step.cost.wall:,.0f}", f"{step.cost.memory:.0f} MB",
            *((step.against.name, *(f"{each:.2f}" for each in ratios), f"{step.at_most:g}") if step.against and ratios
              else ("",) * 4),
        ))  # fmt: skip
        data[step.name] = {
            **step.cost.data(),
            "megabytes": round(step.cost.memory),
            "read_per_second": round(step.read / step.cost.wall),
            "kept_per_second": round(step.kept / step.cost.wall),
            "ratio_wall": ratios and round(ratios[0], 3),
            "ratio_cpu": ratios and round(ratios[1], 3),
            "report": {name: value for name, value in step.told.items() if name != "rejected"},
        }
    note = f"{options.files} files, {options.database}. Memory: the aim is {MEGABYTES} MB."
    return Part(size.name, data, (Table(size.name, HEAD, rows, note),))
