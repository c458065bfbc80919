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

from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.tasks import forget_notices
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.prose import ours
from etabli.foundation.notify.queue import send
from etabli.foundation.notify.tasks import forget_messages
from etabli.foundation.people.links import give_link
from etabli.foundation.people.models import (
    BrowserSession,
    Invitation,
    KioskSession,
    Role,
    SecretLink,
    SecurityEvent,
    SecurityKind,
)
from etabli.foundation.people.tasks import forget_invitations, forget_links, forget_sessions
from etabli.foundation.registries import registry_modules
from etabli.site import ticking
from etabli.site.practice import exercises
from etabli.site.tasks import KEPT_RESULTS, forget_results, heartbeat
from tests import factories as make

NOW = timezone.now()


def room(*functions: Callable[[datetime], object]) -> SimpleNamespace:
    return SimpleNamespace(PERIODIC=list(functions))


@pytest.fixture(autouse=True)
def _nothing_to_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one practises on takes ten seconds to build: test_practice.py has the clock do it."""
    monkeypatch.setattr(exercises, "is_template_due", lambda at: False)


def test_a_failure_leaves_the_others_their_turn(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done = []

    def breaks(at: datetime) -> None:
        raise RuntimeError("away")

    monkeypatch.setattr(
        ticking, "registry_modules", lambda name: [room(breaks), SimpleNamespace(), room(done.append)]
    )
    monkeypatch.setattr(logging.getLogger("etabli"), "propagate", True)
    failed = ticking.tick(NOW)
    assert done == [NOW]
    assert [name.split(".")[-1] for name in failed] == ["breaks"]
    assert "breaks failed" in caplog.text


def test_the_real_rooms_are_found(db: None) -> None:
    assert "etabli.foundation.notify.tasks.deliver_due" in [name for name, _ in ticking.periodic_functions()]
    call_command("tick")
    call_command("tick")


@pytest.fixture
def in_database(settings: object, db: None) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}  # type: ignore[attr-defined]  # pytest-django's


def test_the_sign_of_life_is_asked_once_until_it_comes(in_database: None) -> None:
    ticking.ask_for_heartbeat()
    ticking.ask_for_heartbeat()
    result = DBTaskResult.objects.get()
    assert ticking.last_beat() is None
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL, finished_at=NOW)
    assert ticking.last_beat() == NOW
    ticking.ask_for_heartbeat()
    assert DBTaskResult.objects.exclude(pk=result.pk).count() == 1


def test_a_sign_of_life_that_killed_its_worker_is_asked_again(in_database: None) -> None:
    ticking.ask_for_heartbeat()
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=NOW)
    ticking.ask_for_heartbeat()
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 1


def test_what_a_killed_worker_left_goes_after_a_week(in_database: None) -> None:
    for _ in range(2):
        heartbeat.enqueue()
    old = DBTaskResult.objects.first()
    assert old is not None
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=NOW)
    DBTaskResult.objects.filter(pk=old.pk).update(started_at=NOW - KEPT_RESULTS - timedelta(minutes=1))
    forget_results(NOW)
    assert DBTaskResult.objects.count() == 1


def test_old_results_go_and_waiting_tasks_stay(in_database: None) -> None:
    heartbeat.enqueue()
    heartbeat.enqueue()
    old = DBTaskResult.objects.first()
    assert old is not None
    DBTaskResult.objects.filter(pk=old.pk).update(
        status=TaskResultStatus.SUCCESSFUL, finished_at=NOW - KEPT_RESULTS - timedelta(minutes=1)
    )
    forget_results(NOW)
    assert DBTaskResult.objects.count() == 1


def test_technical_traces_go_when_their_time_is_over_and_what_people_entered_stays(db: None) -> None:
    """Whatever an app declares as expiring is made here, and gone when its months are."""
    person = make.person(make.chamber())
    link = give_link(person=person, scope=SecretLink.Scope.SPACE, at=NOW)
    make.notice(person, created_at=NOW)
    Invitation.objects.create(
        organisation=person.chamber,
        role=Role.ADVISER,
        email="a@example.org",
        created_at=NOW,
        sent_at=NOW,
        expires_at=NOW + timedelta(days=14),
    )
    for number, status in enumerate(Message.Status.values):
        send(to="a@example.org", subject="A", body=ours("A"), key=f"a:{number}", at=NOW)
        make.mails().filter(key=f"a:{number}").update(status=status)
    session = BrowserSession.objects.create(
        session_key="a", session_data="", expire_date=NOW + timedelta(days=30), began_at=NOW, seen_at=NOW
    )
    KioskSession.objects.create(
        session=session, chamber=person.chamber, subject_id=1, opened_at=NOW, ends_at=NOW + timedelta(hours=4)
    )
    make.security_event(SecurityKind.WRONG_CODE, at=NOW)
    expiring = [
        label
        for module in registry_modules("personal")
        for label, fields in module.PERSONAL.items()
        if any(field.expires for field in fields.values())
    ]
    assert sorted(expiring) == [
        "drafts.Draft",  # a month after the last key: tests/foundation/drafts
        "forum.MailAnswer",  # six months: tests/community/forum/test_mail_answers.py
        "jobs.Application",  # with its messages, six months after it came: tests/community/jobs
        "jobs.Message",
        "notices.NotNow",  # tests/foundation/notices/test_budget.py
        "notices.Notice",
        "notices.PhoneCall",  # with its notice
        "notices.TextMessage",  # tests/foundation/notices/texts
        "notices.UnaskedContact",  # tests/foundation/notices/test_budget.py
        "notify.Message",
        "people.BrowserSession",
        "people.Invitation",
        "people.KioskSession",  # with the session of the browser that it narrows, below
        "people.PaperCode",  # with its link
        "people.SecretLink",
        "people.SecurityEvent",
        "quotes.QuoteReading",  # without an account, a day: tests/procurement/quotes/test_visitor.py
        "relays.RelayLink",  # two months after it ended: tests/front/test_relay_page.py
        "seats.StaffMessage",  # when its readers' own messages go
        "seats.StaffMessageReader",
        "watches.Watch",  # some time after its end: tests/programme/watches
        "workshops.AccessNeed",  # goes a month after the session: tests/programme/workshops/test_needs.py
    ]

    for function in (forget_links, forget_messages, forget_sessions, forget_invitations, forget_notices):
        function(NOW + timedelta(days=30))
    assert SecretLink.objects.filter(pk=link.pk).exists()
    assert make.mails().count() == len(Message.Status)
    assert BrowserSession.objects.exists()
    assert Invitation.objects.exists()
    assert Notice.objects.exists()

    ticking.tick(NOW + timedelta(days=30 * 24 + 1))
    assert not SecretLink.objects.exists()
    assert not make.mails().filter(key__in=["a:2", "a:3", "a:4"]).exists()  # sent, perhaps sent, given up
    assert not BrowserSession.objects.exists()
    assert not KioskSession.objects.exists()
    assert not Invitation.objects.exists()
    assert not SecurityEvent.objects.exists()
    assert not Notice.objects.exists()
    assert type(person).objects.filter(pk=person.pk).exists()


def test_a_mail_that_still_waits_is_not_deleted(db: None) -> None:
    send(to="a@example.org", subject="A", body=ours("A"), key="a", at=NOW)
    forget_messages(NOW + timedelta(days=3000))
    assert make.mails().get().status == Message.Status.QUEUED
