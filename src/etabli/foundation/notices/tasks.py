"""What the clock and the worker do: mails that leave, whom they no longer reach, the end of old notices."""

from datetime import datetime

from django.tasks import task
from django.utils import timezone

from etabli.foundation.notices import notice_mails
from etabli.foundation.notices.digest import send_digests
from etabli.foundation.notices.models import Notice, NotNow, TextMessage, UnaskedContact
from etabli.foundation.notices.notices import tell_of_failed, tell_of_unreachable
from etabli.foundation.notices.personal import NOTICE
from etabli.foundation.notices.texts.sending import deliver_due as deliver_texts


@task
def leave(notice_id: int) -> None:
    """Write and send the mail of one notice; safe to run twice."""
    notice_mails.send_notice_mail(notice_id, timezone.now())


def forget_notices(at: datetime) -> None:
    """Delete the notices whose time is over, read or not; one that still waits for its mail stays."""
    Notice.objects.filter(created_at__lt=NOTICE.kept_since(at), digest_due_at=None, leaves_at=None).delete()


def forget_texts(at: datetime) -> None:
    """Delete the text messages whose time is over."""
    TextMessage.objects.filter(created_at__lt=NOTICE.kept_since(at)).delete()


def forget_unasked(at: datetime) -> None:
    """Delete what counts for no budget any more, and each "not now" whose time is over."""
    since = NOTICE.kept_since(at)
    UnaskedContact.objects.filter(at__lt=since).delete()
    NotNow.objects.filter(until__lt=since).delete()


PERIODIC = [
    tell_of_unreachable,
    tell_of_failed,
    notice_mails.send_due,
    deliver_texts,
    send_digests,
    forget_notices,
    forget_texts,
    forget_unasked,
]
