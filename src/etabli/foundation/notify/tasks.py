"""Delivery by the worker, and the clock's second chance for what it missed."""

from datetime import datetime

from django.tasks import task
from django.utils import timezone

from etabli.foundation.notify.models import Message
from etabli.foundation.notify.queue import deliver

AT_ONCE = 25  # a server that hangs must give the clock back before the first lease ends


@task
def deliver_message(message_id: int) -> None:
    """Send one message; safe to run twice."""
    deliver(message_id, timezone.now())


def deliver_due(at: datetime) -> int:
    """Send what is due and has not left: retries, and messages whose worker died."""
    waiting = [Message.Status.QUEUED, Message.Status.SENDING]
    due = Message.objects.filter(status__in=waiting, due_at__lte=at).order_by("due_at")
    return sum(deliver(pk, at) for pk in due.values_list("pk", flat=True)[:AT_ONCE])


PERIODIC = [deliver_due]
