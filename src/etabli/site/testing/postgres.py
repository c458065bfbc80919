"""A PostgreSQL server of our own for the time of the tests: in a temporary folder, on a socket, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from etabli.site.supervisor import end_with_parent

OLDEST = 15
STARTS_WITHIN_SECONDS = 60.0
FAST_STOP = signal.SIGINT  # PostgreSQL then ends its connections, and itself
SERVER_USERS = ("postgres", "nobody")  # PostgreSQL refuses to run as root


class NoServer(Exception):
    """No server can be started here; the text says why."""


def programs() -> Path:
    """The folder of the newest `initdb` and `postgres` of this machine."""
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    versions.sort(key=lambda path: int(path.parent.name), reverse=True)
    for folder in versions:
        if int(folder.parent.name) >= OLDEST and (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    raise NoServer(f"no PostgreSQL {OLDEST} or newer (Debian: apt-get install postgresql)")


def _server_user() -> str | None:
    """Whose name the server runs under: ours, or another than root's."""
    if os.geteuid() != 0:
        return None
    for name in SERVER_USERS:
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise NoServer("PostgreSQL does not run as root, and there is no other user to run it")


@dataclass
class Server:
    """A server in a folder of its own: it may be stopped, and started again with what it held."""

    folder: Path
    binaries: Path
    user: str | None
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"postgresql:///etabli?host={self.folder}&user=etabli"

    def start(self) -> None:
        self.process = _start(self.binaries, self.folder, self.user)
        _wait_until_ready(self.binaries, self.folder, self.process)

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(FAST_STOP)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None


@contextmanager
def own_server() -> Iterator[Server]:
    """An empty server, started; it is stopped and its folder removed whatever happens inside."""
    binaries, user = programs(), _server_user()
    folder = Path(tempfile.mkdtemp(prefix="etabli-pg-"))
    server = Server(folder, binaries, user)
    try:
        if user:
            shutil.chown(folder, user)
        folder.chmod(0o711)  # we must reach the socket inside
        _make_cluster(binaries, folder, user)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def temporary_server() -> Iterator[str]:
    """Yields the address of an empty server, there for as long as it lasts."""
    with own_server() as server:
        yield server.url


def _environment(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LC_ALL": "C"}


def _make_cluster(binaries: Path, folder: Path, user: str | None) -> None:
    argv = [
        binaries / "initdb",
        "-D",
        folder / "data",
        "-U",
        "etabli",
        "--auth=trust",
        "-E",
        "UTF8",
        "--locale=C",
    ]
    done = subprocess.run(
        [*map(str, argv), "--no-sync"],
        user=user,
        cwd=folder,
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NoServer(
            f"initdb failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'no word'}"
        )


def _start(binaries: Path, folder: Path, user: str | None) -> "subprocess.Popen[bytes]":
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_connections": "200",
    }
    argv = [str(binaries / "postgres"), "-D", str(folder / "data")]
    for name, value in options.items():
        argv += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            argv,
            user=user,
            cwd=folder,
            env=_environment(folder),
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=end_with_parent(FAST_STOP),  # should this program be killed, the server goes too
        )


def _wait_until_ready(binaries: Path, folder: Path, server: "subprocess.Popen[bytes]") -> None:
    pause = threading.Event()
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    ask = [str(binaries / "pg_isready"), "-q", "-h", str(folder), "-U", "etabli"]
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        if subprocess.run(ask, env=_environment(folder), check=False).returncode == 0:
            return
        pause.wait(0.1)
    raise NoServer("PostgreSQL did not start: " + (folder / "log").read_text(errors="replace")[-400:].strip())
