"""Calendar files (RFC 5545): one meeting, its changes and its end, under one UID."""

from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar, Event


@dataclass(frozen=True)
class Meeting:
    """Something with a time and a place; `sequence` grows with each change."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    url: str = ""
    cancelled: bool = False


def calendar_file(meeting: Meeting, *, at: datetime) -> str:
    """The .ics text of a meeting, to attach or to download."""
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", meeting.title)
    event.add("location", meeting.place)
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    if meeting.url:
        event.add("url", meeting.url)
    calendar = Calendar()
    calendar.add("prodid", "-//Etabli//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if meeting.cancelled else "PUBLISH")
    calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text
