"""What the clock does: whom mails no longer reach, the daily mails, and the end of old notices."""

from datetime import datetime

from etabli.foundation.notices.digest import send_digests
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.notices import tell_of_unreached
from etabli.foundation.notices.personal import TOLD


def forget_notices(at: datetime) -> None:
    """Delete the notices whose time is over, read or not; one that still waits for its mail stays."""
    Notice.objects.filter(created_at__lt=TOLD.kept_since(at), digest_due_at=None).delete()


PERIODIC = [tell_of_unreached, send_digests, forget_notices]
