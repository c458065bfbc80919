"""The two sites that are compared, each in a folder of its own, under the same web server with two processes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from etabli.site.environment import CHECKOUT

HOST = "etabli.example.org"  # Établi runs as in production: behind a proxy that speaks HTTPS
PROXIED = {"Host": HOST, "X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"}
SERVERS = ("gunicorn", "granian")
STARTS_WITHIN_SECONDS = 60
LOG = "server.log"  # what the last server said, in the site's folder


@dataclass(frozen=True)
class Site:
    """What is measured: its folder, what its web server loads, the first path that it answers to."""

    name: str
    data: Path
    wsgi: str
    first: str
    environment: dict[str, str]
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """The end of what its server wrote on its standard error."""
        return (self.data / LOG).read_text(encoding="utf-8", errors="replace")[-3000:]


def floor(data: Path) -> Site:
    own = {"FLOOR_DATA": str(data), "DJANGO_SETTINGS_MODULE": "bench.web.floor.settings"}
    return Site("floor", data, "bench.web.floor.wsgi:application", "/", _environment(own))


def etabli(data: Path) -> Site:
    own = {
        "ETABLI_DATA": str(data),
        "ETABLI_ENV": "production",
        "ETABLI_BASE_URL": f"https://{HOST}",
        "ETABLI_ALLOWED_HOSTS": HOST,
        "ETABLI_EMAIL_FROM": f"etabli@{HOST}",
        "EMAIL_URL": "smtp://127.0.0.1:9",  # nobody listens there: nothing leaves
    }
    return Site("etabli", data, "etabli.site.wsgi:application", "/ateliers/", _environment(own), PROXIED)


def _environment(own: dict[str, str]) -> dict[str, str]:
    foreign = ("ETABLI_", "EMAIL_", "SECRET_KEY", "DATABASE_URL", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return {**kept, **own}


@contextmanager
def both(folder: Path) -> Iterator[tuple[Site, Site]]:
    """The floor and Établi, filled; what they hold goes when the measurement ends."""
    sites = floor(folder / "floor"), etabli(folder / "etabli")
    try:
        for site in sites:
            site.data.mkdir(parents=True)
            argv = [sys.executable, "-m", "bench.web.prepare", site.name]
            subprocess.run(argv, cwd=CHECKOUT, env=site.environment, check=True, stdout=subprocess.DEVNULL)
        yield sites
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def web_server(site: Site, server: str) -> list[str]:
    """The command of the web server alone; the address is in ETABLI_BIND, or at the end."""
    if server == "gunicorn":
        return [sys.executable, "-m", "gunicorn", "-c", "python:etabli.site.web", site.wsgi]
    options = "--interface wsgi --workers 2 --blocking-threads 4 --host 127.0.0.1 --log-level warning"
    return [str(Path(sys.executable).with_name("granian")), *options.split(), site.wsgi, "--port"]


def whole_product() -> list[str]:
    return [sys.executable, "-P", "-m", "etabli", "run", "--port"]


@dataclass(frozen=True)
class Running:
    """A command that answers at a port; `start` is how many seconds it took to its first page."""

    pid: int
    port: int
    start: float


@contextmanager
def running(site: Site, argv: list[str]) -> Iterator[Running]:
    """Starts the command, waits for the first page, and ends it and its children whatever happens."""
    port = free_port()
    environment = {**site.environment, "ETABLI_BIND": f"127.0.0.1:{port}"}
    command = [*argv, str(port)] if argv[-1] == "--port" else argv
    began = time.perf_counter()
    with (site.data / LOG).open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=CHECKOUT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
    try:
        _wait_for_the_first_page(site, port, process)
        yield Running(process.pid, port, time.perf_counter() - began)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def _wait_for_the_first_page(site: Site, port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"{site.name} ended at once, with code {process.returncode}:\n{site.said}")
        if answers(site, port):
            return
        time.sleep(0.01)
    raise RuntimeError(f"{site.name} does not answer within {STARTS_WITHIN_SECONDS} s")


def answers(site: Site, port: int) -> bool:
    """Whether its first page comes."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        try:
            connection.request("GET", site.first, headers=site.headers)
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
