"""`etabli bench web --community`: the lists of a large association against the bare list, in the same run.

A month prints three times the rows of the bare list: it is held against it like the others, and the list of as many
rows stands beside.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from statistics import median

from bench import progress
from bench.report import Part, Table
from bench.timing import p95
from bench.web.load import Answer, Order, sent
from bench.web.processes import cpu_seconds, family, pss_megabytes
from bench.web.sites import Running, Site, running, web_server
from etabli.site.environment import CHECKOUT

VISITS, FLOOR_VISITS, CONNECTIONS, ROUNDS = 100, 300, 2, 2
AIM = 3.0
BARE = {"bare list": "/", "bare list of 150 rows": "/all/"}
AS_MANY_ROWS = {"a month of events": "bare list of 150 rows"}
LONG_VISITS, LOOKS = 20_000, 10  # how often the server's memory is looked at while they come
GROWTH_AIM = 1.05


def measured(sites: tuple[Site, Site], server: str) -> Iterator[Part]:
    """Processor time per visit of each list, and its ratio to the bare list of fifty rows; then what the server's
    memory becomes over 20,000 visits of them."""
    progress("5,000 members, 20,000 ads and jobs")
    argv = [sys.executable, "-m", "bench.web.populated"]
    done = subprocess.run(
        argv, cwd=CHECKOUT, env=sites[1].environment, check=True, capture_output=True, text=True
    )
    report = json.loads(done.stdout)
    paths = {name: path for name, path in report["paths"].items() if name in report["statements"]}
    rounds: dict[str, list[tuple[float, float, float, int]]] = {}
    with (
        running(sites[0], web_server(sites[0], server)) as bare,
        running(sites[1], web_server(sites[1], server)) as ours,
    ):
        for turn in range(ROUNDS + 1):
            for name, path in {**BARE, **paths}.items():
                progress(f"round {turn}: {name}")
                is_bare = name in BARE
                site, up = (sites[0], bare) if is_bare else (sites[1], ours)
                cookie = "" if is_bare or path.startswith("/annuaire") else report["cookie"]
                visit = _visited(site, up, path, FLOOR_VISITS if is_bare else VISITS, cookie)
                if turn:  # the first warms what is loaded once
                    rounds.setdefault(name, []).append(visit)
        yield _part(rounds, report["statements"])
        yield _memory(
            sites[1],
            ours,
            [path for path in paths.values() if not path.startswith("/annuaire")],
            report["cookie"],
        )


def _memory(site: Site, up: Running, paths: list[str], cookie: str) -> Part:
    """Of all processes of the server, after each tenth of the visits: the most of the second half against the most of
    the first, since workers are renewed now and then."""
    sizes = []
    for look in range(LOOKS):
        progress(f"memory: {look * LONG_VISITS // LOOKS:,} of {LONG_VISITS:,} visits")
        _sent(site, up, paths, LONG_VISITS // LOOKS, cookie)
        sizes.append(sum(map(pss_megabytes, family(up.pid))))
    growth = max(sizes[LOOKS // 2 :]) / max(sizes[: LOOKS // 2])
    rows = [(f"{(look + 1) * LONG_VISITS // LOOKS:,}", f"{size:.0f} MB") for look, size in enumerate(sizes)]
    note = (
        f"The pages of the table above by turns; all processes of the web server. The most of the second half is "
        f"{growth:.2f} times the most of the first (aim: {GROWTH_AIM:g})."
    )
    data = {"pss_megabytes": sizes, "growth": growth}
    return Part(
        "community memory", data, (Table("web community memory", ("visits", "memory (PSS)"), rows, note),)
    )


def _visited(site: Site, up: Running, path: str, visits: int, cookie: str) -> tuple[float, float, float, int]:
    processes = family(up.pid)
    before = cpu_seconds(processes)
    answer = _sent(site, up, [path], visits, cookie)
    used = cpu_seconds(processes) - before
    latencies = answer.latencies
    return 1000 * used / visits, 1000 * median(latencies), 1000 * p95(latencies), answer.bytes // visits


def _sent(site: Site, up: Running, paths: list[str], visits: int, cookie: str) -> Answer:
    name, _equals, value = cookie.partition("=")
    order = Order(
        port=up.port,
        paths=paths,
        visits=visits,
        connections=CONNECTIONS,
        headers=site.headers,
        cookies={name: value} if cookie else {},
    )
    answer = sent(order)
    if answer.refused:
        raise RuntimeError(f"{len(answer.refused)} of {visits} failed: {answer.refused[0]}\n{site.said}")
    return answer


def _part(rounds: dict[str, list[tuple[float, float, float, int]]], statements: dict[str, int]) -> Part:
    middle = {
        name: [median(visit[place] for visit in each) for place in range(4)] for name, each in rounds.items()
    }
    floor = middle["bare list"][0]
    rows, data = [], {}
    for name, (cpu, half, late, size) in middle.items():
        ratio = None if name in BARE else cpu / floor
        count = 1 if ratio is None else statements[name]
        data[name] = {
            "cpu_ms": cpu,
            "p50_ms": half,
            "p95_ms": late,
            "bytes": int(size),
            "ratio": ratio,
            "statements": count,
        }
        times = f"{ratio:.1f} × bare list" if ratio else ""
        if name in AS_MANY_ROWS:
            equal = AS_MANY_ROWS[name]
            data[name]["ratio_to_as_many_rows"] = cpu / middle[equal][0]
            times += f", {cpu / middle[equal][0]:.1f} × {equal}"
        rows.append((
            name, f"{cpu:.2f} ms", times, f"{AIM:g}" if ratio else "", count,
            f"{int(size):,}", f"{half:.1f} ms", f"{late:.1f} ms",
        ))  # fmt: skip
    head = ("list", "processor of the server", "ratio", "aim", "statements", "bytes", "median", "95 % under")
    note = (
        "5,000 members, 10,000 ads, 10,000 offers where the app of jobs is there, 20,000 questions with 200,000 "
        "answers, 5,000 events. All but the directory is read as a member. A month prints about 150 events."
    )
    return Part("community", data, (Table("web community", head, rows, note),))
