"""When the session of somebody who sees other people's data ends: unused for some hours, and in any case after a day.

`ETABLI_STAFF_IDLE_MINUTES` and `ETABLI_STAFF_SESSION_HOURS` say when, for whoever holds one of the roles that need a
second proof, in whatever role they act. What has ended leaves a mark in the browser's new session: what was being
written when it ended is still kept for whoever wrote it.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.models import BrowserSession, Membership
from etabli.foundation.people.second_factor import ROLES_NEEDING_FACTOR
from etabli.foundation.people.sessions import ENDED_WRITER_KEY
from etabli.foundation.people.viewer import Viewer


def end_if_due(request: HttpRequest, viewer: Viewer) -> Viewer:
    """The viewer, or nobody once their session has ended; `request.just_ended` says whether that was now."""
    request.just_ended = _is_due(request, viewer)  # type: ignore[attr-defined]  # see access.Request
    if not request.just_ended:  # type: ignore[attr-defined]  # see access.Request
        return viewer
    logout(request)
    request.session[ENDED_WRITER_KEY] = list(viewer.writer)
    if request.method == "GET":  # whoever sent something gets a page that says so
        messages.warning(request, _("You were signed out, for safety: your session had lasted long enough."))
    return Viewer.nobody()


def is_over(session: BrowserSession, at: datetime) -> bool:
    """Whether a session of somebody whose sessions end sooner has ended, though its row is still there."""
    return _has_expired(session.began_at, session.seen_at, at)


def has_short_sessions(user_id: int | None) -> bool:
    """Whether one of this account's roles makes its sessions end sooner."""
    if user_id is None:
        return False
    return Membership.objects.filter(user_id=user_id, ended_on=None, role__in=ROLES_NEEDING_FACTOR).exists()


def writer_of_ended_session(request: HttpRequest) -> tuple[int, str] | None:
    """Of whom the session was that has ended in this browser, until somebody signs in there or leaves."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not (
        over := request.session.get(ENDED_WRITER_KEY)
    ):
        return None
    party, acting = over
    return (party, acting) if isinstance(party, int) else None


def _is_due(request: HttpRequest, viewer: Viewer) -> bool:
    began = getattr(request.session, "began_at", None)
    seen = getattr(request.session, "seen_at", None)
    if (
        began is None
        or seen is None
        or not any(role in ROLES_NEEDING_FACTOR for role, _organisation in viewer.roles)
    ):
        return False
    return _has_expired(began, seen, timezone.now())


def _has_expired(began: datetime, seen: datetime, at: datetime) -> bool:
    idle = timedelta(minutes=settings.STAFF_IDLE_MINUTES)
    return at - seen > idle or at - began > timedelta(hours=settings.STAFF_SESSION_HOURS)
