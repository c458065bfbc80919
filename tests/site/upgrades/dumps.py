"""Databases as an earlier version left them: for tests of what happens to their rows. See README.md."""

import lzma
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import psycopg

from etabli.site.testing.postgres import temporary_server
from tests.faults.installation import Installation

KINDS = ("sqlite", "postgresql")
SECRET_KEY = "of the installations whose databases are kept here: long enough to be a real one"
TODAY = Path(__file__).parent / "2026-11-30"


def dump_in(folder: Path, kind: str) -> Path:
    return folder / f"{kind}.sql.xz"


@contextmanager
def todays_database(kind: str, folder: Path) -> Iterator[Installation]:
    """An installation in `folder` (new) with the database of 30 November 2026 on this kind, not yet migrated.

    What was started in it is stopped at the end. Raises NoServer where no PostgreSQL can be started.
    """
    folder.mkdir()
    (folder / "secret_key").write_text(f"{SECRET_KEY}\n")
    sql = lzma.decompress(dump_in(TODAY, kind).read_bytes()).decode()
    with ExitStack() as stack:
        made = Installation(folder)
        stack.callback(made.stop)
        if kind == "sqlite":
            with closing(sqlite3.connect(folder / "etabli.sqlite3")) as database:
                database.executescript(sql)
        else:
            made.database_url = stack.enter_context(temporary_server())
            stack.callback(made.stop)  # before its server
            made.create_database()
            with psycopg.connect(made.database_url, autocommit=True) as server:
                server.execute(sql.encode())
        yield made
