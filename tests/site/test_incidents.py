"""What people get when the machine fails: 503, when to come back, a number that the log has with its cause."""

import errno
import io
import logging
import os
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from unittest import mock

import psycopg
import pytest
from django.db import close_old_connections, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from etabli.foundation.people.actions import correct_person
from etabli.foundation.people.models import User
from etabli.site.environment import database_from_url
from etabli.site.incidents import guard_application
from etabli.site.logs import LineFormatter, NoPersonalData
from etabli.site.testing.postgres import NoServer, temporary_server
from tests import factories as make
from tests.connected import connected

pytestmark = pytest.mark.django_db(transaction=True)

SQLITE = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a fault of SQLite's file")
POSTGRESQL = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a fault of a server")
NUMBER = re.compile(r"\b[1-9]\d{3}-[1-9]\d{3}\b")
PAGE = "/connexion/"  # it writes a session when it is sent
TYPED = {"email": "zoe@example.org", "login": "zoe@example.org"}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the log would show."""
    seen = io.StringIO()
    handler = logging.StreamHandler(seen)
    handler.addFilter(NoPersonalData())
    handler.setFormatter(LineFormatter())
    loggers = [logging.getLogger("etabli"), logging.getLogger("django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield seen
    for logger in loggers:
        logger.removeHandler(handler)


class Browser(Client):
    """A client that gets the page of a failure; its requests begin as those of a web server do."""

    def __init__(self, **headers: str) -> None:
        super().__init__(raise_request_exception=False, headers=headers)

    def request(self, **request: Any) -> HttpResponse:
        close_old_connections()
        return super().request(**request)


def described(url: str, folder: Path) -> dict[str, Any]:
    """As an installation has it, but for how long it waits."""
    with mock.patch.dict(os.environ, ETABLI_DATABASE_WAIT_SECONDS="1"):
        return database_from_url(url, folder)


def copied(folder: Path) -> Path:
    """The tests' own tables in a file of their own."""
    path = folder / "etabli.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    with closing(sqlite3.connect(path)) as fresh:
        fresh.execute("PRAGMA journal_mode=WAL")
    return path


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[Path]:
    path = copied(tmp_path)
    with connected(described("", tmp_path)):
        yield path


def number_in(answer: Any, log: io.StringIO, cause: str) -> str:
    """503 in our voice, with its number; the log has it beside the cause, and nothing of anybody."""
    page = answer.content.decode()
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "no-store" in answer["Cache-Control"]
    assert "Traceback" not in page
    [number] = set(NUMBER.findall(page))
    [line] = [line for line in log.getvalue().splitlines() if number in line]
    assert cause in line
    assert "Traceback" not in log.getvalue()
    assert "zoe" not in log.getvalue()
    return number


