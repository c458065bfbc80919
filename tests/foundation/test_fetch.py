"""Reading at an address that a person typed: redirects, limits, and nothing of our own network."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
from pytest_django import Settings

from etabli.foundation.fetch import Failure, NotFetched, Transport, fetch, visit
from etabli.foundation.outgoing import OutgoingRequest

never = Event()


class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/slow":
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
            never.wait(5)
            return
        port = self.server.server_address[1]
        targets = {
            "/once": "/here",
            "/loop": "/loop",
            "/inside": f"http://inside.test:{port}/here",
            "/away": "http://calendar.test:1/here",
            "/metadata": "http://169.254.169.254/latest",
            "/file": "file:///etc/passwd",
            "/weird": "http://[bad",
        }
        statuses = {"/here": 200, "/long": 200, "/gone": 410, "/private": 401, "/broken": 500}
        self.send_response(statuses.get(self.path, 302))
        if self.path in targets:
            self.send_header("Location", targets[self.path])
        self.end_headers()
        self.wfile.write(b"x" * (5000 if self.path == "/long" else 4))

    def log_message(self, *args: object) -> None:
        """Not a word."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield server.server_address[1]
    never.set()
    server.shutdown()
    server.server_close()


def read(port: int, path: str, *, seconds: float = 5) -> bytes:
    return fetch(
        f"http://calendar.test:{port}{path}",
        accept="text/calendar",
        seconds=seconds,
        most_bytes=1000,
        resolver=lambda host, port: ["127.0.0.1"],
        allowed={"calendar.test"},
    )


@pytest.mark.parametrize("path", ["/here", "/once"])
def test_what_stands_there_is_read_redirects_followed(port: int, path: str) -> None:
    assert read(port, path) == b"xxxx"


@pytest.mark.parametrize(
    ("path", "failure"),
    [
        ("/loop", Failure.TROUBLE),
        ("/gone", Failure.MISSING),
        ("/private", Failure.REFUSED),
        ("/broken", Failure.TROUBLE),
        ("/long", Failure.TOO_LONG),
        ("/inside", Failure.ADDRESS),
        ("/metadata", Failure.ADDRESS),
        ("/file", Failure.ADDRESS),
        ("/weird", Failure.ADDRESS),
    ],
)
def test_why_nothing_was_read(port: int, path: str, failure: Failure) -> None:
    with pytest.raises(NotFetched) as refusal:
        read(port, path)
    assert refusal.value.failure == failure


def test_a_port_that_is_not_allowed_is_not_called_redirects_included(port: int) -> None:
    for path, ports in (("/here", {80, 443}), ("/away", {port})):
        with pytest.raises(NotFetched) as refusal:
            visit(
                f"http://calendar.test:{port}{path}",
                request=OutgoingRequest(),
                seconds=5,
                most_bytes=1000,
                ports=ports,
                transport=Transport(resolver=lambda host, port: ["127.0.0.1"], allowed={"calendar.test"}),
            )
        assert refusal.value.failure == Failure.ADDRESS


def test_an_answer_that_does_not_come_is_not_waited_for(port: int) -> None:
    with pytest.raises(NotFetched) as refusal:
        read(port, "/slow", seconds=0.2)
    assert refusal.value.failure == Failure.UNREACHED


def test_a_name_that_changes_its_mind_leads_nowhere(port: int) -> None:
    """A host that is public when it is looked at, and ours when it is asked again: each call looks at what it calls."""
    answers = iter([["9.9.9.9", "127.0.0.1"], ["127.0.0.1"]])
    for _attempt in range(2):
        with pytest.raises(NotFetched) as refusal:
            fetch(
                f"http://rebinding.test:{port}/here",
                accept="*/*",
                seconds=2,
                most_bytes=10,
                resolver=lambda host, port: next(answers),
            )
        assert refusal.value.failure == Failure.ADDRESS


def test_what_the_installation_allows_itself_is_not_open_to_whoever_types(
    port: int, settings: Settings
) -> None:
    settings.OUTGOING_ALLOWED = {"127.0.0.1", "localhost"}
    for host in settings.OUTGOING_ALLOWED:
        with pytest.raises(NotFetched) as refusal:
            fetch(f"http://{host}:{port}/here", accept="*/*", seconds=2, most_bytes=10)
        assert refusal.value.failure == Failure.ADDRESS


def test_nothing_goes_from_https_to_http(monkeypatch: pytest.MonkeyPatch) -> None:
    from etabli.foundation import fetch as module
    from etabli.foundation.outgoing import Answer

    monkeypatch.setattr(
        module, "send_request", lambda url, **_limits: Answer(302, b"", "http://example.org/here")
    )
    with pytest.raises(NotFetched) as refusal:
        fetch("https://example.org/", accept="*/*", seconds=2, most_bytes=10)
    assert refusal.value.failure == Failure.ADDRESS
