"""What stands in the outbox and on people's pages: the only module of the golden files that knows how it is kept.

Whoever keeps messages in another way rewrites these functions; the golden files and all the rest stay.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from unittest.mock import patch

from django.core.mail import EmailMessage
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import override_settings
from django.utils import translation

from etabli.foundation.notices import topic_messages
from etabli.foundation.notices.calls import spoken_words
from etabli.foundation.notices.digest import send_digests
from etabli.foundation.notices.models import Notice, UnaskedContact
from etabli.foundation.notices.notice_mails import send_due
from etabli.foundation.notices.texts import sending
from etabli.foundation.notices.texts.recipients import is_for_texts
from etabli.foundation.notify.delivery import mark_unreachable
from etabli.foundation.notify.mail_layout import text_of
from etabli.foundation.notify.mails import message_of
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.refusals import Trouble
from etabli.foundation.notify.tasks import deliver_due
from etabli.foundation.people.models import Person, SecretLink, User
from etabli.foundation.seats.staff_message_texts import STAFF_MESSAGE
from tests import factories as make

SITE = "https://etabli.example.org"  # of the examples


@dataclass(frozen=True)
class Waiting:
    """A mail that has not left: it leaves from `due_at` on, unless it is taken back."""

    to: str
    subject: str
    body: str
    calendar: str
    due_at: datetime


@dataclass(frozen=True)
class Shown:
    """What somebody reads on their page of messages. `address` is empty for whoever has none."""

    name: str
    address: str
    title: str
    text: str
    url: str
    kind: str
    see: str
    notice: Notice = field(compare=False, repr=False)


@dataclass(frozen=True)
class Told:
    """What somebody was told: by a mail, on their page, or both; what is empty, they got not.

    `text_message`, `spoken`: the same to whoever has a telephone alone, by text and by voice.
    """

    kind: str  # of the notice, else what the key of the mail begins with
    subject: str
    sender: str = ""
    body: str = ""
    calendar: str = ""
    text: str = ""
    see: str = ""
    url: str = ""
    text_message: str = ""
    spoken: str = ""


def waiting() -> list[Waiting]:
    """The mails that wait to leave, in the order in which they were decided."""
    _number_again()
    # The links that they would make are the same at each look.
    with transaction.atomic(), patch.object(secrets, "choice", Random(7).choice):
        rows = make.mails().filter(status=Message.Status.QUEUED, handed_at=None).order_by("pk")
        mails = [
            Waiting(to, subject, text_of(body), calendar, due_at)
            for to, subject, body, calendar, due_at in rows.values_list(
                "to", "subject", "body", "calendar", "due_at"
            )
        ]
        transaction.set_rollback(True)  # they are written when they leave
    _number_again()
    return mails


def shown() -> list[Shown]:
    """What stands on the pages of all, in the order in which it came."""
    rows = [
        notice
        for notice in Notice.objects.select_related("owner").order_by("pk")
        if topic_messages.write_words(notice)
    ]
    people = {row.party_id: row for row in [*Person.objects.all(), *User.objects.all()]}
    pages = []
    for notice in rows:
        whose = people.get(notice.owner_id)
        name, address = (whose.name, whose.email) if whose else ("somebody who is gone", "")
        words = notice.title, text_of(notice.text), notice.url, notice.kind, notice.see
        pages.append(Shown(name, address, *words, notice))
    return pages


def told(gone: EmailMessage) -> Told:
    """A mail that left, and what stands on the page of whoever got it."""
    message = message_of(gone.extra_headers["Message-ID"])
    assert message is not None
    sent = message.subject, message.sender, message.body, message.calendar
    notice = Notice.objects.filter(key=message.key).first()
    if notice is None:
        unasked = UnaskedContact.objects.filter(mail=message).first()
        return Told(unasked.kind if unasked else message.key.partition(":")[0], *sent)
    return Told(notice.kind, *sent, text_of(notice.text), notice.see, notice.url, *_by_telephone(notice))


def told_here(shown: Shown) -> Told:
    """What stands on the page of somebody to whom no mail of its own told it."""
    here = shown.text, shown.see, shown.url, *_by_telephone(shown.notice)
    return Told(shown.kind, shown.title, "", "", "", *here)


def _by_telephone(notice: Notice) -> tuple[str, str]:
    """The text message, and what is said, to whoever is told this and has no e-mail."""
    person = Person.objects.filter(party=notice.owner_id).select_related("chamber").first()
    if person is None or notice.organisation_id is not None:
        return "", ""
    is_called = notice.kind == STAFF_MESSAGE.code or bool(notice.facts.get(topic_messages.TO_CALL_FACT))
    words = text_of(spoken_words(notice, person)) if is_called else ""
    if not is_for_texts(notice):
        return "", words
    # The link that it would make is the same at each look, and as long as on the site of the examples.
    with (
        transaction.atomic(),
        patch.object(secrets, "choice", Random(7).choice),
        override_settings(BASE_URL=SITE),
        translation.override(notice.language),
    ):
        texted = sending.text_of(notice, person)
        transaction.set_rollback(True)
    _number_again()
    return texted, words


def next_leaving() -> datetime | None:
    """When the next mail leaves, that of the day included; None when nothing waits."""
    mails = Message.objects.filter(status=Message.Status.QUEUED).values_list("due_at", flat=True)
    daily = Notice.objects.filter(digest_due_at__isnull=False).values_list("digest_due_at", flat=True)
    own = Notice.objects.filter(leaves_at__isnull=False).values_list("leaves_at", flat=True)
    return min([*mails, *daily, *own], default=None)


def leave(at: datetime) -> None:
    """What is due at this instant leaves, as the clock and the worker do it."""
    send_due(at)
    send_digests(at)
    deliver_due(at)


def refuse(address: str, at: datetime) -> None:
    """The mail server of the last mail to this address says that nobody has it."""
    last = Message.objects.filter(to=address).latest("pk")
    mark_unreachable(last, Trouble.UNKNOWN, at)


def _number_again() -> None:
    """Rows are numbered on from the last one that is there: PostgreSQL counts those that were rolled back too."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [SecretLink, Message]):
            cursor.execute(statement)
