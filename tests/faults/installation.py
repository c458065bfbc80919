"""A small real installation in a temporary folder, and its processes: see README.md."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from etabli.site.environment import CHECKOUT
from tests import programs

PATIENCE_SECONDS = 600.0  # a loaded machine fills a demonstration in minutes

BEFORE = """
import json, sys
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
arguments = json.loads(sys.argv[1])
def answer(value): print(json.dumps(value, default=str))
"""


@dataclass
class Installation:
    """An installation: its folder, its environment, what was started in it."""

    folder: Path
    database_url: str = ""
    email_url: str = "outbox:"
    log: Path | None = None  # where what is started writes its log, when a test reads it
    wait_seconds: int = 20
    started: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def env(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **kept,
            "PYTHONPATH": str(CHECKOUT),
            "DJANGO_SETTINGS_MODULE": "etabli.site.settings",
            "ETABLI_DATA": str(self.folder),
            "ETABLI_PROXIES": "1",
            "ETABLI_LOG_LEVEL": "ERROR",
            "ETABLI_DATABASE_WAIT_SECONDS": str(self.wait_seconds),
            "DATABASE_URL": self.database_url,
            "EMAIL_URL": self.email_url,
        }

    def ask(self, script: str, **arguments: Any) -> Any:
        """Runs a script inside the installation, in a process of its own; gives what it answers."""
        done = programs.run(["-c", BEFORE + script, json.dumps(arguments)], env=self.env, is_loaded=True)
        assert done.returncode == 0, done.stderr[-3000:]
        lines = done.stdout.strip().splitlines()
        return json.loads(lines[-1]) if lines else None

    def prepare(self) -> "Installation":
        if self.database_url:
            self.create_database()
        self.migrate()
        return self

    def migrate(self) -> None:
        done = programs.run(["-m", "etabli", "manage", "migrate", "--verbosity", "0"], env=self.env)
        assert done.returncode == 0, done.stderr[-3000:]

    def create_database(self) -> None:
        """A temporary server is empty: our database is made from its own."""
        with psycopg.connect(
            self.database_url.replace("///etabli", "///postgres"), autocommit=True
        ) as server:
            server.execute("create database etabli")

    def start(self, *argv: str, **more: str) -> "subprocess.Popen[bytes]":
        """A process of the installation, leading a group of its own."""
        with self.log.open("ab") if self.log else nullcontext() as log:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", *argv],
                env={**self.env, **more},
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        self.started.append(process)
        return process

    def worker(self, *options: str) -> "subprocess.Popen[bytes]":
        queue = (
            "--no-reload",
            "--no-startup-delay",
            "--interval",
            "0.2",
            "--verbosity",
            "0",
        )
        return self.start("etabli", "manage", "db_worker", *queue, *options)

    def web(self, port: int) -> "subprocess.Popen[bytes]":
        return self.start("gunicorn", "-c", "python:etabli.site.web", ETABLI_BIND=f"127.0.0.1:{port}")

    def tick(self, *, minutes_later: int = 0) -> list[str]:
        """The clock's work once, in a process of its own, as if it were later; without what people practise on, which
        takes long to build: see tests/site/practice."""
        failed: list[str] = self.ask(
            "from etabli.site import tasks\n"
            "from etabli.site.ticking import tick\n"
            "tasks.PERIODIC.remove(tasks.prepare_practice)\n"
            "answer(tick(timezone.now() + timedelta(minutes=arguments['minutes'])))",
            minutes=minutes_later,
        )
        return failed

    def stop(self) -> None:
        for process in self.started:
            kill_group(process)


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    """SIGKILL to a process that we started and to all that it started in its group, by number."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def children_of(pid: int) -> list[int]:
    """The processes that `pid` has started and that live."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


@contextmanager
def installed(folder: Path, database_url: str = "", email_url: str = "outbox:") -> Iterator[Installation]:
    folder.mkdir(exist_ok=True)
    made = Installation(folder, database_url, email_url)
    try:
        yield made.prepare()
    finally:
        made.stop()
