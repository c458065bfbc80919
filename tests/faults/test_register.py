"""`etabli register import` killed at any moment: the register is the old one or the new one; begun again, it ends.

Two stocks, a month apart: the old one is in the register, the new one is being brought in.
"""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from bench.register.generated import write_stock
from tests import factories
from tests.faults.installation import Installation

ROWS, SEED = 120, 5
KEPT = f"kept_{os.getpid()}"
# The tests' tables are made without migrations (test_migrations.py): the command would ask for them.
FAKED = """
from django.core.management import call_command
call_command("migrate", fake=True, verbosity=0)
"""
SET_UP = "from tests import factories; factories.chamber()"

State = dict[str, dict[str, Any]]  # by SIRET


class Trial:
    """An installation with the old stock in its register, and what an import of the new one does to it."""

    def __init__(self, place: Installation, folder: Path) -> None:
        self.place, self.kept = place, folder / "kept.sqlite3"
        old = write_stock(folder / "old", ROWS, seed=SEED, department="33")
        self.paths = write_stock(folder / "new", ROWS, seed=SEED, department="33", changed=0.2)
        self._commands = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.killed"],
            env=place.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._old = old

    def begin(self) -> None:
        """Bring the old stock in, and see once what the new one makes of it."""
        assert self.run("register", "import", *map(str, self._old), "--json")
        self.old = self.state()
        self._keep()
        report = self.bring_in()
        assert report
        self.moments, self.new = int(report["moments"]), self.state()
        # A name that the new stock alone gives, one that the old stock alone gave.
        before, after = ({row["name"] for row in state.values()} for state in (self.old, self.new))
        self.given, self.gone = max(after - before, key=len), max(before - after, key=len)

    def run(self, *argv: str, at: int = 0) -> dict[str, Any] | None:
        """What the command answers; None when it was killed."""
        assert self._commands.stdin
        assert self._commands.stdout
        self._commands.stdin.write(json.dumps({"argv": argv, "at": at}) + "\n")
        self._commands.stdin.flush()
        report: dict[str, Any] | None = json.loads(self._commands.stdout.readline())
        assert report is None or report["code"] == 0, report
        return report

    def bring_in(self, at: int = 0) -> dict[str, Any] | None:
        return self.run("register", "import", *map(str, self.paths), "--json", at=at)

    def found(self, text: str) -> list[str]:
        report = self.run("register", "search", text, "--json")
        assert report
        return [result["name"] for result in json.loads(report["said"])]

    def state(self) -> State:
        """What the register holds, whatever numbers its rows bear."""
        with self._base() as base:
            cursor = base.execute("SELECT * FROM register_business ORDER BY siret")
            names = [column[0] for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return {row["siret"]: {name: value for name, value in row.items() if name != "id"} for row in rows}

    def _base(self) -> Any:
        if self.place.database_url:
            return psycopg.connect(self.place.database_url)
        return closing(sqlite3.connect(self._file))

    @property
    def _file(self) -> Path:
        return self.place.folder / "etabli.sqlite3"

    def _keep(self) -> None:
        if self.place.database_url:
            self._on_server(f"DROP DATABASE IF EXISTS {KEPT}", f"CREATE DATABASE {KEPT} TEMPLATE {{}}")
        else:
            with closing(sqlite3.connect(self._file)) as base:
                base.execute("VACUUM INTO ?", [str(self.kept)])

    def restore(self) -> None:
        """The old register again, and nothing that a killed import has left."""
        shutil.rmtree(self.place.folder / "register", ignore_errors=True)
        if self.place.database_url:
            self._on_server("DROP DATABASE {} WITH (FORCE)", f"CREATE DATABASE {{}} TEMPLATE {KEPT}")
            return
        for left in self.place.folder.glob(f"{self._file.name}*"):
            left.unlink()
        shutil.copy(self.kept, self._file)

    def _on_server(self, *statements: str) -> None:
        name = _name(self.place.database_url)
        on_server(self.place.database_url, *(statement.replace("{}", name) for statement in statements))

    def end(self) -> None:
        self._commands.communicate()


def _name(address: str) -> str:
    return address.partition("///")[2].partition("?")[0]


def on_server(address: str, *statements: str) -> None:
    """Statements that make and drop databases, beside that of this address."""
    with psycopg.connect(address.replace(f"///{_name(address)}", "///postgres"), autocommit=True) as server:
        for statement in statements:
            server.execute(statement)


@pytest.fixture
def copied(tmp_path: Path, transactional_db: None) -> Iterator[Installation]:
    """An installation on a copy of the tests' own database, which stands ready: with a chamber."""
    place = Installation(tmp_path / "data")
    place.folder.mkdir()
    factories.chamber()
    ready = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(ready)) as base:
            base.execute("VACUUM INTO ?", [str(place.folder / "etabli.sqlite3")])
        place.ask(FAKED)
        yield place
        return
    connection.close()  # a database that is in use can't be copied
    address, copy = os.environ["DATABASE_URL"], f"faults_{os.getpid()}"
    place.database_url = address.replace(f"///{_name(address)}", f"///{copy}")
    on_server(address, f'CREATE DATABASE {copy} TEMPLATE "{ready}"')
    place.ask(FAKED)
    yield place
    on_server(address, *(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in (copy, KEPT)))


@contextmanager
def trial(place: Installation, folder: Path) -> Iterator[Trial]:
    made = Trial(place, folder)
    try:
        made.begin()
        yield made
    finally:
        made.end()


def killed_at(tried: Trial, moment: int) -> None:
    """The old register or the new one, whole; then the same command ends what was begun."""
    tried.restore()
    report = tried.bring_in(at=moment)
    assert report is None, f"it lived through moment {moment} of {tried.moments}"
    state = tried.state()
    assert state in (tried.old, tried.new), f"half done at moment {moment} of {tried.moments}"
    is_new = state == tried.new
    assert (tried.given in tried.found(tried.given)) == is_new
    assert (tried.gone in tried.found(tried.gone)) != is_new
    assert tried.bring_in()
    assert tried.state() == tried.new, f"not the same once begun again after moment {moment}"
    assert tried.given in tried.found(tried.given)
    assert tried.gone not in tried.found(tried.gone)


def moments_of(tried: Trial, number: int) -> list[int]:
    return random.Random(SEED).sample(range(1, tried.moments + 1), number)


def test_an_import_killed_at_three_moments(copied: Installation, tmp_path: Path) -> None:
    with trial(copied, tmp_path) as tried:
        for moment in moments_of(tried, 3):
            killed_at(tried, moment)


@pytest.mark.deep
def test_an_import_killed_at_twenty_moments(either: Installation, tmp_path: Path) -> None:
    either.ask(SET_UP)
    with trial(either, tmp_path) as tried:
        for moment in moments_of(tried, 20):
            killed_at(tried, moment)
