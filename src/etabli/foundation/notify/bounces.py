"""Taking in a report of failure: the mail is marked as not arrived, its address as unreachable."""

from datetime import datetime

from etabli.foundation.notify.delivery import mark_unreachable
from etabli.foundation.notify.mails import message_of
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.reports import failures


def take_in(content: bytes, at: datetime) -> int:
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
