"""The way out to other servers: where it may lead, how long, how much."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest
from pytest_django import Settings

from etabli.foundation import outgoing
from etabli.foundation.outgoing import ForbiddenAddress, OutgoingError, send_request

never = Event()


class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/slow":
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
            never.wait(1)
            return
        self.send_response(302 if self.path == "/away" else 200)
        if self.path == "/away":
            self.send_header("Location", "http://127.0.0.1:1/secret")
        self.send_header("Content-Length", "20" if self.path == "/short" else "12")
        self.end_headers()
        self.wfile.write(self.path.encode().ljust(12))

    def log_message(self, *args: object) -> None:
        """Not a word."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield server.server_port
    never.set()
    server.shutdown()
    server.server_close()


def here(url: str, *, seconds: float = 5, most_bytes: int = 100) -> outgoing.Answer:
    return send_request(
        url, seconds=seconds, most_bytes=most_bytes, resolver=lambda host, port: ["127.0.0.1"]
    )


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1",
     "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "2002:7f00:1::", "ff0e::1",
     "64:ff9b::7f00:1", "::7f00:1", "::ffff:0:127.0.0.1", "fec0::1"],
)  # fmt: skip
def test_no_address_of_our_own_network_is_asked(address: str) -> None:
    """Not even beside a public one."""
    for found in ([address], ["9.9.9.9", address]):
        with pytest.raises(ForbiddenAddress):
            send_request(
                "https://example.org/", seconds=5, most_bytes=9, resolver=lambda host, port, f=found: f
            )


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/", "example.org", ""])
def test_only_the_web_is_asked(url: str) -> None:
    with pytest.raises(ForbiddenAddress):
        here(url)


def test_the_answer_of_a_host_that_is_allowed(port: int, settings: Settings) -> None:
    settings.OUTGOING_ALLOWED = {"state.test"}
    assert here(f"http://state.test:{port}/a?q=1") == outgoing.Answer(200, b"/a?q=1      ")
    assert here(f"http://state.test:{port}/away").status == 302  # told, not followed
    with pytest.raises(ForbiddenAddress):
        here(f"http://other.test:{port}/a")


@pytest.mark.parametrize(
    ("typed", "sent"),
    [("/thé", b"/th%C3%A9"), ("/a b", b"/a%20b"), ("/a%20b", b"/a%20b"), ("/?q=é|", b"/?q=%C3%A9|")],
)
def test_an_accent_or_a_space_in_an_address_is_asked_for(
    port: int, settings: Settings, typed: str, sent: bytes
) -> None:
    settings.OUTGOING_ALLOWED = {"state.test"}
    assert here(f"http://state.test:{port}{typed}").body.strip() == sent


def test_a_line_that_is_had_after_the_time_is_closed() -> None:
    line, other = socket.socketpair()

    def connect(address: tuple[str, int], seconds: float) -> socket.socket:
        connection.cut()  # as whoever waits does when the time is over
        return line

    connection = outgoing._PinnedConnection(
        urlsplit("http://example.org/"), lambda host, port: ["9.9.9.9"], connect, 5, ()
    )
    with other, pytest.raises(OutgoingError, match="time"):
        connection.connect()
    assert line.fileno() == -1


@pytest.mark.parametrize(
    ("path", "limits", "why"),
    [
        ("/a", {"most_bytes": 11}, "long"),
        ("/short", {}, "short|IncompleteRead"),
        ("/slow", {"seconds": 0.05}, "time|Timeout"),
    ],
)
def test_what_is_too_much_is_no_answer(
    port: int, settings: Settings, path: str, limits: dict[str, float], why: str
) -> None:
    settings.OUTGOING_ALLOWED = {"state.test"}
    with pytest.raises(OutgoingError, match=why):
        here(f"http://state.test:{port}{path}", **limits)  # type: ignore[arg-type]  # either limit


def test_a_host_that_is_unknown_or_that_nobody_finds_in_time() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError

    def lost(host: str, port: int) -> list[str]:
        never.wait(1)
        return []

    for resolver in (unknown, lost, lambda host, port: []):
        with pytest.raises(OutgoingError):
            send_request("https://example.org/", seconds=0.05, most_bytes=9, resolver=resolver)
