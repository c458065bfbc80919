"""Delivering: each message by one worker, handed to a mail server at most once.

A worker claims a message for the time of LEASE. It writes `handed_at` after the server has accepted the recipient and
before the first byte of the mail; only whoever moved `handed_at` from nothing may hand it over, and only the server's
explicit refusal moves it back. A message found with `handed_at` and no end was handed over by a worker that died, or
that lost the line before the answer: it is `UNSURE`, shown to the staff, and never sent again by itself.
"""

import logging
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from etabli.foundation.notify.mailboxes import join_held
from etabli.foundation.notify.mails import mail_of, message_of
from etabli.foundation.notify.models import Message, Unreachable
from etabli.foundation.notify.refusals import PERMANENT_TROUBLES, Trouble, trouble_of
from etabli.foundation.notify.reports import failures
from etabli.foundation.notify.transport import Refused, Unsure

RETRY_AFTER = [timedelta(minutes=m) for m in (1, 5, 30, 120, 720)]
LEASE_DURATION = timedelta(minutes=10)  # after which a message whose worker died is taken up again
Status = Message.Status
log = logging.getLogger(__name__)


class _TakenByAnother(Exception):
    """Another worker has the message: this one was too slow."""


def deliver(message_id: int, at: datetime) -> bool:
    """Send one message if it is due and nobody else has it in hand; says whether it has left."""
    message = _claim(message_id, at)
    if message is None:
        return False
    if message.attempts > len(RETRY_AFTER) + 1:  # a worker died of it each time
        _end(message, Status.FAILED)
    elif not message.insist and _is_dead(message.to):
        _end(message, Status.FAILED, Trouble.UNKNOWN)
    else:
        return _attempt(message, at)
    return False


def _claim(message_id: int, at: datetime) -> Message | None:
    due = Message.objects.filter(pk=message_id, due_at__lte=at)
    due.filter(status=Status.SENDING).exclude(handed_at=None).update(status=Status.UNSURE)
    claimed = due.filter(status__in=[Status.QUEUED, Status.SENDING], handed_at=None).update(
        status=Status.SENDING, attempts=F("attempts") + 1, due_at=at + LEASE_DURATION
    )
    if not claimed:
        return None
    message = Message.objects.get(pk=message_id)
    if message.held and message.attempts == 1:
        with transaction.atomic():
            join_held(message)
    return message


def _attempt(message: Message, at: datetime) -> bool:
    try:
        mail = mail_of(message)
        mail.on_accepted = lambda: _hand_over(message)
        mail.send()
    except _TakenByAnother:
        return False
    except Unsure:
        log.warning("message %s: the line was lost after it was handed over", message.pk)
        _end(message, Status.UNSURE)
        return False
    except Refused as refusal:
        _refused(message, refusal, at)
        return False
    except Exception as trouble:  # whatever is wrong with one message must not hold up the others
        log.warning("message %s could not be sent: %s", message.pk, type(trouble).__name__)
        if _claimed_row(message).exclude(handed_at=None).update(status=Status.UNSURE) == 0:
            _try_later(message, at)
        return False
    Message.objects.filter(pk=message.pk).update(status=Status.SENT, sent_at=timezone.now(), trouble="")
    return True


def _hand_over(message: Message) -> None:
    """The point of no return: from here on nobody else sends this message."""
    claimed = Message.objects.filter(
        pk=message.pk, status=Status.SENDING, attempts=message.attempts, handed_at=None
    )
    if not claimed.update(handed_at=timezone.now()):
        raise _TakenByAnother


def _refused(message: Message, refusal: Refused, at: datetime) -> None:
    """An answer was given: the mail has not left. Now or never, or later?"""
    trouble = Trouble.OURS if refusal.about_us else trouble_of(refusal.reply)
    log.warning("message %s was refused: %s, %s", message.pk, refusal.code, trouble)
    if not refusal.is_lasting or trouble in {Trouble.OURS, Trouble.FULL}:
        _try_later(message, at, trouble)
        return
    _end(message, Status.FAILED, trouble)
    mark_unreachable(message, trouble, at)


def _try_later(message: Message, at: datetime, trouble: str = "") -> None:
    if message.attempts > len(RETRY_AFTER):
        _end(message, Status.FAILED, trouble)
        if trouble and trouble != Trouble.OURS:
            mark_unreachable(message, trouble, at)
    else:
        due_at = at + RETRY_AFTER[message.attempts - 1]
        _claimed_row(message).update(status=Status.QUEUED, due_at=due_at, handed_at=None, trouble=trouble)


def _end(message: Message, status: str, trouble: str = "") -> None:
    _claimed_row(message).update(status=status, trouble=trouble)


def _claimed_row(message: Message) -> models.QuerySet[Message]:
    """The message, if it is still in this worker's hand."""
    in_hand = [Status.SENDING, Status.UNSURE]  # the clock may have lost patience with this worker
    return Message.objects.filter(pk=message.pk, status__in=in_hand, attempts=message.attempts)


def mark_unreachable(message: Message, trouble: str, at: datetime) -> None:
    """Write down that mails don't reach the address of this one, and why; the latest reason counts."""
    values = {"trouble": trouble, "since": at, "told_at": None}
    if message.chamber_id is not None:  # a code to sign in has none
        values["chamber_id"] = message.chamber_id
    Unreachable.objects.update_or_create(address=message.to.lower(), lifted_at=None, defaults=values)


def _is_dead(address: str) -> bool:
    return Unreachable.objects.filter(
        address=address.lower(), lifted_at=None, trouble__in=PERMANENT_TROUBLES
    ).exists()


def mark_reported_failures(content: bytes, at: datetime) -> int:
    """Marks what one mail reports; says how many of our mails it was about.

    Only a report that quotes the number of a mail of ours is believed: nobody else can make one.
    """
    count = 0
    for failure in failures(content):
        message = message_of(failure.number)
        if message is None:
            continue
        count += 1
        Message.objects.filter(pk=message.pk).update(status=Message.Status.FAILED, trouble=failure.trouble)
        mark_unreachable(message, failure.trouble, at)
    return count
