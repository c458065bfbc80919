"""`etabli bench web`: what a page and a sign-up cost the server, against bare Django in the same run.

The floor (`floor/`) is Django without middleware: one query and fifty rows in a template; a sign-up in one IMMEDIATE
transaction. Both sites have the same database settings, the same web server, two processes of four threads, and no
page kept from one visit to the next. Processor time is the kernel's account of the server's own processes: what the
visitors cost (`load.py`) is not in it, and a busy machine changes it little.

A complete sign-up is three requests: the session's page with its form, the form sent, the page that follows. Bare, it
is the form sent.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median

from bench import progress
from bench.report import Part, Table
from bench.timing import p95
from bench.web import durability
from bench.web.community import measured
from bench.web.crowd import rush
from bench.web.load import FORM, Order, sent
from bench.web.processes import command_of, cpu_seconds, family, pss_megabytes
from bench.web.sites import SERVERS, Running, Site, both, running, web_server, whole_product
from etabli.site.environment import CHECKOUT

CONNECTIONS = 2  # one for each process: the server works all the time, and nobody waits in its queue
ROUNDS = 2
STARTS = 3


@dataclass(frozen=True)
class Act:
    """What visitors do: what the report calls it, on which site, and against which bare act it is held."""

    name: str
    site: str
    visits: int
    paths: tuple[str, ...]
    form: bool = False
    complete: bool = False
    floor: str = ""
    at_most: float = 0.0


SESSIONS = tuple(f"/ateliers/{pk}/" for pk in range(1, 51))
ACTS = (
    Act("bare list", "floor", 600, ("/",)),
    Act("bare sign-up", "floor", 600, tuple(f"/{pk}/" for pk in range(1, 51)), form=True),
    Act("list", "etabli", 200, ("/ateliers/",), floor="bare list", at_most=2.0),
    Act("session", "etabli", 200, SESSIONS, floor="bare list", at_most=1.5),
    Act("sign-up, the form sent", "etabli", 40, SESSIONS, form=True, floor="bare sign-up"),
    Act(
        "sign-up, complete",
        "etabli",
        60,
        SESSIONS,
        form=True,
        complete=True,
        floor="bare sign-up",
        at_most=8.0,
    ),
)


HEAD = ("visit", "processor", "ratio", "aim", "statements", "bytes", "a second", "median", "95 % under")


@dataclass(frozen=True)
class Figures:
    """Of one act: per visit, but for the requests per second."""

    cpu_ms: float
    per_second: float
    p50_ms: float
    p95_ms: float
    bytes: int


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--server", choices=SERVERS, help="measure under this web server only")
    parser.add_argument(
        "--community",
        action="store_true",
        help="measure the lists of an association of 5,000 members instead",
    )
    parser.add_argument(
        "--durability",
        action="store_true",
        help="measure instead what it costs that each sign-up is on the disk before it is acknowledged",
    )


def run(options: argparse.Namespace) -> Iterator[Part]:
    with tempfile.TemporaryDirectory(prefix="etabli-bench-") as folder, both(Path(folder) / "sites") as sites:
        if options.community:
            yield from measured(sites, options.server or SERVERS[0])
            return
        if options.durability:
            (sent_form,) = (act for act in ACTS if act.name == "sign-up, the form sent")
            yield durability.measured(sites[1], options.server or SERVERS[0], partial(_visited, sent_form))
            return
        statements = _statements(sites[1])
        found = {
            server: _under(server, sites) for server in ([options.server] if options.server else SERVERS)
        }
        first = next(iter(found))
        yield _pages(found[first][0], statements)
        if len(found) > 1:
            yield _servers(found)
        yield rush(sites, first)
        yield _start_and_memory(sites)
    progress("")


def _statements(site: Site) -> dict[str, int]:
    argv = [sys.executable, "-m", "bench.web.statements"]
    done = subprocess.run(
        argv, cwd=CHECKOUT, env=site.environment, check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout))


def _under(server: str, sites: tuple[Site, Site]) -> tuple[dict[str, Figures], dict[str, float]]:
    """Each act by turns, several rounds, both sites up: the median of the rounds; and each site's memory then."""
    rounds: dict[str, list[Figures]] = {act.name: [] for act in ACTS}
    with (
        running(sites[0], web_server(sites[0], server)) as bare,
        running(sites[1], web_server(sites[1], server)) as ours,
    ):
        up = {"floor": (sites[0], bare), "etabli": (sites[1], ours)}
        for turn in range(ROUNDS + 1):
            for act in ACTS:
                progress(f"{server}, round {turn}: {act.name}")
                figures = _visited(act, *up[act.site])
                if turn:  # the first warms what is loaded once
                    rounds[act.name].append(figures)
        held = {name: sum(map(pss_megabytes, family(one.pid))) for name, (_site, one) in up.items()}
    return {name: _middle(each) for name, each in rounds.items()}, held


_used = 0  # numbers of visitors already given: each signs up once


def _order(act: Act, site: Site, up: Running) -> Order:
    global _used
    _used += act.visits
    return Order(
        port=up.port,
        paths=list(act.paths),
        visits=act.visits,
        first=_used - act.visits,
        connections=CONNECTIONS,
        headers=site.headers,
        form=FORM if act.form else {},
        token=site.name == "etabli",
        complete=act.complete,
    )


