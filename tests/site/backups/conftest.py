"""Small installations of their own, on both databases, and what is asked of them."""

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from etabli.site.testing.postgres import NoServer
from tests import programs
from tests.faults.installation import Installation
from tests.once import migrated, migrated_server

# Somebody with a file, and somebody else: {"people": [...], "files": [...]} once it is done.
FILL = """
from django.core.files.base import ContentFile
from etabli.foundation.files.marker import claim
from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.stores import current_store
from etabli.foundation.files.stored_files import save_file
from etabli.foundation.people.models import Organisation
from etabli.procurement.quotes.models import QuoteReading
from tests import factories as make
chamber = Organisation.objects.filter(kind="chamber").first() or make.chamber()
claim(current_store())
for name in arguments["names"]:
    person = make.person(chamber, name=name, email=name.split()[0].lower() + "@example.org")
    content, by = name.encode() * 1000, make.artisan(person)
    kept = save_file(make.examined(content), purpose="quote", chamber_id=chamber.pk, by=by, at=make.AT)
    QuoteReading.objects.create(chamber=chamber, person=person, file=kept, status="read", uploaded_at=make.AT)
answer(None)
"""
STATE = """
from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.stores import current_store
from etabli.foundation.people.models import Person
answer({
    "people": sorted(Person.objects.values_list("name", flat=True)),
    "files": sorted(
        current_store().open(row.content.name).read().decode() for row in StoredFile.objects.exclude(content="")
    ),
})
"""


@dataclass
class Place(Installation):
    """An installation whose backups go in a folder beside it; `more` are its other settings."""

    more: dict[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        own = {"ETABLI_BACKUPS": str(self.backups), "LC_ALL": "en_GB.UTF-8", "ETABLI_PROXIES": "0"}
        return {**super().env, **own, **self.more}

    @property
    def backups(self) -> Path:
        return self.folder.parent / f"{self.folder.name}-backups"

    def etabli(
        self, *argv: object, is_loaded: bool = False, **more: str
    ) -> "subprocess.CompletedProcess[str]":
        """`is_loaded`: for what only prepares a test; the command that it tries starts from nothing."""
        return programs.run(["-m", "etabli", *map(str, argv)], env={**self.env, **more}, is_loaded=is_loaded)

    def backup(self, *options: str) -> Path:
        """A backup that is whole."""
        done = self.etabli("backup", "--json", *options, is_loaded=True)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return Path(json.loads(done.stdout)["file"])

    def fill(self, *names: str) -> None:
        self.ask(FILL, names=names)

    def state(self, first: str = "") -> Any:
        """Who is there, what their files say; `first`: what is run before one looks."""
        return self.ask(first + STATE)

    def write(self, sql: str) -> None:
        """Without a start of Django."""
        if not self.database_url:
            with closing(sqlite3.connect(self.folder / "etabli.sqlite3")) as opened:
                opened.execute(sql)
                opened.commit()
            return
        with psycopg.connect(self.database_url) as server:
            server.execute(sql)

    def rows(self) -> dict[str, int]:
        """What each table holds, without a start of Django."""
        if not self.database_url:
            with closing(sqlite3.connect(self.folder / "etabli.sqlite3")) as opened:
                names = opened.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                ).fetchall()
                return {
                    name: opened.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names
                }
        with psycopg.connect(self.database_url) as server:
            names = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            return {name: server.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names}


@dataclass
class Models:
    """What was filled once, in a folder of the run: copied for each test that begins so."""

    root: Path
    made: dict[tuple[object, ...], Place] = field(default_factory=dict)


class Places:
    """Installations ready to be filled, all of one kind of database."""

    def __init__(self, root: Path, prepared: Path, server: str, models: Models) -> None:
        self._root, self._prepared, self._server, self._made = root, prepared, server, 0
        self._models = models

    def prepared(self) -> Place:
        """With its tables, and an identity of its own."""
        place = self.empty(template="prepared")
        if not self._server:
            shutil.copy(self._prepared / "etabli.sqlite3", place.folder)
        place.write(f"UPDATE files_installation SET identity = '{uuid4().hex}'")
        return place

    def filled(self, *names: str, then: Callable[[Place], None] | None = None) -> Place:
        """With these people and their files, and what `then` did with them: the same installation each time."""
        key = (self._server, names, then)
        if key not in self._models.made:
            folder = self._models.root / f"model{len(self._models.made)}"
            folder.mkdir()
            model = Places(folder, self._prepared, self._server, self._models).prepared()
            model.fill(*names)
            if then:
                then(model)
            self._models.made[key] = model
        return self._copy(self._models.made[key])

    def _copy(self, model: Place) -> Place:
        place = self.empty(template=model.database_url.removeprefix("postgresql:///").partition("?")[0])
        shutil.copytree(model.folder, place.folder, dirs_exist_ok=True)
        if model.backups.exists():
            shutil.copytree(model.backups, place.backups)
        return place

    def empty(self, template: str = "template0") -> Place:
        """A folder, and a database without a table."""
        self._made += 1
        folder = self._root / f"place{self._made}"
        folder.mkdir(mode=0o700)
        return Place(folder, self._database(template) if self._server else "")

    def _database(self, template: str) -> str:
        name = f"{self._root.name}_{self._made}".replace("-", "_")[-60:]
        with psycopg.connect(self._server, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}" OWNER simple TEMPLATE "{template}"')
        return self._server.replace("///postgres", f"///{name}").replace("user=etabli", "user=simple")


@pytest.fixture(scope="session")
def prepared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated(tmp_path_factory)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a database `prepared`, and a role that owns its databases and may do nothing more."""
    try:
        with migrated_server(tmp_path_factory) as made:
            yield made.url.replace("///etabli", "///postgres")
    except NoServer as absence:
        pytest.skip(str(absence))


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Models:
    return Models(tmp_path_factory.mktemp("models"))


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path, prepared_folder: Path, models: Models) -> Places:
    server = request.getfixturevalue("server") if request.param == "postgresql" else ""
    return Places(tmp_path, prepared_folder, server, models)


@pytest.fixture
def sqlite_places(tmp_path: Path, prepared_folder: Path, models: Models) -> Places:
    return Places(tmp_path, prepared_folder, "", models)
