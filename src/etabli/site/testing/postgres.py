"""A PostgreSQL server of our own for the time of the tests: in a temporary folder, on a socket, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
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
    initdb = shutil.which("initdb")
    if initdb:
        return Path(initdb).resolve().parent
    raise NoServer(f"no PostgreSQL {OLDEST} or newer (Debian: apt-get install postgresql)")


def server_user() -> str | None:
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


# What is written for a test need not outlive the machine: it is done sooner.
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "min_wal_size": "32MB",  # what a copy of the cluster takes along
}


@dataclass
class Server:
    """A server that may be stopped and started again. `cluster` is what it holds; its socket is in `folder`."""

    folder: Path
    cluster: Path
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"postgresql:///etabli?host={self.folder}&user=etabli"

    def make(self, model: Path | None = None) -> None:
        """The folders and an empty cluster, or a copy of that of a stopped server. Raises NoServer."""
        user = server_user()
        for folder in (self.folder, self.cluster.parent):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o711)  # we must reach the socket inside
            if user:
                shutil.chown(folder, user)
        if model:
            copy_cluster(model, self.cluster)
            return
        options = ["-U", "etabli", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        done = subprocess.run(
            [str(programs() / "initdb"), "-D", str(self.cluster), *options],
            user=user,
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            lines = done.stderr.strip().splitlines()
            raise NoServer(f"initdb failed: {lines[-1] if lines else 'no word'}")

    def start(self, **options: str) -> None:
        """Run it with these settings, and wait until it answers. Raises NoServer."""
        given = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "max_connections": "200",
            **options,
        }
        argv = [str(programs() / "postgres"), "-D", str(self.cluster)]
        for name, value in given.items():
            argv += ["-c", f"{name}={value}"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                argv,
                user=server_user(),
                cwd=self.folder,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent(FAST_STOP),  # should this program be killed, the server goes too
            )
        self._wait_until_ready(self.process)

    def stop(self, number: signal.Signals = FAST_STOP) -> None:
        """End it, if it runs; by force when it takes longer than 20 s."""
        if self.process is None:
            return
        self.process.send_signal(number)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    @property
    def _environment(self) -> dict[str, str]:
        return {"PATH": os.environ.get("PATH", ""), "HOME": str(self.folder), "LC_ALL": "C"}

    def _wait_until_ready(self, process: "subprocess.Popen[bytes]") -> None:
        pause = threading.Event()
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        ask = [str(programs() / "pg_isready"), "-q", "-h", str(self.folder), "-U", "etabli"]
        while time.monotonic() < deadline:
            if process.poll() is not None:
                break
            if subprocess.run(ask, env=self._environment, check=False).returncode == 0:
                return
            pause.wait(0.1)
        tail = (self.folder / "log").read_text(errors="replace")[-400:].strip()
        raise NoServer("PostgreSQL did not start: " + tail)


def copy_cluster(cluster: Path, target: Path) -> None:
    """What a stopped server holds, with its owner."""
    subprocess.run(["cp", "-a", str(cluster), str(target)], check=True)


@contextmanager
def own_server(model: Path | None = None, *, options: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server with these settings, empty or with a copy of the cluster `model`, started; it is stopped and its folder
    removed whatever happens inside."""
    folder = Path(tempfile.mkdtemp(prefix="etabli-pg-"))
    server = Server(folder, folder / "data")
    try:
        server.make(model)
        server.start(**CARELESS, **(options or {}))
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def temporary_server(**options: str) -> Iterator[str]:
    """Yields the address of an empty server with these settings, there for as long as it lasts."""
    with own_server(options=options) as server:
        yield server.url
