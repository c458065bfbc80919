"""One process at a time brings a database up to date, and no code touches that of a version it can't work with."""

import fcntl
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from etabli.foundation.terminal import pick

LOCK_KEY = 0x6574_6162_6C69  # of PostgreSQL's advisory lock: "etabli"
RETRY_SECONDS, SAY_AFTER_SECONDS = 0.2, 3.0
# Apps that a setting brings or takes away: their migrations stay in the database without them.
OPTIONAL_APPS = frozenset({"socialaccount"})

Name = tuple[str, str]  # of a migration: its app, its own

_depth = 0  # this process holds the lock already: what is within need not wait for it


class OtherVersion(Exception):
    """This code can't work in this database, which another version of Établi left: the text says what to do, in the
    terminal's language."""


class NewerDatabase(OtherVersion):
    """A newer version has been at work in it."""


class OlderDatabase(OtherVersion):
    """It lacks migrations that this version no longer has: a version in between brings it up to date first."""


@contextmanager
def database_lock(database: dict[str, Any]) -> Iterator[None]:
    """Hold the lock of this database (described as in DATABASES) against every other process that prepares it.

    It serves nobody else: pages, the worker and backups don't ask for it. Whoever dies lets go of it.
    """
    global _depth
    hold = _hold_file if database["ENGINE"].endswith("sqlite3") else _hold_server
    if _depth:
        yield
        return
    with hold(database):
        _depth += 1
        try:
            yield
        finally:
            _depth -= 1


@contextmanager
def _hold_file(database: dict[str, Any]) -> Iterator[None]:
    """An empty file beside the database, which stays. The folder itself is locked by who is at work (site.in_use)."""
    path = Path(database["NAME"])
    handle = os.open(path.with_name(f".{path.name}.preparing"), os.O_RDONLY | os.O_CREAT, 0o644)
    try:
        _wait_for(lambda: _flock(handle))
        yield
    finally:
        os.close(handle)


def _flock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _hold_server(database: dict[str, Any]) -> Iterator[None]:
    """An advisory lock, in a session of its own: the end of the session ends it."""
    from django.db.utils import ConnectionHandler

    second_connection = ConnectionHandler({"default": dict(database)})["default"]
    try:
        with second_connection.cursor() as cursor:

            def is_ours() -> bool:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK_KEY])
                return bool(cursor.fetchone()[0])

            _wait_for(is_ours)
            yield
    finally:
        second_connection.close()


def _wait_for(is_ours: Callable[[], bool]) -> None:
    say_at = time.monotonic() + SAY_AFTER_SECONDS
    while not is_ours():
        if time.monotonic() >= say_at:
            say_at = float("inf")
            print(
                pick(
                    "etabli : un autre programme prépare cette base de données. On attend qu’il ait fini.",
                    "etabli: another process prepares this database. Waiting for it to end.",
                ),
                file=sys.stderr,
                flush=True,
            )
        time.sleep(RETRY_SECONDS)


@contextmanager
def ready_to_migrate(*, make: bool = True) -> Iterator[None]:
    """Alone in the database: that of another version is refused (OtherVersion), a new one made where there is none.

    Without `make`, a file that is absent stays so: the first query raises.
    """
    from django.db import connection

    with database_lock(connection.settings_dict):
        if make:
            _make_file(connection.settings_dict)
        refuse_other_versions()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = 0")  # a table in use is waited for
        yield


def _make_file(database: dict[str, Any]) -> None:
    from etabli.site.sqlite3.base import create_file

    if database["ENGINE"].endswith("sqlite3") and create_file(database):
        name = database["NAME"]
        print(
            pick(f"etabli : une base de données neuve : {name}", f"etabli: a new database: {name}"),
            file=sys.stderr,
        )


def pending_migrations() -> int:
    """How many migrations this database still lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_up_to_date() -> bool:
    """Whether this database has had all the migrations of this code, and none of another version; at the cost of one
    look at what was applied."""
    applied = _applied()
    if unknown_among(applied):
        return False
    return all(key in applied or (old and applied.issuperset(old)) for key, old in _by_replaced())


def unknown_migrations() -> list[str]:
    """What was applied in this database and is no part of this code ("people.0042_name"): a newer version did it."""
    return unknown_among(_applied())


def lacking_migrations() -> list[str]:
    """What this database lacks of those that were squashed ("people.0012_name"): it is too old for this code."""
    return lacking_among(_applied())


def unknown_among(applied: Iterable[Name]) -> list[str]:
    """Those that this code neither has nor has squashed."""
    known_names = {name for key, replaced in _by_replaced() for name in (key, *replaced)}
    return sorted(f"{app}.{name}" for app, name in set(applied) - known_names if app not in OPTIONAL_APPS)


def lacking_among(applied: Iterable[Name]) -> list[str]:
    """Those that are missing among what a squashed migration replaces, when others of them were applied."""
    present = set(applied)
    missing = (set(old) - present for _key, old in _by_replaced() if present.intersection(old))
    return sorted(f"{app}.{name}" for names in missing for app, name in names)


def _applied() -> set[Name]:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return set(MigrationRecorder(connection).applied_migrations())


@cache
def _by_replaced() -> list[tuple[Name, list[Name]]]:
    """Each migration of this code, with those that it replaces. No database is asked: it may be too old to be read."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    return [(key, list(migration.replaces)) for key, migration in loader.disk_migrations.items()]


def refuse_other_versions() -> None:
    """Raises OtherVersion when the database is newer than this code, or too old for it."""
    if unknown := unknown_migrations():
        raise NewerDatabase(newer_words(unknown))
    if lacking := lacking_migrations():
        raise OlderDatabase(older_words(lacking))


def newer_words(unknown: list[str]) -> str:
    """The sentence, which names the last of the unknown migrations."""
    return pick(
        f"cette base de données est d'une version plus récente d'Établi ({unknown[-1]}). Remettez le programme "
        "récent, ou la sauvegarde faite avant la mise à jour.",
        f"this database is of a newer version of Établi ({unknown[-1]}). Put the newer code back, or the backup "
        "made before the upgrade.",
    )


def older_words(lacking: list[str]) -> str:
    """The sentence, which names the first of the migrations that are lacking."""
    return pick(
        f"cette base de données est d'une version d'Établi d'avant le 30 novembre 2026 ({lacking[0]} lui manque). "
        "Installez d'abord la version du 30 novembre 2026, et lancez-la une fois : docs/en/operations.md, Upgrade.",
        f"this database is of a version of Établi from before 30 November 2026 (it lacks {lacking[0]}). "
        "First install the version of 30 November 2026, and start it once: docs/en/operations.md, Upgrade.",
    )
