"""Reports of failure as Postfix, Exchange and others write them, about our own mails and nobody else's."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from etabli.foundation.notify.delivery import mark_reported_failures
from etabli.foundation.notify.mails import number_of
from etabli.foundation.notify.models import Unreachable
from etabli.foundation.notify.prose import ours
from etabli.foundation.notify.queue import send
from etabli.foundation.notify.refusals import Trouble, trouble_of
from etabli.foundation.notify.reports import failures
from tests import factories as make
from tests.factories import AT

REPORTS = Path(__file__).parent / "reports"
NUMBER = "<7.0123456789abcdef0123456789abcdef@etabli.example>"


def report(name: str, number: str = NUMBER) -> bytes:
    return (REPORTS / f"{name}.eml").read_bytes().replace(b"@NUMBER@", number.encode())


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("postfix_unknown", Trouble.UNKNOWN),
        ("postfix_expired", Trouble.SILENT),
        ("exchange_unknown", Trouble.UNKNOWN),
        ("exchange_full", Trouble.FULL),
        ("gmail_disabled", Trouble.CLOSED),
        ("exim_no_server", Trouble.NO_SERVER),
    ],
)
def test_what_each_server_says(name: str, trouble: Trouble) -> None:
    (failure,) = failures(report(name))
    assert (failure.number, failure.trouble) == (NUMBER, trouble)


@pytest.mark.parametrize("name", ["postfix_delay", "absence"])
def test_a_delay_or_an_answer_is_no_failure(name: str) -> None:
    assert failures(report(name)) == []


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"Subject: x\n\nBonjour", b"\n" * 1000])
def test_anything_else_is_nothing(content: bytes) -> None:
    assert failures(content) == []


@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        ("5.1.10 RESOLVER.ADR.RecipientNotFound; not found by SMTP address lookup", Trouble.UNKNOWN),
        ("5.4.1 Recipient address rejected: Access denied.", Trouble.UNKNOWN),
        ("Requested action not taken: mailbox unavailable", Trouble.UNKNOWN),
        ("The user you are trying to contact does not exist", Trouble.UNKNOWN),
        ("Quota exceeded (mailbox for user is full)", Trouble.FULL),
        ("5.7.26 Unauthenticated email is not accepted: DMARC policy", Trouble.REFUSED),
        ("5.7.1 Recipient unknown", Trouble.UNKNOWN),
        ("5.1.8 Sender address rejected", Trouble.OURS),
        ("", Trouble.REFUSED),
    ],
)
def test_words_and_numbers(reply: str, trouble: Trouble) -> None:
    assert trouble_of(reply) == trouble


@pytest.mark.django_db
def test_it_marks_the_mail_and_the_address_and_forged_ones_mark_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    send(to="Anne@example.org", subject="Bonjour", body=ours("Voici."), key="k", chamber_id=3, at=AT)
    message = make.mails().get()
    make.mails().update(status="sent")
    assert mark_reported_failures(report("postfix_unknown"), AT) == 0, "the number is not one that we made"
    assert not Unreachable.objects.exists()
    content = report("exchange_unknown", number_of(message))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    call_command("bounce")
    assert "1 mail" in capsys.readouterr().out
    message.refresh_from_db()
    assert (message.status, message.trouble) == ("failed", "unknown")
    mark = Unreachable.objects.get()
    assert (mark.address, mark.trouble, mark.chamber_id) == ("anne@example.org", "unknown", 3)
    assert mark_reported_failures(content, AT) == 1
    assert Unreachable.objects.count() == 1, "reported twice, it is one address"
