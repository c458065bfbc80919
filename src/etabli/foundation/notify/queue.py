"""Sending: decided inside an act, carried out by the worker, tried again when the mail server fails."""

import logging
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from etabli.foundation.notify.models import Message

RETRY_AFTER = [timedelta(minutes=m) for m in (1, 5, 30, 120, 720)]
LEASE = timedelta(minutes=10)  # after which a message whose worker died is taken up again
Status = Message.Status
log = logging.getLogger(__name__)


def send(
    *,
    to: str,
    subject: str,
    body: str,
    key: str,
    chamber_id: int | None = None,
    calendar: str = "",
    unsubscribe: str = "",
    at: datetime,
    due_at: datetime | None = None,
) -> None:
    """Queue one mail, once per `key` for as long as messages are kept; it leaves from `due_at` on (else at once).

    An empty address sends nothing: the person has only a telephone. `unsubscribe` is the address of ours that
    stops such mails (RFC 8058). Called inside an action: when the act fails, nothing leaves.
    To tell a person or a user, use `notices.tell`: it asks them how.
    """
    if not to:
        return
    message = Message(
        key=key,
        to=to,
        subject=" ".join(subject.split())[:200],
        body=body,
        calendar=calendar,
        chamber_id=chamber_id,
        unsubscribe=unsubscribe,
        due_at=due_at or at,
        created_at=at,
    )
    # One statement: a message of this key that is there already stays as it is, and is the one.
    Message.objects.bulk_create(
        [message], update_conflicts=True, unique_fields=["key"], update_fields=["key"]
    )
    if message.due_at <= at:
        from etabli.foundation.notify.tasks import deliver_message  # the task imports this module

        transaction.on_commit(lambda: deliver_message.enqueue(message.pk))


def deliver(message_id: int, at: datetime) -> bool:
    """Send one message if it is due and nobody else has it in hand; says whether it has left."""
    claimed = Message.objects.filter(
        pk=message_id, status__in=[Status.QUEUED, Status.SENDING], due_at__lte=at
    ).update(status=Status.SENDING, attempts=F("attempts") + 1, due_at=at + LEASE)
    if not claimed:
        return False
    message = Message.objects.get(pk=message_id)
    if message.attempts > len(RETRY_AFTER) + 1:  # a worker died of it each time
        Message.objects.filter(pk=message_id).update(status=Status.FAILED)
        return False
    try:
        _mail(message).send()
    except Exception as trouble:  # whatever is wrong with one message must not hold up the others
        log.warning("message %s could not be sent: %s", message_id, type(trouble).__name__)
        _try_later(message, at)
        return False
    Message.objects.filter(pk=message_id).update(status=Status.SENT, sent_at=timezone.now())
    return True


def _try_later(message: Message, at: datetime) -> None:
    if message.attempts > len(RETRY_AFTER):
        Message.objects.filter(pk=message.pk).update(status=Status.FAILED)
    else:
        due_at = at + RETRY_AFTER[message.attempts - 1]
        Message.objects.filter(pk=message.pk).update(status=Status.QUEUED, due_at=due_at)


def message_id(key: str) -> str:
    """The same at each attempt: should a worker die between a mail and its note, a mailbox sees one mail."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "etabli.invalid"
    return f"<{salted_hmac('notify', key, algorithm='sha256').hexdigest()[:32]}@{domain}>"


def _mail(message: Message) -> EmailMessage:
    headers = {"Message-ID": message_id(message.key)}
    mail = EmailMessage(message.subject, message.body, to=[message.to], headers=headers)
    if message.calendar:
        mail.attach("etabli.ics", message.calendar, "text/calendar")
    return mail
