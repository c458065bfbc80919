"""A mail leaves once, is tried again when the server fails, and never holds up the others."""

import smtplib
from datetime import timedelta
from typing import Any

import icalendar
import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from etabli.foundation.notify.calendar import Meeting, calendar_file
from etabli.foundation.notify.delivery import LEASE_DURATION, RETRY_AFTER, deliver
from etabli.foundation.notify.mails import message_of
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.prose import MAX_SUBJECT_LENGTH, ours
from etabli.foundation.notify.queries import outbox
from etabli.foundation.notify.queue import send
from etabli.foundation.notify.tasks import deliver_due
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.factories import AT

pytestmark = pytest.mark.django_db


class Trouble(BaseEmailBackend):
    """A mail server that raises what it is told to, for whom it is told."""

    raises: Exception | None = None
    only_for = ""

    def send_messages(self, email_messages: Any) -> int:
        for message in email_messages:
            if self.raises and self.only_for in message.to[0]:
                raise self.raises
        return len(email_messages)


@pytest.fixture
def trouble(settings: Any) -> Any:
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Trouble"}}
    Trouble.raises, Trouble.only_for = None, ""
    return Trouble


def queued(key: str = "one", **options: Any) -> Message:
    values = {"to": "anne@example.org", "subject": "Bonjour", "body": "Voici.", "at": AT, **options}
    send(key=key, **{**values, "body": ours(values["body"])})
    return make.mails().get(key=key)


def test_one_mail_for_ever_per_key() -> None:
    first = queued()
    assert queued(body="Autre chose") == first
    assert deliver(first.pk, AT)
    assert not deliver(first.pk, AT)
    queued()
    assert deliver_due(AT + timedelta(days=30)) == 0
    assert len(mail.outbox) == 1
    first.refresh_from_db()
    assert (first.status, first.attempts) == ("sent", 1)
    assert first.sent_at is not None


def test_no_address_no_mail() -> None:
    send(to="", subject="x", body=ours("x"), key="x", at=AT)
    assert not make.mails().exists()


def test_when_the_act_fails_nothing_leaves() -> None:
    with transaction.atomic():
        queued()
        transaction.set_rollback(True)
    assert not make.mails().exists()


def test_a_subject_is_one_line() -> None:
    message = queued(subject="Bonjour\r\nBcc: tous@example.org " + "x" * 300)
    assert "\n" not in message.subject
    assert len(message.subject) == MAX_SUBJECT_LENGTH
    assert deliver(message.pk, AT)
    assert mail.outbox[0].bcc == []


def test_it_is_not_sent_before_its_time() -> None:
    message = queued(at=AT + timedelta(hours=1))
    assert not deliver(message.pk, AT)
    assert deliver_due(AT) == 0
    assert deliver_due(AT + timedelta(hours=1)) == 1


@pytest.mark.parametrize(
    "error", [OSError("refused"), smtplib.SMTPServerDisconnected("gone"), ValueError("odd")]
)
def test_it_is_tried_again_later_and_later_then_given_up(trouble: Any, error: Exception) -> None:
    trouble.raises = error
    message, now = queued(), AT
    for wait in RETRY_AFTER:
        assert deliver_due(now) == 0
        message.refresh_from_db()
        assert (message.status, message.due_at) == ("queued", now + wait)
        assert not deliver(message.pk, now)
        now += wait
    assert deliver_due(now) == 0
    message.refresh_from_db()
    assert (message.status, message.attempts) == ("failed", len(RETRY_AFTER) + 1)
    trouble.raises = None
    assert deliver_due(now + timedelta(days=9)) == 0


def test_it_leaves_when_the_server_is_back(trouble: Any) -> None:
    trouble.raises = OSError("refused")
    message = queued()
    deliver_due(AT)
    trouble.raises = None
    assert deliver_due(AT + RETRY_AFTER[0]) == 1
    message.refresh_from_db()
    assert (message.status, message.attempts) == ("sent", 2)


def test_one_bad_message_does_not_hold_up_the_others(trouble: Any) -> None:
    trouble.raises, trouble.only_for = RuntimeError("never seen before"), "bad"
    queued("bad", to="bad@example.org")
    good = queued("good")
    assert deliver_due(AT) == 1
    good.refresh_from_db()
    assert good.status == "sent"


def test_a_message_whose_worker_died_is_taken_up_again_after_the_lease() -> None:
    message = queued()
    make.mails().update(status="sending", attempts=1, due_at=AT + LEASE_DURATION)
    assert deliver_due(AT + LEASE_DURATION - timedelta(seconds=1)) == 0
    assert deliver_due(AT + LEASE_DURATION) == 1
    message.refresh_from_db()
    assert message.status == "sent"


def test_a_message_of_which_the_worker_dies_each_time_is_given_up() -> None:
    message = queued()
    make.mails().update(status="sending", attempts=len(RETRY_AFTER) + 1)
    assert deliver_due(AT) == 0
    message.refresh_from_db()
    assert message.status == "failed"


def test_the_calendar_file_is_attached() -> None:
    meeting = Meeting(
        "u@etabli", 3, "Atelier, à Blaye; oui", AT, AT + timedelta(hours=3), "Mairie", "https://x.org/"
    )
    message = queued(calendar=calendar_file(meeting, at=AT))
    deliver(message.pk, AT)
    (attached,) = mail.outbox[0].attachments
    event = icalendar.Calendar.from_ical(attached[1]).walk("VEVENT")[0]
    assert (event["UID"], event["SEQUENCE"], event["SUMMARY"]) == ("u@etabli", 3, "Atelier, à Blaye; oui")
    assert event["DTSTART"].dt == AT
    assert event["STATUS"] == "CONFIRMED"


def test_the_outbox_is_that_of_the_viewers_chamber() -> None:
    one, other = make.chamber(), make.chamber("Voisine")
    queued("one", chamber_id=one.pk)
    queued("other", chamber_id=other.pk)
    queued("code")
    assert [message.key for message in outbox(make.adviser(one))] == ["one"]
    assert not outbox(Viewer.nobody()).exists()
    assert not outbox(make.artisan(make.person(one))).exists()
    assert outbox(Viewer.nobody(), everything=True).count() == 3


def test_the_number_of_a_mail_is_its_own_and_names_nobody() -> None:
    first, other = queued(), queued("two")
    assert deliver(first.pk, AT)
    assert deliver(other.pk, AT)
    numbers = [sent.message()["Message-ID"] for sent in mail.outbox]
    assert numbers[0] != numbers[1]
    assert "anne" not in numbers[0]
    assert message_of(numbers[0]) == first
    pk, _dot, mark = numbers[1].strip("<>").partition(".")
    for forged in (f"<{first.pk}.{mark}>", f"<{pk}.>", "<>", "", "é", f"<{'9' * 40}.{mark}>"):
        assert message_of(forged) is None


def test_out_of_patience_the_rest_waits_for_the_next_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    send(to="artisan@example.org", subject="Bonjour", body=ours("Bonjour"), key="patience", at=AT)
    monkeypatch.setattr("etabli.foundation.notify.tasks.PATIENCE_SECONDS", -1)
    assert deliver_due(AT) == 0
    monkeypatch.undo()
    assert deliver_due(AT) == 1
