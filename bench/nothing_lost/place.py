"""A real installation for one line: its database, its processes as `etabli run` starts them, and what may befall them.

root/disk/data      ETABLI_DATA
root/disk/base      the SQLite database, in a folder that can go away
root/disk/cluster   the PostgreSQL cluster
root/server         the socket and the log of the PostgreSQL server
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from bench.nothing_lost.disks import Disk
from bench.web.processes import command_of, family
from bench.web.sites import Site, answers, etabli, free_port, whole_product
from etabli.site.environment import CHECKOUT
from etabli.site.supervisor import end_with_parent
from etabli.site.testing.postgres import Server, programs

DATABASES = ("sqlite", "postgresql")
STARTS_WITHIN_SECONDS = 90.0
ENDS_WITHIN_SECONDS = 20.0
CARELESS = {"synchronous_commit": "off", "wal_writer_delay": "10s"}  # of PostgreSQL; careless.py: of SQLite
WEB, WORKER = "etabli.site.serving", "manage worker"


@dataclass
class Place:
    """What runs and may be broken. `post`: the port of the mail server."""

    database: str
    root: Path
    post: int
    careless: bool = False
    disk: Disk | None = None
    port: int = field(default_factory=free_port)
    supervisor: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        self.server = Server(self.root / "server", self.root / "disk" / "cluster")

    @property
    def base(self) -> Path:
        """The SQLite database."""
        return self.root / "disk" / "base" / "etabli.sqlite3"

    @property
    def site(self) -> Site:
        site = etabli(self.root / "disk" / "data")
        database = f"sqlite:///{self.base}" if self.database == "sqlite" else self.server.url
        site.environment.update(EMAIL_URL=f"smtp://127.0.0.1:{self.post}", DATABASE_URL=database)
        if self.careless:
            site.environment.update(
                DJANGO_SETTINGS_MODULE="bench.nothing_lost.careless", PYTHONPATH=str(CHECKOUT)
            )
        return site

    # -- What is done to it by hand ---------------------------------------------------------------------------

    def start_database(self) -> None:
        """Nothing where the database is a file, or when the server runs."""
        if self.database == "postgresql" and (
            self.server.process is None or self.server.process.poll() is not None
        ):
            self.server.start(**(CARELESS if self.careless else {}))

    def start(self) -> None:
        """`etabli run`, until its first page comes; what ends at once (its port is still taken) is started again."""
        until = time.monotonic() + STARTS_WITHIN_SECONDS
        while time.monotonic() < until:
            if self.supervisor is None or self.supervisor.poll() is not None:
                self._run()
            if answers(self.site, self.port):
                return
            time.sleep(0.1)
        raise RuntimeError(f"no page within {STARTS_WITHIN_SECONDS:.0f} s:\n{self.said}")

    def stop(self) -> None:
        """As at the end of a day: the supervisor ends all the others."""
        if self.supervisor is not None:
            held = _living(self.supervisor.pid)
            self.supervisor.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.supervisor.wait(timeout=ENDS_WITHIN_SECONDS)
            kill(held)
            self.supervisor.wait()
            self.supervisor = None

    def kill_all(self) -> None:
        """Every process of the installation and of its database server, at once."""
        kill(self.processes())
        for process in (self.supervisor, self.server.process):
            if process is not None:
                process.wait()
        self.supervisor = self.server.process = None

    # -- Its processes ----------------------------------------------------------------------------------------

    def processes(self) -> list[int]:
        """Those of the installation and of its database server."""
        held = [self.supervisor, self.server.process]
        return [pid for process in held if process is not None for pid in _living(process.pid)]

    def named(self, what: str) -> list[int]:
        """Those whose command holds these words (WEB, WORKER), the first of them first."""
        assert self.supervisor is not None
        return [pid for pid in _living(self.supervisor.pid) if what in _command(pid)]

    @property
    def said(self) -> str:
        """The end of what it wrote on its standard error."""
        return (self.root / "log").read_text(encoding="utf-8", errors="replace")[-3000:]

    def _run(self) -> None:
        with (self.root / "log").open("ab") as log:
            self.supervisor = subprocess.Popen(
                [*whole_product(), str(self.port)],
                cwd=CHECKOUT,
                env=self.site.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent(),
            )

    # -- What is asked of it ----------------------------------------------------------------------------------

    def ask(self, what: str) -> Any:
        """What `inside.py` answers, in the installation's environment."""
        done = subprocess.run(
            [sys.executable, "-m", "bench.nothing_lost.inside", what],
            cwd=CHECKOUT,
            env=self.site.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{what} ended with {done.returncode}:\n{done.stderr[-2000:]}")
        return json.loads(done.stdout.splitlines()[-1])

    def damaged(self) -> list[str]:
        """What PostgreSQL's own look at its tables and indexes says is wrong, where its program is there."""
        look = programs() / "pg_amcheck" if self.database == "postgresql" else None
        if look is None or not look.exists():
            return []
        options = ["--install-missing", "--heapallindexed", "-h", str(self.server.folder), "-U", "etabli"]
        done = subprocess.run([look, *options, "etabli"], capture_output=True, text=True, check=False)
        return [f"pg_amcheck: {(done.stderr or done.stdout)[-300:]}"] if done.returncode else []


def kill(pids: list[int], number: signal.Signals = signal.SIGKILL) -> None:
    """A signal to processes that we started, by number; those that have ended are passed over."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def wait_for_end(pids: list[int], seconds: float) -> None:
    """Until these have ended, whoever is their parent. Raises RuntimeError when one lives longer."""
    until = time.monotonic() + seconds
    while any(_command(pid) for pid in pids):
        if time.monotonic() > until:
            raise RuntimeError(f"they don't end: {[_command(pid) for pid in pids]}")
        time.sleep(0.05)


def _living(pid: int) -> list[int]:
    for _turn in range(5):  # one that ends while the family is read
        with suppress(FileNotFoundError, ProcessLookupError):
            return family(pid)
    return [pid]


def _command(pid: int) -> str:
    with suppress(FileNotFoundError, ProcessLookupError):
        return command_of(pid)
    return ""


@dataclass(frozen=True)
class Template:
    """An installation that each line begins from, of which nothing runs: its folder, the numbers of its sessions."""

    disk: Path
    sessions: list[int]


def make_template(database: str, root: Path, former: Template | None = None) -> Template:
    """One on this database, in `root`. Raises NoServer.

    `former`: another, on the other database; what people practise on is always on SQLite, and takes long to build.
    """
    place = Place(database, root, post=9)
    (root / "disk" / "data").mkdir(parents=True)
    if former is not None:
        shutil.copytree(former.disk / "data" / "practice", root / "disk" / "data" / "practice")
    place.base.parent.mkdir()
    if database == "postgresql":
        place.server.make()
        place.server.start()
        with psycopg.connect(place.server.url.replace("///etabli", "///postgres"), autocommit=True) as link:
            link.execute("create database etabli")
    try:
        return Template(root / "disk", place.ask("fill"))
    finally:
        place.server.stop()


@contextmanager
def standing(place: Place, template: Template, megabytes: int = 0) -> Iterator[Place]:
    """The place, running; `megabytes`: on a disk of its own of this size. All of it is gone afterwards."""
    place.server.folder.mkdir(parents=True)
    place.server.folder.chmod(0o711)
    if place.database == "postgresql":
        shutil.chown(place.server.folder, (template.disk / "cluster").owner())
    folder = place.root / "disk"
    if megabytes:
        place.disk = Disk(place.root / "image", folder)
        place.disk.make(megabytes)
    try:
        folder.mkdir(exist_ok=True)
        folder.chmod(0o711)
        subprocess.run(["cp", "-a", f"{template.disk}/.", str(folder)], check=True)
        if place.disk is not None:
            place.disk.flush()
        place.start_database()
        place.start()
        yield place
    finally:
        place.stop()
        place.server.stop()
        if place.disk is not None:
            place.disk.unmount()
        shutil.rmtree(place.root, ignore_errors=True)
