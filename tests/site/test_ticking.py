"""The clock's work: everything once, a failure alone, and a sign of life that doesn't pile up."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from etabli.site import ticking
from etabli.site.tasks import heartbeat

NOW = timezone.now()


def room(*functions: Callable[[datetime], object]) -> SimpleNamespace:
    return SimpleNamespace(PERIODIC=list(functions))


def test_a_failure_leaves_the_others_their_turn(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done = []

    def breaks(at: datetime) -> None:
        raise RuntimeError("away")

    monkeypatch.setattr(ticking, "rooms", lambda name: [room(breaks), SimpleNamespace(), room(done.append)])
    monkeypatch.setattr(logging.getLogger("etabli"), "propagate", True)
    failed = ticking.tick(NOW)
    assert done == [NOW]
    assert [name.split(".")[-1] for name in failed] == ["breaks"]
    assert "breaks failed" in caplog.text


def test_the_real_rooms_are_found(db: None) -> None:
    assert "etabli.foundation.notify.tasks.deliver_due" in [name for name, _ in ticking.due()]
    call_command("tick")
    call_command("tick")


@pytest.fixture
def in_database(settings: object, db: None) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}  # type: ignore[attr-defined]  # pytest-django's


def test_the_sign_of_life_is_asked_once_until_it_comes(in_database: None) -> None:
    ticking.beat()
    ticking.beat()
    result = DBTaskResult.objects.get()
    assert ticking.last_beat() is None
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL, finished_at=NOW)
    assert ticking.last_beat() == NOW
    ticking.beat()
    assert DBTaskResult.objects.exclude(pk=result.pk).count() == 1


def test_a_sign_of_life_that_killed_its_worker_is_asked_again(in_database: None) -> None:
    ticking.beat()
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=NOW)
    ticking.beat()
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 1


def test_what_a_killed_worker_left_goes_after_a_week(in_database: None) -> None:
    for _ in range(2):
        heartbeat.enqueue()
    old = DBTaskResult.objects.first()
    assert old is not None
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=NOW)
    DBTaskResult.objects.filter(pk=old.pk).update(
        started_at=NOW - ticking.KEPT_RESULTS - timedelta(minutes=1)
    )
    ticking.forget_old_results(NOW)
    assert DBTaskResult.objects.count() == 1


def test_old_results_go_and_waiting_tasks_stay(in_database: None) -> None:
    heartbeat.enqueue()
    heartbeat.enqueue()
    old = DBTaskResult.objects.first()
    assert old is not None
    DBTaskResult.objects.filter(pk=old.pk).update(
        status=TaskResultStatus.SUCCESSFUL, finished_at=NOW - ticking.KEPT_RESULTS - timedelta(minutes=1)
    )
    ticking.forget_old_results(NOW)
    assert DBTaskResult.objects.count() == 1
