"""Proposing an event, correcting it, calling it off, withdrawing it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_lazy as _

from etabli.community.agenda import notices
from etabli.community.agenda.actions.occasions import undo_with_places, update_places
from etabli.community.agenda.actions.writing import (
    NotFit,
    NotNow,
    checked_details,
    checked_reason,
    checked_span,
    lock_event,
    require_standing,
)
from etabli.community.agenda.engine import Details, Span
from etabli.community.agenda.models import Event, EventDate
from etabli.community.agenda.rules import is_author, may_propose, speaks_for
from etabli.community.association.queries import member_of
from etabli.community.moderation.actions import submit
from etabli.foundation.journal import action, change, record, undo_parts
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer

MAX_DATES = 60
TELLS = {
    name: Event._meta.get_field(name).verbose_name  # type: ignore[union-attr]  # plain fields
    for name in (
        "title",
        "text",
        "place",
        "price_note",
    )  # not the link, which may be for those who have a place
}


def _undo_with_its_reading(entry: Entry, by: Any, at: datetime) -> str:
    """Both ways, with its place in the queue of those who read it."""
    undo_parts(entry, "moderation.submit", by=by, at=at)
    return undo_with_places(entry, by, at)


@action(
    "agenda.propose",
    sentence=_("proposed the event “%(subject)s”"),
    may=may_propose,
    may_undo=is_author,
    undo=_undo_with_its_reading,
)
def propose(
    *, organisation: Organisation, details: Details, dates: Sequence[Span], by: Viewer, at: datetime
) -> Event:
    """An event with its dates. That of a member waits for the board, who is told; what the board proposes is out.

    Raises NotFit, moderation's TooManyToday.
    """
    is_boards = speaks_for(by, organisation.pk)
    if not 1 <= len(dates) <= MAX_DATES:
        raise NotFit(_("Give it from 1 to %(most)d dates.") % {"most": MAX_DATES})
    event = Event.objects.create(
        organisation=organisation,
        author=None if is_boards else member_of(by),
        **checked_details(details, organisation.pk),
        proposed_at=at,
        published_at=at if is_boards else None,
    )
    EventDate.objects.bulk_create(EventDate(event=event, **checked_span(span, at)) for span in dates)
    if not is_boards:
        notices.update_proposed(submit(subject=event, by=by, at=at), event, at)
    record(event, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return event


@action(
    "agenda.correct",
    sentence=_("corrected the event “%(subject)s”"),
    tells=TELLS,
    may=is_author,
    undo=_undo_with_its_reading,
    subject="event",
)
def correct(*, event: Event, details: Details, by: Viewer, at: datetime) -> Event:
    """Change what it says; what it said stays in its history. A member's that is out stays out, and the board reads it
    again; one that was refused waits again.

    Raises NotFit, NotNow, moderation's TooManyToday.
    """
    event = lock_event(event)
    require_standing(event)
    change(event, **checked_details(details, event.organisation_id), edited_at=at)
    update_places(event, by=by, at=at)
    if event.author is not None:
        notices.update_proposed(submit(subject=event, is_out=event.is_out, by=by, at=at), event, at)
    return event


@action(
    "agenda.cancel",
    sentence=_("called off the event “%(subject)s”"),
    tells={"cancelled_reason": _("Reason")},
    may=is_author,
    undo=undo_with_places,
    subject="event",
)
def cancel(*, event: Event, reason: str, by: Viewer, at: datetime) -> Event:
    """All its dates: it is still seen, as called off, with why. Raises NotFit, NotNow."""
    event = lock_event(event)
    require_standing(event)
    if event.published_at is None:
        raise NotNow(_("Nobody has seen this event yet: withdraw it."))
    if not event.dates.filter(withdrawn_at=None, ends_at__gt=at).exists():
        raise NotNow(_("This event is over."))
    change(event, cancelled_at=at, cancelled_reason=checked_reason(reason))
    update_places(event, reason=event.cancelled_reason, by=by, at=at)
    return event


@action(
    "agenda.withdraw",
    sentence=_("withdrew the event “%(subject)s”"),
    may=is_author,
    undo=undo_with_places,
    subject="event",
)
def withdraw(*, event: Event, by: Viewer, at: datetime) -> Event:
    """Nobody sees it any more but its author. Raises NotNow."""
    event = lock_event(event)
    if event.withdrawn_at is not None:
        raise NotNow(_("This event was already withdrawn."))
    change(event, withdrawn_at=at)
    update_places(event, reason=gettext("the event was withdrawn."), by=by, at=at)
    return event
