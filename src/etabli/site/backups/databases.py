"""The database that the settings name, at one instant: a copy of it in a file, and what is counted in it."""

import gzip
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etabli.foundation.terminal import pick
from etabli.site.backups import postgresql
from etabli.site.backups.postgresql import NoDatabase

SQLITE, POSTGRESQL = "sqlite", "postgresql"
ENTRY_NAME = {SQLITE: "database.sqlite3.gz", POSTGRESQL: "database.pgdump"}

type Query = Callable[[str], list[tuple[Any, ...]]]


@dataclass(frozen=True)
class DatabaseFacts:
    """What a database holds. `named`: (name, sum) of each file that a row names."""

    installation: str
    migrations: dict[str, list[str]]
    rows: dict[str, int]
    named: list[tuple[str, str]]

    @property
    def is_empty(self) -> bool:
        """Nothing was ever prepared in it."""
        return not self.rows


@dataclass(frozen=True)
class DatabaseCopy:
    """`path`: the copy, as it goes into the backup; `size`: how much room the database takes once it is restored."""

    vendor: str
    path: Path
    size: int
    facts: DatabaseFacts


def copy_database(scratch: Path) -> DatabaseCopy:
    """Raises NoDatabase."""
    from django.db import connection

    made = _sqlite_copy(scratch) if connection.vendor == SQLITE else _postgresql_copy(scratch)
    if made.facts.is_empty:
        raise NoDatabase(
            pick(
                "la base de données est vide : DATABASE_URL mène-t-il à celle du service ?",
                "the database is empty: does DATABASE_URL lead to that of the service?",
            )
        )
    return made


def facts_of_settings() -> DatabaseFacts:
    """What the database of the settings holds now; nothing where there is none yet."""
    from django.db import connection

    if connection.vendor == SQLITE and not Path(connection.settings_dict["NAME"]).exists():
        return DatabaseFacts("", {}, {}, [])
    with own_connection() as query:
        return read_facts(query, connection.vendor)


def facts_of_connection() -> DatabaseFacts:
    """The same, as this process sees it."""
    from django.db import connection

    with connection.cursor() as cursor:
        return read_facts(_query_of(cursor), connection.vendor)


def read_facts(query: Query, vendor: str) -> DatabaseFacts:
    tables = query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        if vendor == SQLITE
        else "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    )
    rows = {
        name: query(f'SELECT count(*) FROM "{name}"')[0][0] for name in sorted(name for (name,) in tables)
    }
    migrations: dict[str, list[str]] = {}
    if "django_migrations" in rows:
        for app, name in query("SELECT app, name FROM django_migrations ORDER BY app, name"):
            migrations.setdefault(app, []).append(name)
    installations = query("SELECT identity FROM files_installation") if rows.get("files_installation") else []
    named = (
        query("SELECT content, sha256 FROM files_storedfile WHERE content <> '' ORDER BY id")
        if rows.get("files_storedfile")
        else []
    )
    return DatabaseFacts(
        installations[0][0] if installations else "",
        migrations,
        rows,
        [(name, digest) for name, digest in named],
    )


def count_people_and_files(rows: dict[str, int]) -> int:
    """How many people and files: a chamber and its first adviser alone are what an installation begins with."""
    from etabli.foundation.files.models import StoredFile
    from etabli.foundation.people.models import Person

    return sum(rows.get(model._meta.db_table, 0) for model in (Person, StoredFile))


@contextmanager
def sqlite_query(path: Path) -> Iterator[Query]:
    with closing(sqlite3.connect(path, timeout=20)) as opened:
        yield lambda sql: opened.execute(sql).fetchall()


@contextmanager
def own_connection(database: str = "") -> Iterator[Query]:
    """Beside Django's own, so that what is asked is one instant whatever is under way there; or to another database of
    the same server."""
    from django.db import connection

    second_connection = connection.copy()
    if database:
        second_connection.settings_dict["NAME"] = database
    try:
        with second_connection.cursor() as cursor:
            yield _query_of(cursor)
    finally:
        second_connection.close()


def _query_of(cursor: Any) -> Query:
    def query(sql: str) -> list[tuple[Any, ...]]:
        cursor.execute(sql)
        return list(cursor.fetchall()) if cursor.description else []

    return query


def _sqlite_copy(scratch: Path) -> DatabaseCopy:
    from django.db import connection

    source, target = Path(connection.settings_dict["NAME"]), scratch / "database.sqlite3"
    if not source.exists():
        raise NoDatabase(
            pick(f"il n'y a pas de base de données en {source}", f"there is no database at {source}")
        )
    try:
        with closing(sqlite3.connect(source, timeout=20)) as live, closing(sqlite3.connect(target)) as made:
            live.backup(made)  # in one step: one instant, and nobody waits
            made.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise NoDatabase(
                pick(
                    f"le disque de {scratch} est plein : faites de la place, puis recommencez",
                    f"the disk of {scratch} is full: make room, then try again",
                )
            ) from None
        raise NoDatabase(
            pick(f"{source} ne se copie pas : {error}", f"{source} can't be copied: {error}")
        ) from None
    with sqlite_query(target) as query:
        database_facts = read_facts(query, SQLITE)
    packed, size = scratch / ENTRY_NAME[SQLITE], target.stat().st_size
    with target.open("rb") as plain, gzip.open(packed, "wb", compresslevel=1) as out:
        shutil.copyfileobj(plain, out, 1 << 20)
    target.unlink()
    return DatabaseCopy(SQLITE, packed, size, database_facts)


def _postgresql_copy(scratch: Path) -> DatabaseCopy:
    """The dump and the counts see one snapshot, that of a transaction of ours."""
    target = scratch / ENTRY_NAME[POSTGRESQL]
    with own_connection() as query:
        query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")  # it ends with the connection
        [(snapshot,)] = query("SELECT pg_export_snapshot()")
        postgresql.dump(target, snapshot)
        [(size,)] = query("SELECT pg_database_size(current_database())")
        return DatabaseCopy(POSTGRESQL, target, size, read_facts(query, POSTGRESQL))
