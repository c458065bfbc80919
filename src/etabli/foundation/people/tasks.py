"""What the clock deletes: the links whose time is over, and the sessions that ended."""

from datetime import datetime

from django.contrib.sessions.models import Session

from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.personal import LINK


def forget_links(at: datetime) -> None:
    """Delete the links that no longer open anything, fourteen months after they were made."""
    SecretLink.objects.filter(expires_at__lt=at, created_at__lt=LINK.kept_since(at)).delete()


def forget_sessions(at: datetime) -> None:
    """Delete the sessions that nobody can come back to (`SESSION_COOKIE_AGE` after the last act)."""
    Session.objects.filter(expire_date__lt=at).delete()


PERIODIC = [forget_links, forget_sessions]
