"""What a room holds: its sessions, and the days on which it is closed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import Span
from etabli.foundation.ui.typography import full_day
from etabli.programme.workshops.models import Session, Venue, VenueClosure


@dataclass(frozen=True)
class RoomSlot:
    """A half-day of a session in the room, with the `closure` that stands over it; or days on which it is closed."""

    on: date
    session: Session | None = None
    span: Span | None = None
    closure: VenueClosure | None = None


def active_sessions() -> QuerySet[Session]:
    """The sessions that hold a room, announced or not."""
    rows = Session.objects.filter(taken_back_at=None, occasion__cancelled_at=None)
    return rows.select_related("occasion", "adviser", "theme")


def overlap(span: Span, other: Span) -> bool:
    """Whether two spans share an instant."""
    return span.start < other.end and other.start < span.end


def closures(since: date, until: date) -> QuerySet[VenueClosure]:
    """Those that touch these days, both included, of every room."""
    return VenueClosure.objects.filter(withdrawn_at=None, first_on__lte=until, last_on__gte=since)


def closure_agreements(venue: Venue, days: Collection[date]) -> dict[str, str]:
    """What somebody agrees to who plans a session there on these days: by a key, the sentence. One statement."""
    if not days:
        return {}
    return {
        f"{venue.pk}/{closure.pk}/{on.isoformat()}": _("Yes, though the room is closed on %(day)s: %(why)s")
        % {"day": full_day(on), "why": closure.why}
        for closure in closures(min(days), max(days)).filter(venue=venue)
        for on in sorted(days)
        if closure.first_on <= on <= closure.last_on
    }


def closed_days_of(session: Session) -> list[tuple[date, str]]:
    """The days of a session on which its room is closed, each with why: one statement."""
    days = sorted({timezone.localdate(span.start) for span in session.occasion.spans})
    closures_of_room = list(
        closures(days[0], days[-1]).filter(venue=session.venue_id).order_by("first_on", "pk")
    )
    return [
        (on, closure.why)
        for on in days
        for closure in closures_of_room
        if closure.first_on <= on <= closure.last_on
    ]


def calendar_of(venue: Venue, *, at: datetime) -> list[RoomSlot]:
    """What is to come in a room that the caller has authorised, by day: two statements."""
    today = timezone.localdate(at)
    coming_sessions = active_sessions().filter(venue=venue, occasion__ends_at__gte=at)
    closures_of_room = list(VenueClosure.objects.filter(venue=venue, withdrawn_at=None, last_on__gte=today))
    session_slots = (
        RoomSlot(
            on,
            session,
            span,
            next((row for row in closures_of_room if row.first_on <= on <= row.last_on), None),
        )
        for session in coming_sessions
        for span in session.occasion.spans
        if span.end >= at
        for on in (timezone.localdate(span.start),)
    )
    days = (RoomSlot(max(closure.first_on, today), closure=closure) for closure in closures_of_room)
    return sorted(
        chain(session_slots, days), key=lambda item: (item.on, item.span is not None, item.span or ())
    )


def get_closure(viewer: Viewer, pk: int) -> VenueClosure:
    """Days on which a room is closed, for the staff of its chamber; NotVisible otherwise."""
    of_chamber = Q(venue__chamber=viewer.chamber_id)
    closure = VenueClosure.objects.select_related("venue__commune").filter(of_chamber, pk=pk).first()
    if closure is None or not viewer.is_staff_of(closure.chamber_id):
        raise NotVisible
    return closure