@SQLITE
def test_a_lock_that_another_keeps(apart: Path, log: io.StringIO) -> None:
    browser = Browser()
    assert browser.get(PAGE).status_code == 200
    with closing(sqlite3.connect(apart, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = browser.post(PAGE, TYPED)
        number_in(answer, log, "the database is busy (OperationalError: database is locked)")
        assert "n’a été enregistré" in answer.content.decode()
    assert browser.post(PAGE, TYPED).status_code == 302, "sent again, it is done"


@POSTGRESQL
def test_a_table_that_another_locks(tmp_path: Path, log: io.StringIO) -> None:
    url = f"postgresql:///?host={connection.settings_dict['HOST']}&user={connection.settings_dict['USER']}"
    name = connection.settings_dict["NAME"]
    browser = Browser()
    with (
        psycopg.connect(url.replace("///?", f"///{name}?")) as other,
        connected(described(url.replace("///?", f"///{name}?"), tmp_path)),
    ):
        other.execute("LOCK TABLE people_browsersession")
        number_in(
            browser.post(PAGE, TYPED), log, "the database is busy (OperationalError: canceling statement"
        )
        other.rollback()
        assert browser.post(PAGE, TYPED).status_code == 302, "sent again, it is done"


@SQLITE
@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Nous ne pouvons pas répondre"), ("en", "We can't answer at the moment")],
)
def test_a_file_that_is_absent_is_not_made_anew(
    apart: Path, log: io.StringIO, language: str, words: str
) -> None:
    browser = Browser(accept_language=language)
    assert browser.get("/ateliers/").status_code == 200
    away = apart.rename(apart.with_suffix(".away"))
    answer = browser.get("/ateliers/")
    number_in(answer, log, "the database is absent")
    assert words in answer.content.decode()
    assert not apart.exists()
    away.rename(apart)
    assert browser.get("/ateliers/").status_code == 200


@SQLITE
def test_a_file_that_was_replaced_is_the_one_that_is_read(apart: Path) -> None:
    fresh = apart.with_suffix(".fresh")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(fresh)])
    User.objects.create_user("zoe@example.org")
    for beside in ("-wal", "-shm"):
        apart.with_name(f"{apart.name}{beside}").unlink()
    fresh.rename(apart)
    Browser().get("/ateliers/")
    assert not User.objects.filter(email="zoe@example.org").exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 MB, which takes root to mount."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "etabli-test", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip("nothing can be mounted here: this takes root")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """A file that takes all the room that is left."""
    filler = folder / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 10, 1):
            with suppress(OSError):
                while file.write(b"x" * size):
                    pass
    return filler


@SQLITE
def test_a_disk_that_is_full(small_disk: Path, log: io.StringIO) -> None:
    path, browser = copied(small_disk), Browser()
    with closing(sqlite3.connect(path)) as worker, connected(described("", small_disk)):
        assert browser.get(PAGE).status_code == 200
        worker.execute("SELECT * FROM people_user").fetchall()  # another process has the file open, as always
        filler = fill(small_disk)
        answer = browser.post(PAGE, TYPED)
        number_in(answer, log, "the disk is full (OperationalError: database or disk is full)")
        assert browser.get("/ateliers/").status_code == 200, "what only reads goes on"
        filler.unlink()
        assert browser.post(PAGE, TYPED).status_code == 302, "with room again, it is done"


@SQLITE
def test_a_file_that_is_read_only(apart: Path, log: io.StringIO) -> None:
    browser = Browser()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    number_in(
        browser.post(PAGE, TYPED), log, "the database can't be written to (OperationalError: attempt to write"
    )


@SQLITE
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # Django drops what it could not open
def test_a_file_that_is_no_database(apart: Path, log: io.StringIO) -> None:
    connection.close()
    apart.write_bytes(b"nothing of a database " * 400)
    number_in(
        Browser().get("/ateliers/"), log, "the database is damaged (DatabaseError: file is not a database)"
    )


@SQLITE
def test_a_database_without_tables(apart: Path, log: io.StringIO) -> None:
    connection.close()
    apart.write_bytes(b"")
    number_in(Browser().get("/ateliers/"), log, "the database is not ready (OperationalError: no such table")


def test_a_server_that_stops(tmp_path: Path, log: io.StringIO) -> None:
    """First in the middle of a connection, then before one."""
    try:
        with temporary_server() as url:
            away = connected(described(url.replace("///etabli", "///postgres"), tmp_path))
            away.__enter__()
            connection.ensure_connection()
    except NoServer as absence:
        pytest.skip(str(absence))
    try:
        for _turn in range(2):
            number_in(Browser().get("/ateliers/"), log, "the database does not answer (OperationalError: ")
    finally:
        away.__exit__(None, None, None)


def test_a_disk_full_under_a_file(log: io.StringIO) -> None:
    full = OSError(errno.ENOSPC, "No space left on device", "/files/zoe")
    with mock.patch("etabli.site.maintenance.MaintenanceMiddleware.__call__", side_effect=full):
        number_in(Browser().get("/ateliers/"), log, "the disk is full (OSError: No space left on device)")


def test_a_mistake_of_ours_is_500_with_its_traceback_under_the_same_number(log: io.StringIO) -> None:
    with mock.patch("etabli.site.maintenance.MaintenanceMiddleware.__call__", side_effect=ValueError("zoe")):
        answer = Browser().get("/ateliers/")
    assert answer.status_code == 500
    assert "Retry-After" not in answer
    [number] = set(NUMBER.findall(answer.content.decode()))
    assert f"{number} ERROR etabli.incident: 500 GET /" in log.getvalue()
    assert "ValueError: …" in log.getvalue()
    assert "zoe" not in log.getvalue()


def locked(apart: Path) -> sqlite3.Connection:
    other = sqlite3.connect(apart, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other


@SQLITE
def test_what_was_typed_is_in_the_page_to_be_sent_again(apart: Path, log: io.StringIO) -> None:
    """Word for word, whatever signs are in it; the token with it, so that it is taken."""
    browser = Browser()
    browser.handler.enforce_csrf_checks = True
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.get(PAGE).content.decode())
    assert token
    typed = {**TYPED, "note": 'un "mot" <b>\nà la ligne', "csrfmiddlewaretoken": token[1]}
    with closing(locked(apart)):
        page = browser.post(PAGE, typed).content.decode()
    assert 'name="note" value="un &quot;mot&quot; &lt;b&gt;\nà la ligne"' in page
    again = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)
    assert again
    assert browser.post(PAGE, {**typed, "csrfmiddlewaretoken": again[1]}).status_code == 302


@SQLITE
def test_a_form_with_a_file_is_sent_again_by_the_browser(apart: Path, log: io.StringIO) -> None:
    with closing(locked(apart)):
        sent = {**TYPED, "csrfmiddlewaretoken": "x" * 64, "file": io.BytesIO(b"a file")}
        page = Browser().post(PAGE, sent).content.decode()
    assert "rechargez cette page" in page
    assert "<form" not in page


@SQLITE
def test_a_page_that_updates_in_part_gets_a_line(apart: Path, log: io.StringIO) -> None:
    with closing(locked(apart)):
        answer = Browser(hx_request="true").post(PAGE, TYPED)
    assert answer["Content-Type"].startswith("text/plain")
    number_in(answer, log, "the database is busy")
    assert "appuyez de nouveau" in answer.content.decode()
    assert "<" not in answer.content.decode()


@SQLITE
def test_what_was_recorded_before_the_failure_is_not_to_be_sent_again(apart: Path, log: io.StringIO) -> None:
    """The act is done; what comes after it fails: sent again, it would be done twice."""
    person = make.person(make.chamber())

    def after(*_args: object, **_kwargs: object) -> None:
        correct_person(person=person, name="Zoé Exemple", phone="", by=make.artisan(person), at=make.AT)
        raise OSError(errno.ENOSPC, "No space left on device")

    with mock.patch("etabli.site.maintenance.MaintenanceMiddleware.__call__", after):
        page = Browser().post(PAGE, TYPED).content.decode()
    assert "ne l’envoyez pas une seconde fois" in page
    assert "<form" not in page


def test_what_fails_before_django_s_own_handling_is_answered_too(log: io.StringIO) -> None:
    """A WSGI application that raises, as when the connection of the request before can't be closed."""
    heard = []

    def fails(environ: dict[str, Any], start_response: object) -> list[bytes]:
        raise OSError(errno.ENOSPC, "No space left on device")

    environ = RequestFactory().get("/ateliers/").environ
    [page] = guard_application(fails)(environ, lambda status, headers: heard.append((status, dict(headers))))
    [(status, headers)] = heard
    assert status == "503 Service Unavailable"
    assert int(headers["Retry-After"]) > 0
    [number] = set(NUMBER.findall(page.decode()))
    assert f"{number} ERROR etabli.incident: 503 GET /…, the disk is full" in log.getvalue()


