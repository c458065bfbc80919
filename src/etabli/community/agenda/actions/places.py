"""The number of places of a date: given, changed, taken off while nobody has signed up."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.agenda.actions.dates import standing_date
from etabli.community.agenda.actions.occasions import occasion_fields
from etabli.community.agenda.actions.writing import NotFit, NotNow
from etabli.community.agenda.models import MAX_PLACES, EventDate
from etabli.community.agenda.occasion_texts import KIND
from etabli.community.agenda.rules import is_author
from etabli.foundation.journal import CannotUndo, action, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions as seats
from etabli.foundation.seats.models import Occasion


def _undo_places(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: as many places as before, by the same rules."""
    subject: Any = subject_of(entry)
    date = standing_date(subject, at)
    if _capacity(date) != entry.after["capacity"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    _apply(date, entry.before["capacity"], by, at)
    record(date, before=entry.after, after=entry.before)


@action(
    "agenda.set_places",
    sentence=_("set the number of places of a date of “%(subject)s”"),
    tells={"capacity": _("Number of places")},
    may=is_author,
    undo=_undo_places,
    subject="date",
)
def set_places(*, date: EventDate, capacity: int | None, by: Viewer, at: datetime) -> EventDate:
    """As many people may sign up; None: nobody signs up, for which nobody must have. More places go to those who wait.

    Raises NotFit, NotNow, what `change_occasion` of seats raises.
    """
    date = standing_date(date, at)
    if capacity is not None and not 1 <= capacity <= MAX_PLACES:
        raise NotFit(_("Give from 1 to %(most)d places, or none.") % {"most": MAX_PLACES})
    before = _capacity(date)
    _apply(date, capacity, by, at)
    record(date, before={"capacity": before}, after={"capacity": capacity})
    return date


def _capacity(date: EventDate) -> int | None:
    return date.places.capacity if date.places is not None else None


def _apply(date: EventDate, capacity: int | None, by: Viewer, at: datetime) -> None:
    if date.starts_at <= at:
        raise NotNow(_("This date has begun: nobody signs up any more."))
    occasion = date.places
    if occasion is None:
        if capacity is not None:
            _open(date, capacity)
    elif capacity is not None:
        seats.change_occasion(occasion=occasion, changes={"capacity": capacity}, by=by, at=at)
    else:
        _close(occasion, by, at)
        date.occasion = None
        date.save(update_fields=["occasion"])


def _open(date: EventDate, capacity: int) -> None:
    date.occasion = Occasion.objects.create(
        organisation=date.event.organisation, kind=KIND, capacity=capacity, **occasion_fields(date)
    )
    date.save(update_fields=["occasion"])


def _close(occasion: Occasion, by: Viewer, at: datetime) -> None:
    """Nobody signs up any more. Raises NotNow when somebody has: they are told by calling the date off."""
    seats.lock(pk=occasion.pk)
    occasion.refresh_from_db()
    if occasion.taken or occasion.waiting:
        raise NotNow(_("People have signed up: leave them their places, or call the date off."))
    seats.cancel_occasion(occasion=occasion, reason="", by=by, at=at)
