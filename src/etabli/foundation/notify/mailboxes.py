"""How many mails somebody nobody knows may have us send to one mailbox, by whatever form: counted here alone.

Within an hour MAX_MAILS leave at once. What comes after them is held, and leaves as one mail when the hour of the first
is over: nobody is flooded, and nothing is lost. What a known person, the staff or the clock causes is never counted.
Codes to sign in are counted and never held: somebody waits for them, and they have a limit of their own.
"""

import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils.translation import override

from etabli.foundation.notify.models import Message
from etabli.foundation.notify.prose import gettext as _, ours, paragraphs, subject_of_several

MAX_MAILS = 6
HOUR = timedelta(hours=1)
Status = Message.Status


def mailbox_of(address: str) -> str:
    """The mailbox that an address reaches: in small letters, without what follows a plus (RFC 5233)."""
    name, _at, domain = address.strip().lower().rpartition("@")
    return f"{name.partition('+')[0] or name}@{domain}"


def leaves_at(mailbox: str, at: datetime) -> datetime | None:
    """Until when one more mail to this mailbox is held; None when it may leave at once. Within a transaction."""
    _lock(mailbox)
    since = at - HOUR
    counted = Message.objects.filter(mailbox=mailbox).exclude(status=Status.JOINED)
    lately = counted.filter(Q(held=False, created_at__gt=since) | Q(held=True, due_at__gt=since))
    rows = list(lately.values_list("held", "status", "created_at", "due_at"))
    waiting = [due_at for held, status, _created_at, due_at in rows if held and status == Status.QUEUED]
    if waiting:
        return min(waiting)
    instants = sorted(due_at if held else created_at for held, _status, created_at, due_at in rows)
    return instants[-MAX_MAILS] + HOUR if len(instants) >= MAX_MAILS else None


def join_held(message: Message) -> None:
    """Put what else is held for the same mailbox into this mail, which a worker has in hand and is about to leave."""
    held_messages = Message.objects.filter(
        mailbox=message.mailbox, held=True, status=Status.QUEUED, handed_at=None
    )
    joined_messages = list(held_messages.select_for_update().order_by("pk"))
    if not joined_messages:
        return
    message.subject, message.body = _joined_text([message, *joined_messages])
    message.calendar = message.unsubscribe = message.reply_to = (
        ""  # those of one would be of no use to the others
    )
    message.staff_reads = message.staff_reads and all(joined.staff_reads for joined in joined_messages)
    message.save(update_fields=["subject", "body", "calendar", "unsubscribe", "reply_to", "staff_reads"])
    Message.objects.filter(pk__in=[joined.pk for joined in joined_messages]).update(status=Status.JOINED)


def _joined_text(messages: Sequence[Message]) -> tuple[str, str]:
    with override(messages[0].language or settings.LANGUAGE_CODE):
        subject = subject_of_several(messages[0].subject, len(messages) - 1)
        why = _("Much was asked with your address within an hour: here is the rest, in one e-mail.")
    return subject, paragraphs(
        why, *(part for message in messages for part in (message.subject, ours(message.body)))
    )


def _lock(mailbox: str) -> None:
    """Two acts that write to one mailbox come one after the other. SQLite needs no more than its own transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(f"mailbox:{mailbox}".encode())])
