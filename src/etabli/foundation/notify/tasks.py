"""Delivery by the worker; the clock's second chance for what it missed, and the end of old messages."""

from datetime import datetime
from time import monotonic

from django.tasks import task
from django.utils import timezone

from etabli.foundation.notify.delivery import deliver
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.personal import MAIL

PATIENCE_SECONDS = 300  # a mail server that hangs gives the clock back before the first lease ends


@task
def deliver_message(message_id: int) -> None:
    """Send one message; safe to run twice."""
    deliver(message_id, timezone.now())


def deliver_due(at: datetime) -> int:
    """Send what is due and has not left: retries, and messages whose worker died."""
    waiting = [Message.Status.QUEUED, Message.Status.SENDING]
    due = Message.objects.filter(status__in=waiting, due_at__lte=at).order_by("due_at")
    sent, deadline = 0, monotonic() + PATIENCE_SECONDS
    for pk in due.values_list("pk", flat=True)[:200]:
        if monotonic() > deadline:
            break
        sent += deliver(pk, at)
    return sent


def forget_messages(at: datetime) -> None:
    """Delete the messages that left, or never will, when their time is over; one that waits stays."""
    ended = [Message.Status.SENT, Message.Status.UNSURE, Message.Status.FAILED, Message.Status.JOINED]
    Message.objects.filter(status__in=ended, due_at__lt=MAIL.kept_since(at)).delete()


PERIODIC = [deliver_due, forget_messages]
