"""The night after a workshop: what nobody signed is mixed; those who were present are asked for their opinion."""

from datetime import datetime

from etabli.foundation.people.viewer import Viewer
from etabli.programme.surveys import queries
from etabli.programme.surveys.actions import invite, settle
from etabli.programme.surveys.models import Pass
from etabli.programme.surveys.rules import OPEN_DAYS


def settle_due(now: datetime) -> None:
    """Mix the anonymous answers of the days that are over."""
    for session in queries.to_settle(now):
        settle(session=session, by=Viewer.system(session.chamber_id), at=now)


def invite_due(now: datetime) -> None:
    """The day after a workshop, send their link to those who were marked present and have an e-mail address."""
    for session, sign_ups in queries.to_invite_today(now):
        invite(session=session, sign_ups=sign_ups, by=Viewer.system(session.chamber_id), at=now)


def forget_links(now: datetime) -> None:
    """Drop the links that open nothing any more: the questionnaire is over."""
    Pass.objects.filter(session__occasion__ends_at__lt=now - OPEN_DAYS).delete()


PERIODIC = [settle_due, invite_due, forget_links]
