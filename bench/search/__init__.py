"""`etabli bench search`: names of the register found again, against a bare full-text query on the same rows.

A stock of invented establishments (`bench.register`) is imported by the ordinary command, on SQLite or PostgreSQL. For
names drawn at random among those that are published, `search_businesses` is asked for the name as it stands, in small
letters without accents, and with one slip in a word; the commune is added where several businesses bear that name.
Found: a business of the same words and the same commune is among the first five.

The floor is what the database itself would do with the name as it stands: FTS5 (or PostgreSQL's full-text search), five
rows by rank. Processor time of this process, and of the server's where there is one.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench import progress
from bench.register.generated import write_stock
from bench.register.place import Place, a_place
from bench.report import Part, Table
from bench.timing import p95

SEED = 11
AIMS = {"exact": 0.97, "plain": 0.97, "slip": 0.95}
MEDIAN, P95, BYTES = 5.0, 10.0, 1024
KINDS = {
    "exact": "as it stands",
    "plain": "small letters, no accent",
    "slip": "one slip in a word",
}
FLOORS = {"ranked": "five rows by rank", "any": "any five rows"}


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, default=2_000_000, help="establishments written (2,000,000)")
    parser.add_argument("--queries", type=int, default=1_000, help="of each kind (1,000)")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")


def run(options: argparse.Namespace) -> Iterator[Part]:
    with tempfile.TemporaryDirectory(prefix="etabli-bench-search-") as folder:
        home = Path(folder)
        progress("search: writing the files")
        files = write_stock(home / "files", options.rows, seed=SEED, as_="parquet")
        with a_place(home / "data", options.database) as place:
            yield _measured(place, files, options)


def _measured(place: Place, files: tuple[Path, Path], options: argparse.Namespace) -> Part:
    progress("search: importing them")
    place.prepare()
    place.installation.ask("from bench.search.asking import bring_communes\nbring_communes()")
    argv = [sys.executable, "-P", "-m", "etabli", "register", "import", *map(str, files)]
    cost, _said = place.cost_of([*argv, "--department", "all", "--json"])
    progress("search: asking")
    report: dict[str, Any] = place.installation.ask(
        "from bench.search.asking import ask_all\nanswer(ask_all(**arguments))",
        queries=options.queries,
        floor=place.bare,
    )
    data = _compared(report) | {"import_cpu_s": round(cost.cpu, 1), "database": options.database}
    return Part("search", data, (_found(data), _cost(data)))


def _compared(report: dict[str, Any]) -> dict[str, Any]:
    floors = {name: (median(took), p95(took)) for name, took in report["floors"].items()}
    kinds = {}
    for kind, answers in report["kinds"].items():
        middle, slow = median(answers["took"]), p95(answers["took"])
        kinds[kind] = {
            "found": answers["found"] / len(answers["took"]),
            "median_us": round(1e6 * middle),
            "p95_us": round(1e6 * slow),
            **{f"median_ratio_{name}": round(middle / floor[0], 2) for name, floor in floors.items()},
            **{f"p95_ratio_{name}": round(slow / floor[1], 2) for name, floor in floors.items()},
        }
    return {
        "rows": report["rows"],
        "bytes_per_row": round(report["bytes"] / report["rows"]),
        "floors": {name: [round(1e6 * one) for one in both] for name, both in floors.items()},
        "kinds": kinds,
        "missed": report["missed"],
    }


def _found(data: dict[str, Any]) -> Table:
    rows = [
        (KINDS[kind], f"{100 * one['found']:.1f} %", f"{100 * AIMS[kind]:.0f} %")
        for kind, one in data["kinds"].items()
    ]
    note = f"{data['rows']} businesses on {data['database']}; the index takes {data['bytes_per_row']} bytes for each."
    return Table("search found", ("the name is typed", "found", "at least"), rows, note)


def _cost(data: dict[str, Any]) -> Table:
    floors = data["floors"]
    rows = [(f"bare full text, {FLOORS[name]}", *floors[name], "", "") for name in floors]
    rows += [
        (KINDS[kind], one["median_us"], one["p95_us"], one["median_ratio_ranked"], one["p95_ratio_ranked"])
        for kind, one in data["kinds"].items()
    ]
    head = ("what", "median, µs", "95 %, µs", f"median ÷ floor (≤ {MEDIAN:g})", f"95 % ÷ floor (≤ {P95:g})")
    return Table("search cost", head, rows, "Processor time of one query; the floor is that by rank.")
