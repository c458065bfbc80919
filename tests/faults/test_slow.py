"""Twelve clients who take their time, more than there are threads: meanwhile an honest visitor's page still comes.

Straight, and through the nginx and Caddy files that we give, where these are installed.
"""

import http.client
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from etabli.site.environment import CHECKOUT
from etabli.site.supervisor import answers
from etabli.site.web import threads, workers
from tests.certificates import certificate_in
from tests.faults.installation import Installation, kill_group
from tests.site.test_supervisor import free_port, until

SLOW = 12
PATIENCE_SECONDS = 120  # for the honest visitor's page, on a loaded machine
PAGE = "/ateliers/"
ASKED = 400  # pages in a row on one connection, of which nothing is read

type Ask = Callable[[socket.socket, str], None]


def half_a_header(client: socket.socket, host: str) -> None:
    client.sendall(f"GET {PAGE} HTTP/1.1\r\nHost: {host}\r\nX-Slow: ".encode())


def a_body_byte_by_byte(client: socket.socket, host: str) -> None:
    head = f"POST {PAGE} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5000\r\n"
    client.sendall(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode())
    for letter in b"name":
        client.sendall(bytes([letter]))


def a_large_answer_unread(client: socket.socket, host: str) -> None:
    client.sendall(f"GET {PAGE} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode() * ASKED)


SLOWLY = [half_a_header, a_body_byte_by_byte, a_large_answer_unread]


@contextmanager
def slow_clients(port: int, ask: Ask) -> Iterator[list[socket.socket]]:
    with ExitStack() as open_ones:
        clients = []
        for _number in range(SLOW):
            client = open_ones.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.settimeout(PATIENCE_SECONDS)
            client.connect(("127.0.0.1", port))
            ask(client, f"127.0.0.1:{port}")
            clients.append(client)
        yield clients


def is_open(client: socket.socket) -> bool:
    """The other side has not ended it: nothing has come, or something has."""
    client.setblocking(False)
    try:
        return bool(client.recv(1, socket.MSG_PEEK))
    except BlockingIOError:
        return True


def page_comes(port: int) -> bool:
    visitor = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        visitor.request("GET", PAGE)
        answer = visitor.getresponse()
        return answer.status == 200 and b"</html>" in answer.read()
    finally:
        visitor.close()


def check_patience(port: int, ask: Ask) -> None:
    with slow_clients(port, ask) as clients:
        assert all(page_comes(port) for _visit in range(3))
        assert [is_open(client) for client in clients] == [True] * SLOW, (
            "the page came because they were sent away"
        )


@pytest.fixture
def web(place: Installation) -> Iterator[int]:
    port = free_port()
    server = place.web(port)
    try:
        until(lambda: answers("127.0.0.1", port))
        yield port
    finally:
        kill_group(server)


def test_there_are_more_slow_clients_than_threads() -> None:
    assert workers * threads < SLOW


@pytest.mark.parametrize("ask", SLOWLY, ids=lambda ask: ask.__name__)
def test_slow_clients_do_not_freeze_the_site(web: int, ask: Ask) -> None:
    check_patience(web, ask)


def test_a_body_that_is_too_large_is_answered_by_our_page(web: int) -> None:
    """Told before it has come, and to the browser that sends all of it first."""
    size = 45 * 1024 * 1024
    for sent in (b"", b"x" * size):
        visitor = http.client.HTTPConnection("127.0.0.1", web, timeout=PATIENCE_SECONDS)
        visitor.putrequest("POST", PAGE)
        visitor.putheader("Content-Length", str(size))
        visitor.endheaders()
        with suppress(BrokenPipeError, ConnectionResetError):  # it was answered meanwhile
            visitor.send(sent)
        answer = visitor.getresponse()
        assert (answer.status, b"</html>" in answer.read()) == (413, True)
        visitor.close()


# Through the web servers' files that we give


def given(name: str, **changes: str) -> str:
    text = (CHECKOUT / "scripts/debian" / name).read_text()
    for found, changed in changes.items():
        text = text.replace(f"@{found}@", changed)
    return text


@contextmanager
def run(*argv: str, port: int, folder: Path) -> Iterator[None]:
    """Debian's own web server with our file, until it answers; its words in `folder`."""
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(argv, env=env, start_new_session=True, stdout=log, stderr=log)
    try:
        until(lambda: answers("127.0.0.1", port))
        yield
    finally:
        kill_group(server)


@pytest.fixture
def nginx(web: int, tmp_path: Path) -> Iterator[int]:
    """Our file, on a port of the loopback instead of those of the machine, without TLS for the clients of this test."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed: our nginx file is left out")
    port, folder = free_port(), tmp_path / "nginx"
    folder.mkdir()
    made = certificate_in(folder)
    files = {"CERTIFICATE": str(made.certificate), "KEY": str(made.key)}
    ours = given("nginx.conf", DOMAIN="127.0.0.1", PORT=str(web), **files)
    ours = re.sub(r"^ *listen \[::\].*\n", "", ours, flags=re.MULTILINE)
    first, *_between, site = re.split(r"^(?=server \{)", ours, flags=re.MULTILINE)
    site = site.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    head = f"daemon off; pid {folder}/pid; error_log {folder}/errors; worker_processes 1;"
    (folder / "nginx.conf").write_text(f"{head}\nevents {{}}\nhttp {{ {paths}\n{first}{site}}}\n")
    with run(program, "-p", str(folder), "-c", str(folder / "nginx.conf"), port=port, folder=folder):
        yield port


@pytest.fixture
def caddy(web: int, tmp_path: Path) -> Iterator[int]:
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("Caddy is not installed: our Caddy file is left out")
    port, folder = free_port(), tmp_path / "caddy"
    folder.mkdir()
    ours = given("Caddyfile", DOMAIN=f"http://127.0.0.1:{port}", TLS="", PORT=str(web))
    (folder / "Caddyfile").write_text(ours.replace("servers {", "admin off\n\tservers {", 1))
    with run(program, "run", "--config", str(folder / "Caddyfile"), port=port, folder=folder):
        yield port


@pytest.mark.parametrize("proxy", ["nginx", "caddy"])
@pytest.mark.parametrize("ask", SLOWLY, ids=lambda ask: ask.__name__)
def test_nor_behind_the_web_servers_that_we_set_up(
    request: pytest.FixtureRequest, proxy: str, ask: Ask
) -> None:
    check_patience(request.getfixturevalue(proxy), ask)
