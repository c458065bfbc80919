"""A room holds one session at a time, whoever gives it; days on which it is closed."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import product

from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.journal import ActionError, action, change, record, undo_fields
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import span as said
from etabli.programme.workshops.models import Session, Venue, VenueClosure
from etabli.programme.workshops.room_calendar import active_sessions, overlap


class RoomTaken(ActionError):
    """Another session is in the room at these hours."""


class OpenAgain(ActionError):
    """The room is no longer closed then."""


def lock_rooms(venues: Iterable[Venue]) -> None:
    """One act at a time on these rooms from here on (SQLite: on everything, from BEGIN IMMEDIATE on)."""
    numbers = {venue.pk for venue in venues}
    list(Venue.objects.filter(pk__in=numbers).order_by("pk").select_for_update(no_key=True).values("pk"))


def refuse_if_taken(session: Session) -> None:
    """Lock its room, and raise RoomTaken when another session is there at one of its hours: two statements."""
    lock_rooms([session.venue])
    occasion = session.occasion
    other_sessions = active_sessions().filter(venue=session.venue).exclude(pk=session.pk)
    overlapping = other_sessions.filter(
        occasion__starts_at__lt=occasion.ends_at, occasion__ends_at__gt=occasion.starts_at
    )
    for other in overlapping:
        for own_span, other_span in product(occasion.spans, other.occasion.spans):
            if overlap(own_span, other_span):
                values = {
                    "room": session.venue,
                    "session": other.theme.title,
                    "when": said(*other_span),
                    "who": other.adviser.name,
                }
                raise RoomTaken(
                    _(
                        "%(room)s: “%(session)s” with %(who)s is there, %(when)s. Choose another room or other hours."
                    )
                    % values
                )


@action(
    "workshops.close_room",
    sentence=gettext_lazy("closed the room “%(subject)s” for some days"),
    tells={"first_on": gettext_lazy("From"), "last_on": gettext_lazy("Until"), "why": gettext_lazy("Why")},
    may=may_run,
    undo=undo_fields,
    subject="venue",
)
def close_room(
    *, venue: Venue, first_on: date, last_on: date, why: str, by: Viewer, at: datetime
) -> VenueClosure:
    """The room can't be had on these days, both included; the sessions that stand there stay. Undo opens it."""
    closure = VenueClosure.objects.create(venue=venue, first_on=first_on, last_on=last_on, why=why.strip())
    facts = {"first_on": first_on, "last_on": last_on, "why": closure.why}
    record(closure, before={"withdrawn_at": at}, after={"withdrawn_at": None, **facts})
    return closure


@action(
    "workshops.open_room",
    sentence=gettext_lazy("opened the room “%(subject)s” again"),
    may=may_run,
    undo=undo_fields,
    subject="closure",
)
def open_room(*, closure: VenueClosure, by: Viewer, at: datetime) -> VenueClosure:
    """The room can be had after all. Raises OpenAgain."""
    if closure.withdrawn_at is not None:
        raise OpenAgain(_("This room is open again already."))
    return change(closure, withdrawn_at=at)
