"""Three hundred people for fifteen places, by sixteen and by sixty-four clients: what it costs, what it leaves."""

import json
import subprocess
import sys

from bench import progress
from bench.report import Part, Table
from bench.web.load import FORM, Answer, Order, sent
from bench.web.processes import cpu_seconds, family
from bench.web.sites import Running, Site, running, web_server
from etabli.site.environment import CHECKOUT

PEOPLE, PLACES = 300, 15
CLIENTS = (16, 64)
FIRST = 50_000  # numbers of visitors that no other visit uses; five digits at most are taken for a name
AIM = 8.0


def rush(sites: tuple[Site, Site], server: str) -> Part:
    """Processor time of a sign-up (the form sent) against the bare one under as many clients, and the roll after it.

    Raises RuntimeError when a seat was sold twice, or somebody was passed over.
    """
    rows, data = [], {}
    bare_site, our_site = sites
    with (
        running(bare_site, web_server(bare_site, server)) as bare,
        running(our_site, web_server(our_site, server)) as ours,
    ):
        for rank, clients in enumerate(CLIENTS):
            progress(f"{server}: {PEOPLE} people by {clients} clients")
            first = FIRST + rank * PEOPLE
            floor_ms, _answer = _cost(bare_site, bare, "/1/", clients, first)
            session = _asked(our_site, "rush")
            cpu_ms, answer = _cost(our_site, ours, f"/ateliers/{session}/", clients, first)
            left = _asked(our_site, "seen", str(session))
            if left != {"seated": PLACES, "waiting": PEOPLE - PLACES, "taken": PLACES, "in_order": True}:
                raise RuntimeError(f"{clients} clients left {left}")
            ratio, per_second = cpu_ms / floor_ms, PEOPLE / answer.seconds
            data[str(clients)] = {"cpu_ms": cpu_ms, "floor_ms": floor_ms, "ratio": ratio, **left}
            rows.append((
                clients, f"{cpu_ms:.2f} ms", f"{ratio:.1f} × bare sign-up", f"{AIM:g}", f"{per_second:.0f}", 0, "kept",
            ))  # fmt: skip
    head = ("clients", "processor of a sign-up", "ratio", "aim", "a second", "oversold", "order")
    return Part("rush", data, (Table(f"{PEOPLE} people for {PLACES} places", head, rows),))


def _cost(site: Site, up: Running, path: str, clients: int, first: int) -> tuple[float, Answer]:
    order = Order(
        port=up.port,
        paths=[path],
        visits=PEOPLE,
        first=first,
        connections=clients,
        headers=site.headers,
        form=FORM,
        token=site.name == "etabli",
    )
    processes = family(up.pid)
    before = cpu_seconds(processes)
    answer = sent(order)
    if answer.refused:
        raise RuntimeError(f"{len(answer.refused)} of {PEOPLE} failed: {answer.refused[0]}\n{site.said}")
    return 1000 * (cpu_seconds(processes) - before) / PEOPLE, answer


def _asked(site: Site, *what: str) -> object:
    argv = [sys.executable, "-m", "bench.web.crowded", *what]
    done = subprocess.run(
        argv, cwd=CHECKOUT, env=site.environment, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)
