"""Reading events and their dates: each for whoever may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from etabli.community.agenda import rules, wording
from etabli.community.agenda.models import Event, EventDate, State
from etabli.community.agenda.places import DatePlaces, link_for, places_by_date
from etabli.community.association.queries import member_of
from etabli.community.moderation.models import Case
from etabli.community.moderation.queries import case_of
from etabli.community.moderation.rules import may_read_queue
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer


@dataclass(frozen=True)
class DateLine:
    """One date as the page of its event says it. `was`: when it was to be, before it was moved; `may_change`: by this
    viewer, now; `places`: None where nobody signs up."""

    date: EventDate
    when: str
    was: str
    is_past: bool
    may_change: bool
    places: DatePlaces | None


@dataclass(frozen=True)
class EventPage:
    """An event with its dates, in order. `case`: where it stands with those who read it, for its author and them.

    `link`: to take part online, "" for who may not read it.
    """

    event: Event
    dates: Sequence[DateLine]
    is_author: bool
    may_change: bool
    case: Case | None
    link: str

    @property
    def takes_sign_ups(self) -> bool:
        return any(line.places is not None for line in self.dates)

    @property
    def is_over(self) -> bool:
        return all(line.is_past for line in self.dates)

    @property
    def to_come(self) -> Sequence[DateLine]:
        return [line for line in self.dates if not line.is_past]

    @property
    def past(self) -> Sequence[DateLine]:
        return [line for line in self.dates if line.is_past]


def organisation_for(viewer: Viewer) -> Organisation:
    """The association where this viewer proposes: as its board, or as a member in force. Raises NotVisible."""
    organisation_id = viewer.organisation_id or 0
    if rules.speaks_for(viewer, organisation_id):
        return Organisation.objects.get(pk=organisation_id)
    member = member_of(viewer)
    if member is None:
        raise NotVisible
    return member.organisation


def get_event(viewer: Viewer, pk: int) -> Event:
    """One statement. Raises NotVisible."""
    event = _events().filter(rules.readable_by(viewer), pk=pk).first()
    if event is None:
        raise NotVisible
    return event


def get_own_event(viewer: Viewer, pk: int) -> Event:
    """An event for whoever wrote it: one statement. Raises NotVisible."""
    event = get_event(viewer, pk)
    if not rules.is_author(viewer, event):
        raise NotVisible
    return event


def get_own_date(viewer: Viewer, pk: int) -> EventDate:
    """A date for whoever wrote its event: one statement. Raises NotVisible."""
    dates = EventDate.objects.select_related(
        "event__organisation", "event__author__user", "event__commune", "occasion"
    ).filter(rules.readable_by(viewer, "event__"), pk=pk, withdrawn_at=None)
    date = dates.first()
    if date is None or not rules.is_author(viewer, date):
        raise NotVisible
    return date


def dates_of(event: Event) -> list[EventDate]:
    """Its dates, in order. The caller has been given the event: one statement."""
    dates = list(event.dates.filter(withdrawn_at=None).select_related("occasion").order_by("starts_at", "pk"))
    for date in dates:
        date.event = event
    return dates


def event_page(viewer: Viewer, event: Event, *, at: datetime) -> EventPage:
    """What its page shows: one statement; one more where there are places, for its author, and for whoever reads what
    waits."""
    dates = dates_of(event)
    places = places_by_date(viewer, event, dates, at=at)
    is_author = rules.is_author(viewer, event)
    is_handed_in = event.author is not None
    reads = is_author or may_read_queue(viewer, event.organisation_id)
    may_change = is_author and event.state not in {State.WITHDRAWN, State.CANCELLED}
    return EventPage(
        event=event,
        dates=[_line(date, places.get(date.pk), may_change, at) for date in dates],
        is_author=is_author,
        may_change=may_change,
        case=case_of(event) if is_handed_in and reads else None,
        link=link_for(viewer, event, dates, places),
    )


def _line(date: EventDate, places: DatePlaces | None, may_change: bool, at: datetime) -> DateLine:
    is_past = date.ends_at <= at
    was = date.moved_from
    return DateLine(
        date=date,
        when=wording.when(date.span),
        was=wording.beginning(was, date.is_all_day) if was is not None else "",
        is_past=is_past,
        may_change=may_change and not is_past and date.cancelled_at is None,
        places=places,
    )


def _events() -> QuerySet[Event]:
    return Event.objects.select_related("organisation", "author__user", "commune")
