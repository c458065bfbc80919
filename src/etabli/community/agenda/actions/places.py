"""The number of places of a date: given, changed, taken off while nobody has signed up."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.agenda.actions.dates import standing_date
from etabli.community.agenda.actions.occasions import occasion_fields, update_places
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
    if _state(date) != entry.after:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    _apply(date, entry.before["capacity"], by, at, former=entry.before["occasion_id"])
    record(date, before=entry.after, after=_state(date))


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
    before = _state(date)
    _apply(date, capacity, by, at)
    record(date, before=before, after=_state(date))
    return date


def _state(date: EventDate) -> dict[str, int | None]:
    occasion = date.places
    return {
        "capacity": occasion.capacity if occasion is not None else None,
        "occasion_id": occasion.pk if occasion is not None else None,
    }


def _apply(
    date: EventDate, capacity: int | None, by: Viewer, at: datetime, *, former: int | None = None
) -> None:
    """`former`: the places that the date had when it had as many, which nobody can sign up for meanwhile."""
    if date.starts_at <= at:
        raise NotNow(_("This date has begun: nobody signs up any more."))
    occasion = date.places
    if occasion is None:
        if capacity is not None:
            _open(date, capacity, Occasion.objects.filter(pk=former or 0, event_date=None).first())
            update_places(date.event, by=by, at=at)
    elif capacity is not None:
        seats.change_occasion(occasion=occasion, changes={"capacity": capacity}, by=by, at=at)
    else:
        _close(date, occasion, at)


def _open(date: EventDate, capacity: int, former: Occasion | None) -> None:
    if former is not None:
        former.cancelled_at = None
        former.save(update_fields=["cancelled_at"])
    date.occasion = former or Occasion.objects.create(
        organisation=date.event.organisation, kind=KIND, capacity=capacity, **occasion_fields(date)
    )
    date.save(update_fields=["occasion"])


def _close(date: EventDate, occasion: Occasion, at: datetime) -> None:
    """Nobody signs up any more, nor takes back what they gave back. Raises NotNow when somebody has: they are told by
    calling the date off."""
    seats.lock(pk=occasion.pk)
    occasion.refresh_from_db()
    if occasion.taken or occasion.waiting:
        raise NotNow(_("People have signed up: leave them their places, or call the date off."))
    occasion.cancelled_at = at
    occasion.save(update_fields=["cancelled_at"])
    date.occasion = None
    date.save(update_fields=["occasion"])