def _visited(act: Act, site: Site, up: Running) -> Figures:
    order = _order(act, site, up)
    processes = family(up.pid)
    before = cpu_seconds(processes)
    answer = sent(order)
    if answer.refused:
        raise RuntimeError(f"{len(answer.refused)} of {act.visits} failed: {answer.refused[0]}\n{site.said}")
    used = cpu_seconds(processes) - before
    if set(family(up.pid)) != set(processes):  # the kernel tells children in no order
        raise RuntimeError(f"{site.name}: a process of the server was replaced while it was measured")
    return Figures(
        cpu_ms=1000 * used / act.visits,
        per_second=act.visits / answer.seconds,
        p50_ms=1000 * median(answer.latencies),
        p95_ms=1000 * p95(answer.latencies),
        bytes=answer.bytes // act.visits,
    )


def _middle(each: list[Figures]) -> Figures:
    of = {name: median(getattr(figures, name) for figures in each) for name in asdict(each[0])}
    return Figures(**{**of, "bytes": int(of["bytes"])})


def _ratio(act: Act, figures: dict[str, Figures]) -> float | None:
    return figures[act.name].cpu_ms / figures[act.floor].cpu_ms if act.floor else None


def _pages(found: dict[str, Figures], statements: dict[str, int]) -> Part:
    sent = statements["sign_up"]
    taken = {
        "list": statements["list"],
        "session": statements["session"],
        "sign-up, the form sent": sent,
        "sign-up, complete": statements["session"] + sent + statements["after"],
        "bare list": 1,
        "bare sign-up": 3,
    }
    rows, data = [], {}
    for act in ACTS:
        figures, ratio = found[act.name], _ratio(act, found)
        data[act.name] = {**asdict(figures), "statements": taken[act.name], "ratio": ratio}
        times = f"{ratio:.1f} × {act.floor}" if ratio else ""
        rows.append((
            act.name, f"{figures.cpu_ms:.2f} ms", times, f"{act.at_most:g}" if act.at_most else "", taken[act.name],
            f"{figures.bytes:,}", f"{figures.per_second:.0f}", f"{figures.p50_ms:.1f} ms", f"{figures.p95_ms:.1f} ms",
        ))  # fmt: skip
    head = (
        "visit",
        "processor of the server",
        "ratio",
        "aim",
        "statements",
        "bytes",
        "a second",
        "median",
        "95 % under",
    )
    return Part("pages", data, (Table("web pages", head, rows),))


def _servers(by_server: dict[str, tuple[dict[str, Figures], dict[str, float]]]) -> Part:
    rows = [
        (act.name, *(f"{each[act.name].cpu_ms:.2f} ms" for each, _held in by_server.values())) for act in ACTS
    ]
    for name, what in (("floor", "memory of the bare site"), ("etabli", "memory of Établi's web server")):
        rows.append((what, *(f"{held[name]:.0f} MB" for _each, held in by_server.values())))
    data = {
        server: {"visits": {name: asdict(figures) for name, figures in each.items()}, "pss_megabytes": held}
        for server, (each, held) in by_server.items()
    }
    return Part("servers", data, (Table("web servers", ("processor of the server", *by_server), rows),))


def _start_and_memory(sites: tuple[Site, Site]) -> Part:
    """The product as `etabli run` starts it, beside the bare site under the same server."""
    starts: dict[str, list[float]] = {"floor": [], "etabli": []}
    for turn in range(STARTS):
        for site, argv in ((sites[0], web_server(sites[0], "gunicorn")), (sites[1], whole_product())):
            progress(f"start {turn + 1}: {site.name}")
            with running(site, argv) as up:
                starts[site.name].append(up.start)
    with running(sites[1], whole_product()) as up:
        memory = _memory(sites[1], up)
    took = {name: median(each) for name, each in starts.items()}
    ratio, total = took["etabli"] / took["floor"], sum(memory.values())
    rows = [(name, f"{megabytes:.0f} MB") for name, megabytes in memory.items()]
    note = (
        f"{total:.0f} MB in all, at rest, once each page was visited; the aim is 300. First page "
        f"{took['etabli']:.2f} s after the command, {took['floor']:.2f} s for the bare site: {ratio:.1f} times; "
        "the aim is 4."
    )
    data = {"pss_megabytes": memory, "pss_total": total, "start_seconds": took, "start_ratio": ratio}
    return Part("start and memory", data, (Table("web memory", ("process", "memory (PSS)"), rows, note),))


def _memory(site: Site, up: Running) -> dict[str, float]:
    """Of each process once all have started, the worker is done with what a first start asks of it (a process of its
    own makes the model of the practice copies), and the pages were visited."""
    for _turn in range(600):
        workers = [pid for pid in family(up.pid) if "worker" in command_of(pid)]
        is_made = any(site.data.glob("practice/template.*.*"))
        if is_made and [family(pid) for pid in workers] == [workers]:
            break
        time.sleep(0.1)
    for act in ACTS:
        if act.site == site.name:
            sent(_order(act, site, up))
    held: dict[str, float] = {}
    for pid in family(up.pid):
        name = _named(command_of(pid), first=pid == up.pid, seen=held)
        held[name] = pss_megabytes(pid)
    return held


def _named(command: str, *, first: bool, seen: dict[str, float]) -> str:
    if first:
        return "supervisor"
    name = "worker and clock" if "worker" in command else "web"
    return f"{name} {sum(each.startswith(name) for each in seen)}".removesuffix(" 0")
