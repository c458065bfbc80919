"""`etabli bench plan`: how good season plans are, how sure, and how soon.

The development instances of `ETABLI_CORPUS` (season/*.json, each plan judged by the `verify.py` beside them, which
needs scipy) and invented ones; every plan is judged by the checker of the tests. For each: value, bound and gap at 10,
30 and 60 seconds, when the first plan stood, and the value against that of a plan made as with a spreadsheet.
"""

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import progress, seasons
from bench.report import Part, Table
from etabli.foundation.terminal import pick
from etabli.programme.planning.engine.season import (
    Plan,
    Progress,
    Season,
    Session,
    as_json,
    plan,
    read_season,
    value_of,
)
from etabli.programme.planning.engine.season.board import Board
from etabli.programme.planning.engine.season.indexed_season import IndexedSeason, Placed
from etabli.site.testing import collected
from tests.programme.planning.season import checker

SIZES = {
    "small": seasons.SMALL,
    "department": seasons.DEPARTMENT,
    "larger": seasons.LARGE,
    "region": seasons.REGION,
    "clustered": seasons.CLUSTERED,
    "few-rooms": seasons.FEW_ROOMS,
    "banned": seasons.BANNED,
    "scarce": seasons.SCARCE,
    "flooded": seasons.FLOODED,
}


@dataclass(frozen=True)
class Asked:
    """A season to plan; `file` where the referee can read it."""

    name: str
    season: Season
    file: Path | None = None


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--at", type=float, nargs="+", default=[10.0, 30.0, 60.0], metavar="SECONDS")
    parser.add_argument(
        "--sizes",
        nargs="*",
        choices=SIZES,
        default=["department", "larger"],
        help=pick("des saisons inventées", "of the invented seasons"),
    )
    parser.add_argument(
        "--seeds",
        type=int,
        default=2,
        help=pick("combien de saisons inventées de chaque taille", "invented seasons of each size"),
    )
    parser.add_argument(
        "--first-seed",
        type=int,
        default=0,
        help=pick(
            "la première ; jamais réglé sur celles à partir de 100",
            "the first; never tuned on those from 100",
        ),
    )


def run(options: argparse.Namespace) -> Iterator[Part]:
    times = sorted(options.at)
    rows, data = [], {}
    for asked in [*_given(), *_invented(options.sizes, options.first_seed, options.seeds)]:
        progress(asked.name)
        result = measured(asked, times)
        data[asked.name] = result
        rows.append((asked.name, *_told(result, times)))
    head = (
        "season",
        "first plan",
        *(f"gap at {at:g} s" for at in times),
        "value",
        "bound",
        "÷ spreadsheet",
        "verdict",
    )
    note = "" if collected.folders() else "ETABLI_CORPUS isn't set: its instances are left out."
    yield Part("plan", data, (Table("plan", head, rows, note),))


def _given() -> Iterator[Asked]:
    corpus = collected.holding("season")
    for file in sorted(corpus.glob("*.json")) if corpus else []:
        yield Asked(file.stem, read_season(file.read_bytes()), file)


def _invented(sizes: list[str], first: int, seeds: int) -> Iterator[Asked]:
    for size in sizes:
        for seed in range(first, first + seeds):
            yield Asked(f"{size} {seed}", seasons.season(SIZES[size], seed))


def measured(asked: Asked, times: list[float]) -> dict[str, Any]:
    """One search as long as the longest time, looked at as it goes."""
    steps: list[Progress] = []
    cpu = time.process_time()
    best = plan(asked.season, seconds=times[-1], tell=steps.append)
    spreadsheet = value_of(asked.season, by_spreadsheet(asked.season)).value
    return {
        "value": best.value,
        "bound": best.bound,
        "gap": best.gap,
        "seconds": best.seconds,
        "cpu_seconds": time.process_time() - cpu,
        "first": next((one.seconds for one in steps if one.sessions), best.seconds),
        "gaps": {f"{at:g}": _gap(steps, at) for at in times},
        "spreadsheet": spreadsheet,
        "faults": checker.wrong(asked.season, best),
        "referee": referee(asked.file, best) if asked.file else "not asked",
    }


def _gap(steps: list[Progress], at: float) -> float | None:
    """As it stood then."""
    past = [step for step in steps if step.seconds <= at]
    return (past[-1].bound - past[-1].value) / max(1.0, abs(past[-1].bound)) if past else None


def _told(result: dict[str, Any], times: list[float]) -> Iterator[str]:
    yield f"{result['first']:.2f} s"
    for at in times:
        gap = result["gaps"][f"{at:g}"]
        yield "—" if gap is None else f"{100 * gap:.2f} %"
    yield f"{result['value']:.2f}"
    yield f"{result['bound']:.2f}"
    yield f"{result['value'] / result['spreadsheet']:.2f}" if result["spreadsheet"] > 0 else "—"
    yield "; ".join([*result["faults"], result["referee"]]) if result["faults"] else result["referee"]


def referee(file: Path, best: Plan) -> str:
    """The verdict of `verify.py` beside the file, which shares nothing with us; or why there is none."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder, "plan.json")
        answer.write_text(json.dumps(as_json(best, lambda one: one.reason.kind)), encoding="utf-8")
        judged = subprocess.run(
            ["python3", str(file.parent / "verify.py"), str(file), str(answer)],
            capture_output=True,
            text=True,
            check=False,
        )
    return judged.stdout.split(" ")[0] or "no verdict: " + judged.stderr.strip().rsplit("\n", 1)[-1]


def by_spreadsheet(season: Season) -> list[Session]:
    """Half-day after half-day, the theme and venue with most people left; those served are crossed out of the list."""
    indexed = IndexedSeason(season)
    board = Board(indexed, [indexed.placed_session(pin) for pin in dict.fromkeys(season.pins)])
    left = [dict(people) for people in indexed.demand]
    for slot in range(len(indexed.slots)):
        for adviser in range(len(season.advisers)):
            options = [
                (_seats(indexed, left, placed), placed)
                for theme in range(len(season.themes))
                for venue in range(len(season.venues))
                if board.fits(placed := Placed(theme, venue, adviser, slot))
            ]
            people, best = max(options, key=lambda option: option[0], default=(0.0, None))
            if best is None or people < indexed.capacity[best.venue] / 2:
                continue
            board.put(best)
            room = people
            for zone, reached in indexed.reach[best.theme][best.venue].items():
                served = min(left[best.theme][zone], reached * indexed.factor[slot], room)
                left[best.theme][zone] -= served
                room -= served
    return [indexed.session(placed) for placed in board]


def _seats(indexed: IndexedSeason, left: list[dict[int, float]], placed: Placed) -> float:
    reach = indexed.reach[placed.theme][placed.venue].items()
    factor = indexed.factor[placed.slot]
    people = sum(min(left[placed.theme][zone], factor * reached) for zone, reached in reach)
    return min(people, indexed.capacity[placed.venue])
