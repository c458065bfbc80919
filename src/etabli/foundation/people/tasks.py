"""What the clock deletes: links and invitations whose time is over, and the sessions that ended."""

from datetime import datetime

from etabli.foundation.people.models import BrowserSession, Invitation, SecretLink
from etabli.foundation.people.personal import INVITATION, LINK


def forget_links(at: datetime) -> None:
    """Delete the links that no longer open anything, fourteen months after they were made."""
    SecretLink.objects.filter(expires_at__lt=at, created_at__lt=LINK.kept_since(at)).delete()


def forget_sessions(at: datetime) -> None:
    """Delete the sessions that nobody can come back to (`SESSION_COOKIE_AGE` after the last act)."""
    BrowserSession.objects.filter(expire_date__lt=at).delete()


def forget_invitations(at: datetime) -> None:
    """Delete the invitations that were sent six months ago: what became of them stands in the journal."""
    Invitation.objects.filter(sent_at__lt=INVITATION.kept_since(at), expires_at__lt=at).delete()


PERIODIC = [forget_links, forget_sessions, forget_invitations]
