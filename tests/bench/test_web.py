"""The visitors of `etabli bench web`, and the kernel's accounts: what they say, never how long it took."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from bench.web import processes
from bench.web.load import Order, carry_out

FORM = '<form><input name="csrfmiddlewaretoken" value="a-token"></form>'


class Desk(BaseHTTPRequestHandler):
    """A form at any path, taken with its token and its cookie; what follows is for whoever got a place."""

    protocol_version = "HTTP/1.1"
    taken: list[str]

    def do_GET(self) -> None:
        cookies = self.headers.get("Cookie", "")
        if self.path == "/place/":
            self._answer(200 if "place=1" in cookies else 403)
        else:
            self._answer(200, FORM, {"Set-Cookie": "csrf=1; Path=/"})

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if sent.get("csrfmiddlewaretoken") != ["a-token"] or "csrf=1" not in self.headers.get("Cookie", ""):
            self._answer(403)
        else:
            self.taken.append(sent["name"][0])
            self._answer(302, headers={"Location": "/place/", "Set-Cookie": "place=1"})

    def _answer(self, status: int, text: str = "", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(text))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    Desk.taken = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Desk) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("complete", [True, False])
def test_each_visitor_fills_the_form_once(port: int, complete: bool) -> None:
    order = Order(
        port, ["/a/", "/b/"], visits=7, first=10, connections=2, headers={"Host": "x"}, form={"name": "n{number}"},
        token=True, complete=complete,
    )  # fmt: skip
    answer = carry_out(order)
    assert answer.refused == []
    assert sorted(Desk.taken) == sorted(f"n{number}" for number in range(10, 17))
    assert len(answer.latencies) == 7
    assert answer.bytes > 7 * len(FORM if complete else "302")


def test_what_is_refused_is_told_and_does_not_stop_the_others(port: int) -> None:
    answer = carry_out(Order(port, ["/a/", "/place/"], visits=6, connections=1))
    assert answer.refused == ["GET /place/: 403 instead of 200"] * 3
    answer = carry_out(Order(port, ["/a/"], visits=3, connections=1, form={"name": "x"}))
    assert answer.refused == ["POST /a/: 403 instead of 302"] * 3


def test_the_accounts_of_a_process_and_of_its_children() -> None:
    code = "import sys; sum(range(3_000_000)); print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()  # it has counted
        assert child.pid in processes.family(os.getpid())
        assert processes.family(child.pid) == [child.pid]
        assert processes.cpu_seconds([child.pid]) > 0
        assert 1 < processes.pss_megabytes(child.pid) < 200
        assert "sum(range" in processes.command_of(child.pid)
        child.communicate()
