"""Calendar files (RFC 5545, RFC 5546): one meeting, its changes and its end, under one UID.

A meeting of several half-days is one entry too, since a message that invites, changes or calls off holds one UID
(RFC 5546, 3.2): as many days running as there are half-days, each after the first moved to where it is
(RECURRENCE-ID). All calendars know a meeting that was moved; several lack lists of dates (RDATE).
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Event, vCalAddress

from etabli.foundation.calendars.engine.writing import calendar_text, new_calendar
from etabli.foundation.notify.prose import Prose, line_of

REMINDER_DELAY = timedelta(days=-1)


@dataclass(frozen=True)
class Meeting:
    """Something with a time and a place; `sequence` grows with each change.

    `later`: the (start, end) of the half-days that come after the one from `starts_at` to `ends_at`.
    """

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    url: str = ""
    cancelled: bool = False
    later: tuple[tuple[datetime, datetime], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What `from_json` reads: instants in ISO 8601."""
        later = [[instant.isoformat() for instant in half_day] for half_day in self.later]
        times = {"starts_at": self.starts_at.isoformat(), "ends_at": self.ends_at.isoformat()}
        return {**asdict(self), **times, "later": later}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Meeting":
        """The meeting that `as_json` wrote."""
        instant = datetime.fromisoformat
        later = tuple((instant(start), instant(end)) for start, end in values["later"])
        times = {"starts_at": instant(values["starts_at"]), "ends_at": instant(values["ends_at"])}
        return cls(**{**values, **times, "later": later})


def calendar_file(meeting: Meeting, *, at: datetime, to: str = "") -> str:
    """The .ics text of a meeting.

    Sent by mail to the address `to`, it is an invitation that is already accepted (REQUEST), so that its changes and
    its end (CANCEL) replace it in their calendar by themselves, and no answer is asked. Without `to`, it is a file to
    download (PUBLISH).
    """
    method = "CANCEL" if meeting.cancelled else "REQUEST" if to else "PUBLISH"
    return calendar_text(new_calendar(method), events_of(meeting, at=at, to=to), zones=[current_zone()])


def current_zone() -> str:
    """The name of the zone in whose hours our calendars are written."""
    return str(timezone.get_current_timezone())


def method_of(calendar: str) -> str:
    """The METHOD of a file of ours, which the mail's own header repeats."""
    match = re.search(r"^METHOD:(\w+)", calendar, re.MULTILINE)
    return match[1] if match else "PUBLISH"


def events_of(meeting: Meeting, *, at: datetime, to: str = "") -> list[Event]:
    """The VEVENTs of a meeting, one for each half-day, in order; only one that takes them all out when it is over."""
    first_event = _event(meeting, at, to)
    if meeting.cancelled or not meeting.later:
        return [first_event]
    first_event.add("rrule", {"freq": "daily", "count": 1 + len(meeting.later)})
    return [
        first_event,
        *(_sitting_event(meeting, number, at, to) for number in range(1, 1 + len(meeting.later))),
    ]


def _sitting_event(meeting: Meeting, number: int, at: datetime, to: str) -> Event:
    """The half-day that comes `number` days after the first by the rule, at its own day and hours."""
    start, end = meeting.later[number - 1]
    event = _event(replace(meeting, starts_at=start, ends_at=end), at, to)
    event.add("recurrence-id", timezone.localtime(meeting.starts_at) + timedelta(days=number))
    return event


def _event(meeting: Meeting, at: datetime, to: str) -> Event:
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", timezone.localtime(meeting.starts_at))
    event.add("dtend", timezone.localtime(meeting.ends_at))
    event.add("summary", line_of(meeting.title))
    if meeting.place:
        event.add("location", Prose("%s") % meeting.place)
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    if meeting.url:
        event.add("url", meeting.url)
        event.add("description", meeting.url)  # many calendars show no URL
    event.add("organizer", _organizer())
    if to:
        event.add("attendee", _attendee(to))
    if not meeting.cancelled:
        event.add_component(_reminder(meeting))
    return event


def _organizer() -> vCalAddress:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organizer = vCalAddress(f"mailto:{address}")
    organizer.params["CN"] = name or "Établi"
    return organizer


def _attendee(address: str) -> vCalAddress:
    """They have said yes on the site: their calendar asks nothing and answers nothing."""
    attendee = vCalAddress(f"mailto:{address}")
    attendee.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
    return attendee


def _reminder(meeting: Meeting) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Tomorrow: %(title)s") % {"title": line_of(meeting.title)})
    alarm.add("trigger", REMINDER_DELAY)
    return alarm
