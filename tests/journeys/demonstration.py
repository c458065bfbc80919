"""A real demonstration in a folder of its own: gunicorn, collected static files, a small département.

Used by the journeys, by `etabli bench first_page` and by `scripts/screenshots.py`. Nothing waits for a clock: the tasks
that wait are run when a caller says so.
"""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen
from zoneinfo import ZoneInfo

from etabli.demo.shared import SMALL, Size

CHECKOUT = Path(__file__).resolve().parents[2]
STARTS_WITHIN_SECONDS = 60
NOWHERE = 9  # the port of a demonstration that is filled, and does not answer yet
PREPARE = """
from django.utils import timezone
from etabli.site.django_commands import prepare
from etabli.site.translations import compile_translations
compile_translations()
prepare()
from etabli.site.preparing import prepare_installation
prepare_installation()
from etabli.demo.fill import fill_database
from etabli.demo.shared import Size
fill_database(at=timezone.now(), say=lambda *parts: None, size={size})
"""


# Django takes two seconds to be ready: one process has it for all that a run asks.
INTERPRETER = """
import io, json, sys, traceback
from contextlib import redirect_stdout
from etabli.site.django_commands import prepare
prepare()
from django.db import connections
answers = sys.stdout
for line in sys.stdin:
    printed, fault = io.StringIO(), ""
    try:
        with redirect_stdout(printed):
            exec(json.loads(line), {"__name__": "__main__"})
    except Exception:
        fault = traceback.format_exc()
    connections.close_all()
    print(json.dumps([printed.getvalue(), fault]), file=answers, flush=True)
"""


@dataclass
class Interpreter:
    """Runs Python in an installation, in one process that starts when it is first asked."""

    environment: dict[str, str]
    process: "subprocess.Popen[str] | None" = None

    def run(self, code: str) -> str:
        """What this code prints. Raises RuntimeError, with the traceback, where it raises."""
        if self.process is None:
            argv = [sys.executable, "-P", "-c", INTERPRETER]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            self.process = subprocess.Popen(argv, cwd=CHECKOUT, env=self.environment, text=True, **pipes)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{json.dumps(code)}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the interpreter of the demonstration ended, with code {self.process.wait()}")
        printed, fault = json.loads(answer)
        if fault:
            raise RuntimeError(f"the demonstration could not do it:\n{fault[-3000:]}")
        return str(printed)

    def stop(self) -> None:
        if self.process is not None:
            self.process.communicate()  # its input ends, and it with it


@dataclass(frozen=True)
class Mail:
    """A mail as it stands in the queue."""

    subject: str
    body: str
    calendar: str

    @property
    def link(self) -> str:
        """The address that it asks to open."""
        return next(word for word in self.body.split() if word.startswith("http"))


@dataclass(frozen=True)
class Demonstration:
    """A demonstration that answers at `url`."""

    url: str
    data: Path
    environment: dict[str, str]
    interpreter: Interpreter

    def run_tasks(self) -> None:
        """Do what waits for the worker, and end when nothing is left."""
        self.manage("db_worker", "--batch", "--verbosity", "0")

    def manage(self, *arguments: str) -> None:
        """Run a command of this installation."""
        _python(self.environment, "-m", "etabli", "manage", *arguments)

    def run(self, code: str) -> str:
        """Run this Python in the installation, and give what it prints."""
        return self.interpreter.run(code)

    def mails_to(self, address: str) -> list[Mail]:
        """The mails written to an address, the latest first; those that wait for the morning are written now."""
        self.run(WRITE)
        query = 'SELECT subject, body, calendar FROM notify_message WHERE "to" = ? ORDER BY id DESC'
        return [Mail(*row) for row in self._rows(query, address)]

    def people_known(self) -> list[str]:
        """The names of those whom the chamber knows."""
        return [name for (name,) in self._rows("SELECT name FROM people_person ORDER BY id")]

    def let_the_day_come(self, session: int, *, is_over: bool = False) -> None:
        """Move a session's hours so that it began an hour ago, today: the only thing that a test can't wait for.
        `is_over`: and has just ended."""
        now = datetime.now(ZoneInfo("Europe/Paris"))
        begins = max(now - timedelta(hours=1), now.replace(hour=0, minute=0, second=0))
        query = (
            "UPDATE seats_occasion SET starts_at = ?, ends_at = ?"
            " WHERE id = (SELECT occasion_id FROM workshops_session WHERE id = ?)"
        )
        written = (
            f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
            for at in (begins, now if is_over else now + timedelta(hours=2))
        )
        self._rows(query, *written, session)

    def let_the_half_day_pass(self, appointment: int) -> date:
        """Move a half-day to the last Sunday on which nobody holds anything: its day, past, is given."""
        today = date.today()
        sunday = today - timedelta(days=today.isoweekday())
        held = {on for (on,) in self._rows('SELECT "on" FROM diary_halfday')}
        while sunday.isoformat() in held:
            sunday -= timedelta(weeks=1)
        query = (
            'UPDATE diary_halfday SET "on" = ?'
            " WHERE id = (SELECT half_day_id FROM support_appointment WHERE id = ?)"
        )
        self._rows(query, sunday.isoformat(), str(appointment))
        return sunday

    def let_the_mails_leave(self) -> None:
        """As if the worker had handed all of them over: what has not left may be replaced by what holds since."""
        self._rows("UPDATE notify_message SET status = 'sent' WHERE status IN ('queued', 'sending')")

    def _rows(self, query: str, *values: object) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(self.data / "etabli.sqlite3", timeout=20)) as database, database:
            return database.execute(query, values).fetchall()


