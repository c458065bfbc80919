"""What it costs that an acknowledged sign-up is on the disk: `synchronous=FULL` against `NORMAL`, by turns.

Two web servers on the same database, each with one of the two settings; the visits go to one, then to the other. Beside
it, one small write alone, in one process: what the disk takes, without Django and without visitors.
"""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from bench import progress
from bench.report import Part, Table
from bench.timing import p95
from bench.web.sites import Running, Site, running, web_server

ROUNDS, WRITES = 8, 300
NAMES = {"NORMAL": "bench.web.careless", "FULL": "etabli.site.settings"}


def measured(site: Site, server: str, visited: Callable[[Site, Running], Any]) -> Part:
    """`visited` sends the sign-ups of one turn and gives its figures."""
    sites = {
        name: replace(site, environment={**site.environment, "DJANGO_SETTINGS_MODULE": module})
        for name, module in NAMES.items()
    }
    rounds: dict[str, list[Any]] = {name: [] for name in NAMES}
    with (
        running(sites["NORMAL"], web_server(site, server)) as careless,
        running(sites["FULL"], web_server(site, server)) as careful,
    ):
        up = {"NORMAL": careless, "FULL": careful}
        for turn in range(ROUNDS + 1):
            for name in list(NAMES)[:: 1 if turn % 2 else -1]:  # neither is always the first
                progress(f"round {turn}: {name}")
                figures = visited(sites[name], up[name])
                if turn:  # the first warms what is loaded once
                    rounds[name].append(figures)
    alone = _alone(site.data / "durability.sqlite3")
    data = {name: [vars(figures) for figures in each] for name, each in rounds.items()}
    rows = [(name, *_told(each)) for name, each in rounds.items()]
    head = ("synchronous", "processor", "a second", "median", "median, by round", "95 % under")
    slower = [
        full.p50_ms - normal.p50_ms for full, normal in zip(rounds["FULL"], rounds["NORMAL"], strict=True)
    ]
    note = (
        f"FULL against NORMAL, round by round: {median(slower):+.1f} ms for the median sign-up "
        f"(from {min(slower):+.1f} to {max(slower):+.1f})."
    )
    tables = (Table("web durability", head, rows, note), _told_alone(alone))
    return Part("durability", {**data, "alone_ms": alone}, tables)


def _alone(path: Path) -> dict[str, list[list[float]]]:
    """Milliseconds of each transaction of one row, by setting and round."""
    took: dict[str, list[list[float]]] = {name: [] for name in NAMES}
    for turn in range(ROUNDS):
        for name in list(NAMES)[:: 1 if turn % 2 else -1]:
            with closing(sqlite3.connect(path, isolation_level=None)) as base:
                base.execute("PRAGMA journal_mode=WAL")
                base.execute(f"PRAGMA synchronous={name}")
                base.execute("CREATE TABLE IF NOT EXISTS write (words TEXT)")
                took[name].append([_one_write(base) for _ in range(WRITES)])
    return took


def _one_write(base: sqlite3.Connection) -> float:
    began = time.perf_counter()
    base.execute("BEGIN IMMEDIATE")
    base.execute("INSERT INTO write VALUES (?)", ["x" * 500])
    base.execute("COMMIT")
    return 1000 * (time.perf_counter() - began)


def _told_alone(took: dict[str, list[list[float]]]) -> Table:
    rows = []
    for name, rounds in took.items():
        medians, each = (
            [median(milliseconds) for milliseconds in rounds],
            [ms for milliseconds in rounds for ms in milliseconds],
        )
        by_round = f"{min(medians):.2f} to {max(medians):.2f} ms"
        rows.append((name, f"{median(each):.2f} ms", by_round, f"{p95(each):.2f} ms"))
    return Table("web durability alone", ("synchronous", "one write", "median, by round", "95 % under"), rows)


def _told(each: list[Any]) -> tuple[str, ...]:
    of = {
        name: [getattr(figures, name) for figures in each]
        for name in ("cpu_ms", "per_second", "p50_ms", "p95_ms")
    }
    return (
        f"{median(of['cpu_ms']):.2f} ms",
        f"{median(of['per_second']):.0f}",
        f"{median(of['p50_ms']):.1f} ms",
        f"{min(of['p50_ms']):.1f} to {max(of['p50_ms']):.1f} ms",
        f"{median(of['p95_ms']):.1f} ms",
    )
