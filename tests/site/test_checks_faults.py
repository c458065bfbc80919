"""`etabli check` and the faults of a database or of a mail server: each is made, and told with its own mending."""

import errno
import os
import socket
import sqlite3
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from smtplib import SMTPAuthenticationError
from typing import Any
from unittest import mock

import psycopg
import pytest
from django.db import connection

from etabli.foundation.files import marker
from etabli.site.checks import Point, Verdict, database, mail
from etabli.site.checks.database import point_of
from etabli.site.data_lock import hold_shared
from etabli.site.environment import database_from_url
from etabli.site.faults import Fault
from tests.connected import connected

pytestmark = pytest.mark.django_db


def point(look: Callable[[], Iterator[Point]]) -> Point:
    [fault] = [each for each in look() if each.verdict is Verdict.FAULT]
    return fault


@pytest.fixture
def file_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A database of SQLite of our own, without our tables: its file."""
    monkeypatch.setenv("LC_ALL", "en")
    monkeypatch.setenv("ETABLI_DATABASE_WAIT_SECONDS", "1")
    monkeypatch.setattr(database, "pending_migrations", lambda: 0)
    path = tmp_path / "etabli.sqlite3"
    with closing(sqlite3.connect(path)) as fresh:
        fresh.execute("PRAGMA journal_mode=WAL")
    with connected(database_from_url("", tmp_path)):
        yield path


def test_a_file_that_another_locks_is_told_with_how_to_see_who(file_apart: Path) -> None:
    assert [point for point in database.look() if point.verdict is Verdict.FAULT] == []
    with closing(sqlite3.connect(file_apart, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        fault = point(database.look)
    assert fault.text.startswith("the database is busy")
    assert f"fuser -v {file_apart}" in fault.mend


def test_a_file_that_is_absent_is_told_and_not_made(file_apart: Path) -> None:
    file_apart.unlink()
    fault = point(database.look)
    assert fault.text.startswith("the database is absent")
    assert "put the last backup back" in fault.mend
    assert not file_apart.exists()


def test_a_disk_that_takes_no_writes_is_no_matter_of_rights(
    file_apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = sqlite3.OperationalError("unable to open database file")
    error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
    assert "findmnt" not in point_of(Fault.CLOSED, error).mend
    monkeypatch.setattr(os, "statvfs", lambda _folder: mock.Mock(f_flag=os.ST_RDONLY))
    assert "findmnt" in point_of(Fault.CLOSED, error).mend


def test_a_database_without_tables_beside_files_that_people_gave_is_not_to_be_migrated(
    file_apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "pending_migrations", lambda: 144)
    monkeypatch.setattr(marker, "marker_of", lambda _store: None)
    assert point(database.look).mend == "etabli manage migrate"
    monkeypatch.setattr(marker, "marker_of", lambda _store: "a" * 32)
    assert "restore the last backup" in point(database.look).mend


def test_who_is_at_work_on_a_disk_that_takes_no_writes_needs_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_arguments: object) -> int:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(os, "open", refused)
    hold_shared(tmp_path)


def test_a_file_that_is_not_ours_is_told_with_how_to_give_it_back(file_apart: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    fault = point(database.look)
    assert fault.text.startswith("the database can't be written to")
    assert f"chown -R etabli: {file_apart.parent}" in fault.mend


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # Django drops what it could not open
def test_a_file_that_is_no_database_is_told_with_what_to_put_back(file_apart: Path) -> None:
    file_apart.write_bytes(b"nothing of a database " * 400)
    fault = point(database.look)
    assert fault.text.startswith("the database is damaged")
    assert "last backup" in fault.mend


def test_the_database_of_a_newer_version_is_told(file_apart: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "unknown_migrations", lambda: ["people.9999_of_tomorrow"])
    fault = point(database.look)
    assert "newer version of Établi (people.9999_of_tomorrow)" in fault.text
    assert fault.mend.startswith("Put the newer code back")


@pytest.mark.parametrize(
    ("change", "text", "mend"),
    [
        ({"HOST": "/nowhere"}, "the database does not answer", "systemctl start postgresql"),
        ({"NAME": "not_there"}, "the database is absent", "createdb"),
        ({"USER": "stranger"}, "the database refuses our account", "user and the password in DATABASE_URL"),
        ({"USER": "crowd"}, "the database has too many connections", "max_connections"),
    ],
    ids=["stopped", "unknown database", "unknown account", "too many"],
)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a fault of a server")
def test_each_fault_of_a_server_has_its_own_mending(
    change: dict[str, str], text: str, mend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    described = connection.settings_dict
    apart = {name: described[key] for name, key in (("host", "HOST"), ("user", "USER"), ("dbname", "NAME"))}
    with closing(psycopg.connect(**apart, autocommit=True)) as server:
        server.execute("DROP ROLE IF EXISTS crowd")
        server.execute("CREATE ROLE crowd LOGIN CONNECTION LIMIT 0")
    with connected(change):
        fault = point(database.look)
    assert fault.text.startswith(text)
    assert mend in fault.mend


@pytest.mark.parametrize(
    ("error", "mend"),
    [
        (SMTPAuthenticationError(535, b"no"), "EMAIL_PASSWORD_FILE"),
        (socket.gaierror(-2, "unknown"), "name"),
        (ssl.SSLError(1, "wrong version number"), "smtps://"),
        (ConnectionRefusedError(111, "refused"), "firewall"),
    ],
)
def test_each_fault_of_the_mail_server_has_its_own_mending(
    error: Exception, mend: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    options = {"host": "127.0.0.1", "port": 9}
    settings.MAILERS = {
        "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
    }
    monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.open", mock.Mock(side_effect=error))
    assert mend in point(mail.look).mend
