"""A calendar that programs subscribe to (webcal): many meetings, read again every few hours (RFC 5545, RFC 7986)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Event

from etabli.foundation.calendars.engine.writing import calendar_text, published_calendar
from etabli.foundation.notify.calendar import Meeting, current_zone, events_of


@dataclass(frozen=True)
class AnnouncedMeeting:
    """A meeting as everybody may read of it; `at` is (latitude, longitude), `changed_at` when it last changed.

    `is_busy`: it takes the time of whoever follows the calendar.
    """

    meeting: Meeting
    description: str
    categories: tuple[str, ...]
    at: tuple[float, float] | None
    changed_at: datetime
    is_busy: bool = False


def feed(
    announced: Iterable[AnnouncedMeeting], *, name: str, about: str, source: str, every: timedelta
) -> str:
    """The .ics text: the same UID and SEQUENCE as the files that mails carry, no reminder.

    It is the same, letter for letter, until one of them changes. `source` is its own address; what is called off
    stays in it as CANCELLED, since a program that no longer finds it may keep it.
    """
    calendar = published_calendar(name=name, about=about, source=source, every=every)
    events = (event for item in announced for event in _events(item))
    return calendar_text(calendar, events, zones=[current_zone()])


def _events(announced: AnnouncedMeeting) -> Iterable[Event]:
    for event in events_of(announced.meeting, at=announced.changed_at):
        event.subcomponents.clear()  # a reminder of each workshop of a département would be a nuisance
        event.pop("description", None)
        if announced.description:
            event.add("description", announced.description)
        if announced.categories:
            event.add("categories", list(announced.categories))
        if announced.at is not None:
            event.add("geo", announced.at)
        event.add("last-modified", announced.changed_at)
        event.add("transp", "OPAQUE" if announced.is_busy else "TRANSPARENT")
        yield event
