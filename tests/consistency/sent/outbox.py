"""What stands in the outbox and on people's pages: the only module of the golden files that knows how it is kept.

Whoever keeps messages in another way rewrites these functions; the golden files and all the rest stay.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from random import Random
from unittest.mock import patch

from django.core.mail import EmailMessage
from django.core.management.color import no_style
from django.db import connection, transaction

from etabli.foundation.notices import states
from etabli.foundation.notices.digest import send_digests
from etabli.foundation.notices.leaving import leave_due
from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.delivery import mark_unreachable
from etabli.foundation.notify.letter import text_of
from etabli.foundation.notify.mails import message_of
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.refusals import Trouble
from etabli.foundation.notify.tasks import deliver_due
from etabli.foundation.people.models import Person, SecretLink, User
from tests import factories as make


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


@dataclass(frozen=True)
class Told:
    """What somebody was told: by a mail, on their page, or both; what is empty, they got not."""

    kind: str  # of the notice, else what the key of the mail begins with
    subject: str
    sender: str = ""
    body: str = ""
    calendar: str = ""
    text: str = ""
    see: str = ""
    url: str = ""


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
    rows = [notice for notice in Notice.objects.select_related("owner").order_by("pk") if states.fill(notice)]
    people = {row.party_id: row for row in [*Person.objects.all(), *User.objects.all()]}
    pages = []
    for notice in rows:
        whose = people.get(notice.owner_id)
        name, address = (whose.name, whose.email) if whose else ("somebody who is gone", "")
        pages.append(
            Shown(name, address, notice.title, text_of(notice.text), notice.url, notice.kind, notice.see)
        )
    return pages


def told(gone: EmailMessage) -> Told:
    """A mail that left, and what stands on the page of whoever got it."""
    message = message_of(gone.extra_headers["Message-ID"])
    assert message is not None
    sent = message.subject, message.sender, message.body, message.calendar
    notice = Notice.objects.filter(key=message.key).first()
    if notice is None:
        return Told(message.key.partition(":")[0], *sent)
    return Told(notice.kind, *sent, text_of(notice.text), notice.see, notice.url)


def told_here(shown: Shown) -> Told:
    """What stands on the page of somebody to whom no mail of its own told it."""
    return Told(shown.kind, shown.title, text=shown.text, see=shown.see, url=shown.url)


def next_leaving() -> datetime | None:
    """When the next mail leaves, that of the day included; None when nothing waits."""
    mails = Message.objects.filter(status=Message.Status.QUEUED).values_list("due_at", flat=True)
    daily = Notice.objects.filter(digest_due_at__isnull=False).values_list("digest_due_at", flat=True)
    own = Notice.objects.filter(leaves_at__isnull=False).values_list("leaves_at", flat=True)
    return min([*mails, *daily, *own], default=None)


def leave(at: datetime) -> None:
    """What is due at this instant leaves, as the clock and the worker do it."""
    leave_due(at)
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
