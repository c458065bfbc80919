"""What machines ask: whether the process is alive, and whether people can be served."""

import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import BrowserSession
from etabli.site import maintenance, migrating
from etabli.site.tasks import heartbeat

pytestmark = pytest.mark.django_db


def beat(minutes_ago: int) -> None:
    """The worker did what the clock asked of it."""
    done = timezone.now() - timedelta(minutes=minutes_ago)
    DBTaskResult.objects.create(
        task_path=heartbeat.module_path,
        args_kwargs={"args": [], "kwargs": {}},
        status="SUCCESSFUL",
        run_after=done,
        enqueued_at=done,
        finished_at=done,
        return_value=None,
        exception_class_path="",
        traceback="",
    )


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    seen, loggers = io.StringIO(), [logging.getLogger("django"), logging.getLogger("etabli")]
    handler = logging.StreamHandler(seen)
    for logger in loggers:
        logger.addHandler(handler)
    yield seen
    for logger in loggers:
        logger.removeHandler(handler)


def test_alive_asks_no_database() -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = Client().get("/vivant/")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})
    assert len(queries) == 0
    assert answer["Cache-Control"] == "no-store"


def test_alive_while_the_database_is_away() -> None:
    with mock.patch.object(connection, "cursor", side_effect=OperationalError("connection refused: zoe")):
        assert Client().get("/vivant/").status_code == 200


def test_ready_once_the_worker_is_at_work() -> None:
    beat(1)
    answer = Client().get("/pret/")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "failed": []})


def test_not_ready_before_the_worker_answers_and_when_it_has_been_silent() -> None:
    assert Client().get("/pret/").json() == {"ready": False, "failed": ["worker"]}
    beat(6)
    answer = Client().get("/pret/")
    assert (answer.status_code, answer.json()["failed"]) == (503, ["worker"])
    assert int(answer["Retry-After"]) > 0


def test_not_ready_without_a_database_and_no_word_of_it_is_told() -> None:
    with mock.patch.object(connection, "cursor", side_effect=OperationalError("host db.example.org: zoe")):
        answer = Client().get("/pret/")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "failed": ["database"]})
    assert answer.content == b'{"ready": false, "failed": ["database"]}'


@pytest.mark.parametrize(
    ("applied", "answer"),
    [
        ({("people", "0001_initial")}, 200),
        (set(), 503),
        ({("people", "0001_initial"), ("people", "9999_of_tomorrow")}, 503),
    ],
    ids=["up to date", "one is missing", "one is unknown"],
)
def test_not_ready_on_a_database_of_another_version(
    applied: set[tuple[str, str]], answer: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    beat(1)
    monkeypatch.setattr(migrating, "_by_replaced", lambda: [(("people", "0001_initial"), [])])
    monkeypatch.setattr(migrating, "_applied", lambda: applied)
    got = Client().get("/pret/")
    assert (got.status_code, got.json()["failed"]) == (answer, ["migrations"] if answer == 503 else [])


def test_a_squashed_migration_is_there_when_all_that_it_replaces_is(monkeypatch: pytest.MonkeyPatch) -> None:
    old = [("people", "0001_old"), ("people", "0002_old")]
    monkeypatch.setattr(migrating, "_by_replaced", lambda: [(("people", "0001_initial"), old)])
    monkeypatch.setattr(migrating, "_applied", lambda: set(old))
    assert migrating.is_up_to_date()
    monkeypatch.setattr(migrating, "_applied", lambda: set(old[:1]))
    assert not migrating.is_up_to_date()


@pytest.mark.parametrize("address", ["/vivant/", "/pret/"])
def test_no_look_leaves_a_trace(address: str, log: io.StringIO) -> None:
    """No cookie, no session, no act, no line of the log, whatever the answer."""
    answer = Client().get(address)
    assert not answer.cookies
    assert not BrowserSession.objects.exists()
    assert not Entry.objects.exists()
    assert log.getvalue() == ""


@pytest.mark.parametrize("address", ["/vivant/", "/pret/"])
def test_machines_ask_by_any_name_without_https_and_while_the_pages_are_closed(
    address: str, settings: Any, tmp_path: Any
) -> None:
    beat(1)
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["etabli.example.org"]
    settings.DATA = tmp_path
    (tmp_path / maintenance.FILE_NAME).write_text("")
    browser = Client()
    assert browser.get(address, HTTP_HOST="10.0.0.7:8000").status_code == 200
    assert browser.get("/ateliers/", HTTP_HOST="etabli.example.org").status_code == 301
    assert browser.get("/ateliers/", HTTP_HOST="etabli.example.org", secure=True).status_code == 503


@pytest.mark.parametrize("address", ["/vivant/", "/pret/"])
def test_nothing_is_sent_there(address: str, log: io.StringIO) -> None:
    assert Client().post(address).status_code == 405
    assert log.getvalue() == ""
    assert Client().head(address).content == b""
