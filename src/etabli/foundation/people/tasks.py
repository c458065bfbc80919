"""What the worker writes to whoever holds a dead link. What the clock joins; what it deletes: links, invitations,
codes, counters and events whose time is over, sessions that ended."""

from datetime import datetime

from django.conf import settings
from django.tasks import task
from django.utils import timezone
from django.utils.translation import override

from etabli.foundation.people.actions import complete_waiting_merges, send_link_again
from etabli.foundation.people.models import (
    BrowserSession,
    Counter,
    Invitation,
    MailedCode,
    SecretLink,
    SecurityEvent,
)
from etabli.foundation.people.personal import EVENT, INVITATION, LINK
from etabli.foundation.people.security.rate_limits import Limit, count_and_find_exceeded
from etabli.foundation.people.viewer import Viewer

MAX_LINKS_AN_HOUR = 2  # mails that whoever holds a dead link may cause to one address


@task
def write_again(link_id: int) -> None:
    """What the page of a dead link asked for, done out of its sight: how long it takes tells nobody whom we know."""
    link = SecretLink.objects.filter(pk=link_id).select_related("person__chamber", "person__party").first()
    if link is None or not link.person.email:
        return
    if (
        count_and_find_exceeded(Limit("link_again", link.person.email.lower(), MAX_LINKS_AN_HOUR, 3600))
        is None
    ):
        with override(link.person.party.language or settings.LANGUAGE_CODE):
            send_link_again(person=link.person, by=Viewer.nobody(), at=timezone.now())


def forget_links(at: datetime) -> None:
    """Delete the links that no longer open anything, fourteen months after they were made."""
    SecretLink.objects.filter(expires_at__lt=at, created_at__lt=LINK.kept_since(at)).delete()


def forget_sessions(at: datetime) -> None:
    """Delete the sessions that nobody can come back to (`SESSION_COOKIE_AGE` after the last act)."""
    BrowserSession.objects.filter(expire_date__lt=at).delete()


def forget_invitations(at: datetime) -> None:
    """Delete the invitations that were sent six months ago: what became of them stands in the journal."""
    Invitation.objects.filter(sent_at__lt=INVITATION.kept_since(at), expires_at__lt=at).delete()


def forget_counters(at: datetime) -> None:
    """Delete the counters of the windows that are over, and the codes that are too old."""
    Counter.objects.filter(ends_at__lt=int(at.timestamp())).delete()
    MailedCode.objects.filter(expires_at__lt=at).delete()


def forget_events(at: datetime) -> None:
    """Delete the security events of more than a year ago."""
    SecurityEvent.objects.filter(at__lt=EVENT.kept_since(at)).delete()


def join_due(at: datetime) -> None:
    """Let go what waited for the end of a link that proves nobody, and that nobody can answer for."""
    complete_waiting_merges(at)


PERIODIC = [join_due, forget_links, forget_sessions, forget_invitations, forget_counters, forget_events]