WRITE = """
from etabli.foundation.notices import notice_mails
from etabli.foundation.notices.models import Notice
for pk in list(Notice.objects.filter(leaves_at__isnull=False).order_by("pk").values_list("pk", flat=True)):
    notice_mails.queue_mail(pk)
"""


def fill_in(data: Path, size: Size = SMALL) -> None:
    """Make of this data folder, empty or of an empty installation, that of a demonstration, which `start` copies."""
    _python(_environment(data, NOWHERE), "-c", PREPARE.format(size=size))


@contextmanager
def demonstration(
    size: Size = SMALL, *, start: Path | None = None, settings: Mapping[str, str] | None = None
) -> Iterator[Demonstration]:
    """Fills and serves; stops the server and removes the folder whatever happens inside.

    `start`: the data folder of one that was filled, which is copied. `settings`: variables of its environment.
    """
    data = Path(tempfile.mkdtemp(prefix="etabli-journeys-"))
    environment = {**_environment(data, _free_port()), **(settings or {})}
    interpreter = Interpreter(environment)
    try:
        if start is None:
            fill_in(data, size)
        else:
            shutil.copytree(start, data, dirs_exist_ok=True)
        _move(data, environment["ETABLI_BASE_URL"])
        argv = [sys.executable, "-P", "-m", "gunicorn", "-c", "python:etabli.site.web"]
        server = subprocess.Popen(argv, cwd=CHECKOUT, env=environment, stdin=subprocess.DEVNULL)
        try:
            stage = Demonstration(environment["ETABLI_BASE_URL"], data, environment, interpreter)
            _wait_until_it_answers(stage.url, server)
            yield stage
        finally:
            server.terminate()
            server.wait(timeout=20)
            interpreter.stop()
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _move(data: Path, url: str) -> None:
    """The mails that were written as it was filled lead where it answers now."""
    moved = [f"{name} = replace({name}, ?1, ?2)" for name in ("body", "calendar", "unsubscribe")]
    with closing(sqlite3.connect(data / "etabli.sqlite3")) as database, database:
        database.execute(f"UPDATE notify_message SET {', '.join(moved)}", (_address(NOWHERE), url))


def _address(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def _environment(data: Path, port: int) -> dict[str, str]:
    foreign = ("ETABLI_", "EMAIL_", "SECRET_KEY", "DATABASE_URL", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return {
        **kept,
        "ETABLI_DATA": str(data),
        "ETABLI_DEMONSTRATION": "1",
        "ETABLI_BASE_URL": _address(port),
        "ETABLI_BIND": f"127.0.0.1:{port}",
        "ETABLI_WEB_PROCESSES": "1",
    }


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def _python(environment: dict[str, str], *arguments: str) -> str:
    argv = [sys.executable, "-P", *arguments]
    done = subprocess.run(
        argv,
        cwd=CHECKOUT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the demonstration could not be prepared:\n{done.stderr[-3000:]}")
    return done.stdout


def _wait_until_it_answers(url: str, server: "subprocess.Popen[bytes]") -> None:
    pause = threading.Event()
    for _turn in range(STARTS_WITHIN_SECONDS * 10):
        if server.poll() is not None:
            raise RuntimeError(f"the web server ended at once, with code {server.returncode}")
        try:
            with urlopen(url, timeout=20):
                return
        except OSError:
            pause.wait(0.1)
    raise RuntimeError(f"nothing answers at {url}")
