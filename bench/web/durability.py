"""What it costs that an acknowledged sign-up is on the disk: `synchronous=FULL` against `NORMAL`, by turns.

Two web servers on the same database, each with one of the two settings; the visits go to one, then to the other.
"""

from collections.abc import Callable
from dataclasses import replace
from statistics import median
from typing import Any

from bench import progress
from bench.report import Part, Table
from bench.web.sites import Running, Site, running, web_server

ROUNDS = 8
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
    return Part("durability", data, (Table("web durability", head, rows, note),))


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
