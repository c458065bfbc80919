"""One more date, a date moved, a date called off: each alone, with why."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.community.agenda.actions.events import MAX_DATES
from etabli.community.agenda.actions.occasions import undo_with_places, update_places
from etabli.community.agenda.actions.writing import (
    NotFit,
    NotNow,
    checked_reason,
    checked_span,
    lock_date,
    lock_event,
    require_standing,
)
from etabli.community.agenda.engine import Span
from etabli.community.agenda.models import Event, EventDate
from etabli.community.agenda.rules import is_author, may_add_date
from etabli.foundation.journal import action, change, record
from etabli.foundation.people.viewer import Viewer

TELLS = {"starts_at": _("Begins"), "ends_at": _("Ends"), "reason": _("Reason")}


@action(
    "agenda.add_date",
    sentence=_("added a date to the event “%(subject)s”"),
    may=may_add_date,
    may_undo=is_author,
    undo=undo_with_places,
)
def add_date(*, event: Event, span: Span, by: Viewer, at: datetime) -> EventDate:
    """One more date. Raises NotFit, NotNow."""
    event = lock_event(event)
    require_standing(event)
    if event.dates.filter(withdrawn_at=None).count() >= MAX_DATES:
        raise NotNow(_("An event has at most %(most)d dates.") % {"most": MAX_DATES})
    values = checked_span(span, at)
    if event.dates.filter(withdrawn_at=None, **values).exists():
        raise NotFit(_("This event has this date already."))
    date = EventDate.objects.create(event=event, **values)
    # Once it was moved or called off, that comes first.
    record(date, before={"withdrawn_at": at}, after={"withdrawn_at": None, **values, "cancelled_at": None})
    return date


@action(
    "agenda.move_date",
    sentence=_("moved a date of the event “%(subject)s”"),
    tells=TELLS,
    may=is_author,
    undo=undo_with_places,
    subject="date",
)
def move_date(*, date: EventDate, span: Span, reason: str = "", by: Viewer, at: datetime) -> EventDate:
    """Another day or other hours. Of what people see, `reason` says why, and the page says when it was to be.

    Who has a place is told. Raises NotFit, NotNow, what `change_occasion` of seats raises.
    """
    date = standing_date(date, at)
    values = checked_span(span, at)
    if span == date.span:
        raise NotFit(_("This is the date that it has already."))
    if date.event.published_at is not None:
        values |= {"moved_from": date.starts_at, "reason": checked_reason(reason)}
    change(date, **values)
    update_places(date.event, reason=reason.strip(), by=by, at=at)
    return date


@action(
    "agenda.cancel_date",
    sentence=_("called off a date of the event “%(subject)s”"),
    tells=TELLS,
    may=is_author,
    undo=undo_with_places,
    subject="date",
)
def cancel_date(*, date: EventDate, reason: str, by: Viewer, at: datetime) -> EventDate:
    """It alone: it is still seen, as called off, with why; who has a place is told. Raises NotFit, NotNow."""
    date = standing_date(date, at)
    change(date, cancelled_at=at, reason=checked_reason(reason))
    update_places(date.event, reason=date.reason, by=by, at=at)
    return date


def standing_date(date: EventDate, at: datetime) -> EventDate:
    """The date, held, if it can still change. Raises NotNow."""
    date = lock_date(date)
    require_standing(date.event)
    if date.withdrawn_at is not None or date.cancelled_at is not None:
        raise NotNow(_("This date was called off: take that back first."))
    if date.ends_at <= at:
        raise NotNow(_("This date is past."))
    return date
