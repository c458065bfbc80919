"""The places of the dates of an event follow what the event says: who signed up is told by the messages of seats."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _, override

from etabli.community.agenda.actions.writing import NotFit, lock_event
from etabli.community.agenda.models import Event, EventDate
from etabli.community.agenda.occasion_texts import practical_of
from etabli.community.agenda.rules import event_of
from etabli.community.agenda.wording import last_moment, where
from etabli.foundation.journal import undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions as seats
from etabli.foundation.seats.models import Span, times_of

ONE_DAY = timedelta(days=1)


def update_places(event: Event, *, reason: str = "", by: Viewer, at: datetime) -> None:
    """Have the places of each date to come say what the event says now: at its hours, where it is, under its title;
    called off with it. `reason`: why, as those who signed up read it. Raises NotFit, what the acts of seats raise."""
    dates = event.dates.filter(occasion__cancelled_at=None, occasion__starts_at__gt=at)
    for date in dates.select_related("occasion").order_by("pk"):
        date.event = event
        occasion = date.places
        assert occasion is not None
        if date.is_called_off or date.withdrawn_at is not None or event.withdrawn_at is not None:
            seats.cancel_occasion(occasion=occasion, reason=reason, by=by, at=at)
            continue
        values = occasion_fields(date)
        changes = {name: value for name, value in values.items() if getattr(occasion, name) != value}
        if changes:
            seats.change_occasion(occasion=occasion, changes=changes, word=reason, by=by, at=at)


def occasion_fields(date: EventDate) -> dict[str, Any]:
    """What its places say of a date. Raises NotFit for one without hours: those who come are told them."""
    with override(settings.LANGUAGE_CODE):
        place = where(date.event)
    is_within_one_day = last_moment(date.span) - date.starts_at <= ONE_DAY
    if date.is_all_day or not is_within_one_day:
        raise NotFit(_("Whoever signs up is told the hours: give this date its hours, within one day."))
    return {
        "title": date.event.title,
        **times_of([Span(date.starts_at, date.ends_at)]),
        "place": place,
        "practical": practical_of(date.event),
    }


def undo_with_places(entry: Entry, by: Any, at: datetime) -> str:
    """The stock undo; places follow. Those that were called off stay so, since people were told: it says so."""
    undo_fields(entry, by, at)
    subject: Any = subject_of(entry)
    event = lock_event(event_of(subject))
    reason = getattr(subject, "reason", "") or event.cancelled_reason or _("the event was withdrawn.")
    update_places(event, reason=reason, by=by, at=at)
    if event.cancelled_at is not None or event.withdrawn_at is not None:
        return ""
    dates = event.dates.filter(withdrawn_at=None, cancelled_at=None, occasion__cancelled_at__isnull=False)
    if not dates.filter(starts_at__gt=at).exists():
        return ""
    return _(
        "It is back, without its places: who had one was told that it is called off. Give it places anew."
    )