def test_a_page_of_trouble_that_can_t_be_written_still_bears_its_number(log: io.StringIO) -> None:
    with (
        mock.patch("etabli.site.maintenance.MaintenanceMiddleware.__call__", side_effect=ValueError("zoe")),
        mock.patch("etabli.site.incidents.render_to_string", side_effect=KeyError("zoe")),
    ):
        answer = Browser().get("/ateliers/")
    assert answer.status_code == 500
    [number] = NUMBER.findall(answer.content.decode())
    assert f"{number} ERROR etabli.incident: the page of an error could not be written" in log.getvalue()
    assert "zoe" not in log.getvalue()


def test_all_that_is_logged_for_a_request_bears_its_id_and_nothing_else_does(log: io.StringIO) -> None:
    """Whatever logs it, on the way to the failure that the page shows."""

    def fails(*_args: object) -> None:
        logging.getLogger("etabli.elsewhere").warning("on the way")
        raise ValueError("zoe")

    with mock.patch("etabli.site.maintenance.MaintenanceMiddleware.__call__", fails):
        pages = [Browser().get("/ateliers/").content.decode() for _turn in range(2)]
    logging.getLogger("etabli.elsewhere").warning("afterwards")
    numbers = [number for page in pages for number in set(NUMBER.findall(page))]
    assert len(set(numbers)) == 2
    for number in numbers:
        assert f"{number} WARNING etabli.elsewhere: on the way" in log.getvalue()
        assert f"{number} ERROR etabli.incident: 500 GET /" in log.getvalue()
    assert " - WARNING etabli.elsewhere: afterwards" in log.getvalue()


GIVEN = "7f3c0e5a9b1d4c2e8a6f0b1c2d3e4f50"


@pytest.mark.parametrize(
    ("given", "address", "is_set", "is_taken"),
    [
        (GIVEN, "10.1.2.3", True, True),
        (GIVEN, "10.1.2.3", False, False),
        (GIVEN, "203.0.113.9", True, False),
        (GIVEN, "", True, False),
        ("short", "10.1.2.3", True, False),
        ("7f3c0e5a <script>alert(1)</script>", "10.1.2.3", True, False),
        ("zoe@example.org", "10.1.2.3", True, False),
        (f"{GIVEN}\nERROR forged", "10.1.2.3", True, False),
        ("a" * 65, "10.1.2.3", True, False),
    ],
)
def test_an_id_is_taken_from_a_trusted_proxy_alone(
    given: str, address: str, is_set: bool, is_taken: bool, log: io.StringIO, settings: Any
) -> None:
    settings.PROXY_REQUEST_IDS = is_set
    settings.PROXY_NETWORKS = [ip_network("10.0.0.0/8")]
    with mock.patch("etabli.site.maintenance.MaintenanceMiddleware.__call__", side_effect=ValueError("zoe")):
        answer = Browser(x_request_id=given).get("/ateliers/", REMOTE_ADDR=address)
    page = answer.content.decode()
    assert (given in page, f"{given} ERROR etabli.incident: 500" in log.getvalue()) == (is_taken, is_taken)
    assert bool(NUMBER.search(page)) != is_taken
