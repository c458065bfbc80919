"""What the acts on events and on their dates have in common: errors, locks, checks."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.agenda.engine import Details, Lack, Span, lacks
from etabli.community.agenda.models import (
    MAX_LINK_LENGTH,
    MAX_NOTE_LENGTH,
    MAX_PLACE_LENGTH,
    MAX_REASON_LENGTH,
    MAX_TEXT_LENGTH,
    MAX_TITLE_LENGTH,
    Event,
    EventDate,
)
from etabli.community.association.trades import trades
from etabli.foundation.journal import ActionError
from etabli.foundation.ui.typography import one_line

LONGEST = {
    "title": MAX_TITLE_LENGTH,
    "text": MAX_TEXT_LENGTH,
    "place": MAX_PLACE_LENGTH,
    "link": MAX_LINK_LENGTH,
    "price_note": MAX_NOTE_LENGTH,
}
LACKING = {
    Lack.TITLE: _("Give the event a title."),
    Lack.TEXT: _("Say in a few words what it is."),
    Lack.PLACE: _("Say where it is, or that it is online."),
}


class NotFit(ActionError):
    """Something in what was written can't be."""


class NotNow(ActionError):
    """The event or the date is in a state in which this can't be done."""


def lock_event(event: Event) -> Event:
    """The event as it is now, kept from others until the end of the transaction."""
    events = Event.objects.select_for_update(of=("self",))
    return events.select_related("organisation", "author__user").get(pk=event.pk)


def lock_date(date: EventDate) -> EventDate:
    """The same of a date; its event is held first."""
    event = lock_event(date.event)
    row = EventDate.objects.select_for_update().get(pk=date.pk)
    row.event = event
    return row


def require_standing(event: Event) -> None:
    """Raises NotNow for what was withdrawn or called off."""
    if event.withdrawn_at is not None:
        raise NotNow(_("This event was withdrawn: put it back first."))
    if event.cancelled_at is not None:
        raise NotNow(_("This event was called off: take that back first."))


def checked_details(details: Details, organisation_id: int) -> dict[str, Any]:
    """The fields to keep. Raises NotFit."""
    for lack in lacks(details):
        raise NotFit(LACKING[lack])
    values: dict[str, Any] = asdict(details)
    for name, most in LONGEST.items():
        values[name] = values[name].strip()
        if len(values[name]) > most:
            raise NotFit(_("Write at most %(most)d characters.") % {"most": most})
    values["title"] = one_line(values["title"])
    if details.trade and details.trade not in trades(organisation_id):
        raise NotFit(_("Choose one of the trades, or none."))
    return {**values, "link": values["link"] if details.is_online else ""}


def checked_span(span: Span, at: datetime) -> dict[str, Any]:
    """The fields to keep. Raises NotFit for what is over."""
    if span.ends_at <= at:
        raise NotFit(_("This date is past: choose one that comes."))
    return asdict(span)


def checked_reason(reason: str) -> str:
    """Raises NotFit."""
    if not reason.strip():
        raise NotFit(_("Say why in a few words: everybody who reads the event sees it."))
    return reason.strip()[:MAX_REASON_LENGTH]
