"""The sessions that an adviser gives, alone or with others."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.staff_work import Commitment
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.room_calendar import active_sessions


def commitments(viewer: Viewer, user_id: int, since: datetime, until: datetime) -> list[Commitment]:
    """One for each half-day: one statement."""
    own_sessions = active_sessions().filter(
        Q(adviser=user_id) | Q(co_advisers=user_id), chamber_id=viewer.chamber_id
    )
    sessions_in_period = own_sessions.filter(
        occasion__starts_at__lt=until, occasion__ends_at__gt=since
    ).distinct()
    return [
        _commitment(session, number, *span)
        for session in sessions_in_period.select_related("occasion", "adviser", "theme", "venue__commune")
        for number, span in enumerate(session.occasion.spans, 1)
        if span.start < until and span.end > since
    ]


def _commitment(session: Session, number: int, start: datetime, end: datetime) -> Commitment:
    occasion = session.occasion
    return Commitment(
        key=f"session-{session.pk}-{number}",
        kind="session",
        title=session.theme.title,
        starts_at=start,
        ends_at=end,
        public_title=session.theme.title,
        url=reverse("workshops:desk", args=[session.pk]),
        handing_url=f"{reverse('workshops:change', args=[session.pk])}#id_adviser",
        detail=session.venue.commune.name,
        place=occasion.place,
        commune=session.venue.commune_id,
        is_draft=session.is_draft,
        sequence=occasion.sequence,
    )
