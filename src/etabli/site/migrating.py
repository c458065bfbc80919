"""One process at a time brings a database up to date, and no older code touches that of a newer version."""

import fcntl
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from etabli.foundation.terminal import pick

KEY = 0x6574_6162_6C69  # of PostgreSQL's advisory lock: "etabli"
TURN_SECONDS, SAY_AFTER_SECONDS = 0.2, 3.0
# Apps that a setting brings or takes away: their migrations stay in the database without them.
OPTIONAL = frozenset({"socialaccount"})

_depth = 0  # this process holds the lock already: what is within need not wait for it


class NewerDatabase(Exception):
    """A newer version of Établi has been at work in this database: the text says so, in the terminal's language."""


@contextmanager
def alone(database: dict[str, Any]) -> Iterator[None]:
    """Hold the lock of this database (described as in DATABASES) against every other process that prepares it.

    It serves nobody else: pages, the worker and backups don't ask for it. Whoever dies lets go of it.
    """
    global _depth
    hold = _hold_folder if database["ENGINE"].endswith("sqlite3") else _hold_server
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
def _hold_folder(database: dict[str, Any]) -> Iterator[None]:
    """The folder of the file: nothing is left behind, and whoever may read it may wait for it."""
    handle = os.open(Path(database["NAME"]).parent, os.O_RDONLY)
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

    apart = ConnectionHandler({"default": dict(database)})["default"]
    try:
        with apart.cursor() as cursor:

            def is_ours() -> bool:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
                return bool(cursor.fetchone()[0])

            _wait_for(is_ours)
            yield
    finally:
        apart.close()


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
        time.sleep(TURN_SECONDS)


@contextmanager
def ready_to_migrate(*, make: bool = True) -> Iterator[None]:
    """Alone in the database: one of a newer version is refused (NewerDatabase), a new one made where there is none.

    Without `make`, a file that is absent stays so: the first query raises.
    """
    from django.db import connection

    with alone(connection.settings_dict):
        if make:
            _make_file(connection.settings_dict)
        refuse_newer()
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


def unknown_migrations() -> list[str]:
    """What was applied in this database and is no part of this code ("people.0042_name"): a newer version did it."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    unknown = loader.applied_migrations.keys() - loader.disk_migrations.keys() - replaced
    return sorted(f"{app}.{name}" for app, name in unknown if app not in OPTIONAL)


def refuse_newer() -> None:
    """Raises NewerDatabase when this code is older than the database."""
    unknown = unknown_migrations()
    if unknown:
        raise NewerDatabase(newer_words(unknown))


def newer_words(unknown: list[str]) -> str:
    """The sentence, which names the last of the unknown migrations."""
    return pick(
        f"cette base de données est d'une version plus récente d'Établi ({unknown[-1]}). Remettez le programme "
        "récent, ou la sauvegarde faite avant la mise à jour.",
        f"this database is of a newer version of Établi ({unknown[-1]}). Put the newer code back, or the backup "
        "made before the upgrade.",
    )
