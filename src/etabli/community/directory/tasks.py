"""What the clock does for the directory."""

from datetime import datetime, timedelta

from etabli.community.directory.models import Contact
from etabli.community.directory.profile_views import count_openings

KEPT_UNPROVED = timedelta(days=30)


def forget_unproved(now: datetime) -> None:
    """A message whose author never proved their address went nowhere, and may bear the address of somebody else."""
    Contact.objects.filter(confirmed_at=None, sent_at__lt=now - KEPT_UNPROVED).delete()


PERIODIC = [count_openings, forget_unproved]
