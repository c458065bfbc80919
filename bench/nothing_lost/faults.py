"""What befalls an installation while people sign up: functions of the scene, that give how many seconds after the end
of each blow the next write was acknowledged.
"""

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.nothing_lost.place import WEB, WORKER, Place, kill, wait_for_end
from bench.nothing_lost.records import Records
from bench.nothing_lost.visitors import Crowd

RECOVERS_WITHIN_SECONDS = 60.0
CUTS, BETWEEN_CUTS = 5, 25
LOCK_SECONDS = 30.0
AWAY_SECONDS = 8.0
FULL_SECONDS = 10.0
CHUNK = 1024 * 1024


@dataclass
class Scene:
    """A place, its visitors, the mails that left."""

    place: Place
    crowd: Crowd
    mails: Records

    def more(self, count: int) -> None:
        """Until so many more writes are acknowledged, or far too long has passed."""
        records = self.crowd.acknowledged
        records.wait_for(len(records.rows) + count, RECOVERS_WITHIN_SECONDS)

    def recovered(self, records: Records | None = None) -> float:
        """Seconds until the next acknowledgement from now on, or the next of these. Raises RuntimeError without any."""
        began, awaited = time.monotonic(), records or self.crowd.acknowledged
        if not awaited.wait_for(len(awaited.rows) + 1, RECOVERS_WITHIN_SECONDS):
            raise RuntimeError(f"nothing comes any more:\n{self.place.said}")
        return time.monotonic() - began


Fault = Callable[[Scene], Iterator[float]]


def web_killed(scene: Scene) -> Iterator[float]:
    """Ends by kill -9 one process of the web server, six times, and of all of them, twice."""
    for turn in range(8):
        first, *born = scene.place.named(WEB)
        everything = turn in (3, 7)
        kill([first, *born] if everything else [random.choice(born or [first])])
        yield scene.recovered()
        scene.more(12)


def worker_killed(scene: Scene) -> Iterator[float]:
    """Ends by kill -9 the worker, five times, each time while it sends; until the next mail leaves."""
    for _turn in range(5):
        scene.mails.wait_for(len(scene.mails.rows) + 4, RECOVERS_WITHIN_SECONDS)
        time.sleep(random.uniform(0.0, 0.2))  # somewhere within a mail
        kill(scene.place.named(WORKER))
        yield scene.recovered(scene.mails)


def supervisor_killed(scene: Scene) -> Iterator[float]:
    """Ends by kill -9 the supervisor, three times; `etabli run` is typed again once those it left have ended."""
    for _turn in range(3):
        assert scene.place.supervisor is not None
        left = [*scene.place.named(WEB), *scene.place.named(WORKER)]
        began = time.monotonic()
        scene.place.supervisor.kill()
        scene.place.supervisor.wait()
        wait_for_end(left, RECOVERS_WITHIN_SECONDS)
        scene.place.start()
        yield time.monotonic() - began + scene.recovered()
        scene.more(15)


def disk_full(scene: Scene) -> Iterator[float]:
    """The disk of the data and of the database is filled to its last byte for ten seconds, then freed; twice."""
    assert scene.place.disk is not None
    ballast = scene.place.disk.folder / "ballast"
    for _turn in range(2):
        until = time.monotonic() + FULL_SECONDS
        while time.monotonic() < until:
            _fill(ballast)
            time.sleep(0.2)
        ballast.unlink()
        began = time.monotonic()
        scene.place.start_database()  # PostgreSQL may have ended for want of room
        yield time.monotonic() - began + scene.recovered()
        scene.more(15)


def _fill(ballast: Path) -> None:
    """Written in ever smaller pieces until not one byte is left."""
    with ballast.open("ab", buffering=0) as file:
        size = CHUNK
        while size:
            try:
                file.write(b"\0" * size)
            except OSError:
                size //= 2


def lock(scene: Scene) -> Iterator[float]:
    """Another connection writes, and takes thirty seconds over it."""
    with _locked(scene.place):
        time.sleep(LOCK_SECONDS)
    yield scene.recovered()


@contextmanager
def _locked(place: Place) -> Iterator[None]:
    if place.database == "sqlite":
        with closing(sqlite3.connect(place.base, isolation_level=None, timeout=60)) as link:
            link.execute("BEGIN IMMEDIATE")
            yield
            link.execute("ROLLBACK")
    else:
        with psycopg.connect(place.server.url) as link:
            link.execute("LOCK TABLE seats_occasion IN ACCESS EXCLUSIVE MODE")
            yield
            link.rollback()


def database_stopped(scene: Scene) -> Iterator[float]:
    """The server stopped, then killed with all its processes, and started again each time; or the folder of the file
    moved away, and a process of the web server that has to open it anew, then moved back.
    """
    for turn in range(2):
        if scene.place.database == "postgresql":
            scene.place.server.stop((signal.SIGINT, signal.SIGQUIT)[turn])
            time.sleep(AWAY_SECONDS)
            began = time.monotonic()
            scene.place.start_database()
        else:
            here = scene.place.base.parent
            away = here.with_name("away")
            here.rename(away)
            kill(scene.place.named(WEB)[1:][:1])
            time.sleep(AWAY_SECONDS)
            if here.exists():  # somebody made another database in its place: nothing of it may count
                raise RuntimeError(f"a new database was begun while the other was away: {os.listdir(here)}")
            began = time.monotonic()
            away.rename(here)
        yield time.monotonic() - began + scene.recovered()
        scene.more(15)


def power_cut(scene: Scene) -> Iterator[float]:
    """Everything stops at an instant; what the device holds then is all that is left, and is started from; five times.

    What the visitors are told at that instant counts: the site had said it.
    """
    disk = scene.place.disk
    assert disk is not None
    for _turn in range(CUTS):
        scene.more(BETWEEN_CUTS)
        kill(scene.place.processes(), signal.SIGSTOP)
        time.sleep(0.2)  # the last answers come through
        left = disk.image.with_name("left")
        disk.copy(left)
        scene.place.kill_all()
        disk.unmount()
        left.replace(disk.image)
        began = time.monotonic()
        disk.mount()
        scene.place.start_database()
        scene.place.start()
        yield time.monotonic() - began + scene.recovered()


@dataclass(frozen=True)
class Line:
    """A fault under its name; `megabytes`: the disk of its own that it needs."""

    name: str
    fault: Fault
    megabytes: int = 0


LINES = (
    Line("web killed", web_killed),
    Line("worker killed", worker_killed),
    Line("supervisor killed", supervisor_killed),
    Line("disk full", disk_full, 400),
    Line("lock of 30 s", lock),
    Line("database stopped", database_stopped),
    Line("power cut", power_cut, 800),
)
