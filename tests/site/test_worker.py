"""The tasks, as the worker of `etabli run` does them: one that fails is told, and nobody with it."""

import io
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.tasks import task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from etabli.foundation.notify.models import Message
from etabli.foundation.notify.prose import ours
from etabli.foundation.notify.queue import send
from etabli.procurement.quotes.tasks import read_quote
from etabli.site.management.commands import worker

NAME = "Jeanne Dupont"


@task
def breaks() -> None:
    try:
        raise KeyError(NAME)
    except KeyError as error:
        raise ValueError(f"no place for {NAME}") from error


@task
def works() -> None:
    pass


@pytest.fixture
def log(settings: object, db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the worker's process would write in the log."""
    # The test's own connection is not the worker's to close.
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}  # type: ignore[attr-defined]  # pytest-django's
    handler, seen = logging.getHandlerByName("warnings"), io.StringIO()
    assert isinstance(handler, logging.StreamHandler)
    before, handler.stream = (
        handler.stream,
        seen,
    )  # without a flush: what a former test captured may be closed
    signals = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    levels = {name: logging.getLogger(name).level for name in ("django.tasks", "django_tasks_db")}
    yield seen
    handler.stream = before
    for number, heard in signals.items():
        signal.signal(number, heard)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def work() -> None:
    call_command("db_worker", "--no-reload", "--batch", "--no-startup-delay")


def test_a_task_that_fails_is_told_without_the_words_of_the_error(log: io.StringIO) -> None:
    breaks.enqueue()
    work()
    assert "tests.site.test_worker.breaks" in log.getvalue()
    assert "ValueError" in log.getvalue()
    assert "Jeanne" not in log.getvalue()


def test_its_result_keeps_where_it_failed_and_nobody(log: io.StringIO) -> None:
    breaks.enqueue()
    work()
    kept = DBTaskResult.objects.get()
    assert kept.exception_class_path == "builtins.ValueError"
    assert "test_worker.py" in kept.traceback
    assert "Jeanne" not in kept.traceback


def test_what_goes_well_is_not_told(log: io.StringIO) -> None:
    works.enqueue()
    work()
    assert log.getvalue() == ""


def test_a_code_and_a_reading_wait_behind_no_mail(
    log: io.StringIO, django_capture_on_commit_callbacks: Any
) -> None:
    at, body = timezone.now() - timedelta(minutes=1), ours("Bonjour")
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            send(to=f"zoe{number}@example.org", subject="Lettre", body=body, key=f"mail:{number}", at=at)
        read_quote.enqueue(1)
        send(to="zoe@example.org", subject="Code", body=body, key="code", code=True, at=at)
    work()
    paths = [path.rpartition(".")[2] for path in done_in_order()]
    assert paths == ["deliver_message", "read_quote", *["deliver_message"] * 3]
    assert Message.objects.order_by("sent_at").values_list("key", flat=True)[0] == "code"


def done_in_order() -> list[str]:
    return list(DBTaskResult.objects.order_by("started_at").values_list("task_path", flat=True))


def test_the_clock_outlives_a_mistake_of_ours_and_tells_no_word_of_it(
    log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses() -> None:
        raise IntegrityError(f"Key (email)=({NAME}) already exists")

    monkeypatch.setattr("etabli.site.management.commands.worker.close_old_connections", lambda: None)
    monkeypatch.setattr("etabli.site.ticking.ask_for_heartbeat", refuses)
    handler = logging.getHandlerByName("all")
    assert isinstance(handler, logging.StreamHandler)
    before, handler.stream = handler.stream, log
    worker.turn()
    handler.stream = before
    assert "ERROR etabli.worker: the clock" in log.getvalue()
    assert "IntegrityError: …" in log.getvalue()
    assert "Jeanne" not in log.getvalue()


def test_a_worker_that_can_t_go_on_ends_without_the_words_of_the_database(tmp_path: Path) -> None:
    """The process itself, whose last error Python would print whole."""
    program = (
        "from etabli.site import data_lock\n"
        "def refuses(data): raise ValueError('Key (email)=(jeanne@example.org) already exists')\n"
        "data_lock.hold_shared = refuses\n"
        "from etabli.__main__ import main\n"
        "main(['manage', 'worker'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        env={"PATH": os.environ["PATH"], "ETABLI_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "ERROR etabli.unhandled: the process met an error" in done.stderr
    assert "ValueError: …" in done.stderr
    assert "jeanne" not in done.stderr
