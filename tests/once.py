"""What takes long to make is made once for a run, whichever of its processes asks first.

A run is one of pytest, or the several that `etabli test` starts one after the other.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from etabli.site.testing.postgres import Server, copy_cluster, own_server
from tests.faults.installation import Installation

# Of an app on which no other hangs.
BEHIND = """
from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
with connection.schema_editor() as editor:
    for model in apps.get_app_config("estimates").get_models():
        editor.delete_model(model)
MigrationRecorder(connection).migration_qs.filter(app="estimates").delete()
"""


def run_folder(factory: pytest.TempPathFactory) -> Path:
    """The folder that all the processes of a run share, empty when it begins."""
    if made := os.environ.get("ETABLI_TESTS_MADE"):
        return Path(made)
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def once_per_run(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` filled, to be copied and never changed; those who ask meanwhile wait for it."""
    root = run_folder(factory)
    made, under_way = root / f"once-{name}", root / f"making-{name}"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(under_way, ignore_errors=True)
            under_way.mkdir(mode=0o700)
            make(under_way)
            under_way.rename(made)
    return made


def migrated(factory: pytest.TempPathFactory) -> Path:
    """The data folder of an installation on SQLite that was migrated and is empty."""
    return once_per_run(factory, "migrated", lambda folder: Installation(folder).prepare())


def leave_behind(place: Installation) -> None:
    """Take the last app from an installation's tables: what migrates it has something to do, and not for long."""
    place.ask(BEHIND)


def tables(factory: pytest.TempPathFactory, folder: Path) -> Installation:
    """An installation on SQLite in this new folder, with its tables and nothing in them."""
    shutil.copytree(migrated(factory), folder)
    return Installation(folder)


@contextmanager
def migrated_server(factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of one's own. Its database `etabli` was migrated and is empty; `prepared` as well, which belongs to the
    role `simple`, who may do nothing more. Raises NoServer."""
    with own_server(once_per_run(factory, "server", _make_cluster) / "cluster") as server:
        yield server


@contextmanager
def tables_on_server(factory: pytest.TempPathFactory, folder: Path) -> Iterator[Installation]:
    """An installation on such a server, with its tables and nothing in them. Raises NoServer."""
    folder.mkdir()
    with migrated_server(factory) as server:
        made = Installation(folder, server.url)
        try:
            yield made
        finally:
            made.stop()


def _make_cluster(folder: Path) -> None:
    with own_server() as server:
        root = server.url.replace("///etabli", "///postgres")
        with psycopg.connect(root, autocommit=True) as opened:
            opened.execute("CREATE ROLE simple LOGIN")
            opened.execute("CREATE DATABASE prepared OWNER simple TEMPLATE template0 ENCODING 'UTF8'")
        address = root.replace("///postgres", "///prepared").replace("user=etabli", "user=simple")
        (folder / "data").mkdir()
        Installation(folder / "data", address).migrate()
        with psycopg.connect(root, autocommit=True) as opened:
            opened.execute("CREATE DATABASE etabli TEMPLATE prepared")
        server.stop()
        copy_cluster(server.cluster, folder / "cluster")
