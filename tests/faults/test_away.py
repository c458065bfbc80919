"""The database goes and comes back under a web server and a worker that run: 503 meanwhile, and all goes on after."""

import http.client
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from etabli.site.supervisor import answers
from etabli.site.testing.postgres import NoServer, own_server
from tests.faults.installation import Installation, installed
from tests.site.test_supervisor import free_port, until

pytestmark = pytest.mark.deep

NUMBER = re.compile(r"\b[1-9]\d{3}-[1-9]\d{3}\b")
ASK = """
from etabli.site import ticking
ticking.ask_for_heartbeat()
answer(ticking.is_heartbeat_waiting())
"""
IS_DONE = """
from etabli.site import ticking
answer(not ticking.is_heartbeat_waiting())
"""


@contextmanager
def running(place: Installation) -> Iterator[int]:
    """The web server and the worker of an installation, both well: the port."""
    port = free_port()
    place.log, place.wait_seconds = place.folder.with_suffix(".log"), 2
    web, worker = place.web(port), place.start("etabli", "manage", "worker")
    until(lambda: answers("127.0.0.1", port))
    until(lambda: status(port) == 200)
    until(lambda: place.ask(IS_DONE))
    yield port
    assert (web.poll(), worker.poll()) == (None, None), "both are the processes that were started"
    place.ask(ASK)
    until(lambda: place.ask(IS_DONE))
    assert "Traceback" not in said(place)
    place.stop()


def status(port: int, form: dict[str, str] | None = None) -> int:
    return asked(port, form)[0]


def asked(port: int, form: dict[str, str] | None = None) -> tuple[int, str, str]:
    """The status, when to come back, the page."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=100)) as connection:
        if form is None:
            connection.request("GET", "/ateliers/")
        else:
            connection.request("GET", "/connexion/")
            page = connection.getresponse()
            token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
            assert token
            cookies = "; ".join(line.split(";")[0] for line in page.headers.get_all("Set-Cookie") or [])
            connection.request(
                "POST",
                "/connexion/",
                urlencode({**form, "csrfmiddlewaretoken": token[1]}),
                {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"},
            )
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Retry-After", ""), answer.read().decode()


def said(place: Installation) -> str:
    assert place.log
    return place.log.read_text()


def assert_told(place: Installation, answer: tuple[int, str, str], cause: str) -> None:
    code, later, page = answer
    assert code == 503
    assert int(later) > 0
    [number] = set(NUMBER.findall(page))
    [line] = [line for line in said(place).splitlines() if number in line]
    assert cause in line


def test_a_server_stopped_and_started_again(tmp_path: Path) -> None:
    try:
        with (
            own_server() as server,
            installed(tmp_path / "data", server.url) as place,
            running(place) as port,
        ):
            server.stop()
            for _turn in range(10):
                assert_told(place, asked(port), "the database does not answer")
            until(lambda: "etabli.worker: the database does not answer" in said(place))
            server.start()
            until(lambda: status(port) == 200)
    except NoServer as absence:
        pytest.skip(str(absence))


def test_a_file_that_another_locks(place: Installation) -> None:
    zoe = {"email": "zoe@example.org"}
    with running(place) as port:
        with closing(sqlite3.connect(place.folder / "etabli.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert_told(place, asked(port, zoe), "the database is busy")
            assert status(port) == 200, "whoever reads does not wait"
            other.rollback()
        assert status(port, zoe) == 302


def test_a_file_that_goes_and_comes_back(place: Installation) -> None:
    path = place.folder / "etabli.sqlite3"
    with running(place) as port:
        away = path.rename(path.with_suffix(".away"))
        for _turn in range(10):
            assert_told(place, asked(port), "the database is absent")
        assert not path.exists()
        away.rename(path)
        until(lambda: status(port) == 200)
