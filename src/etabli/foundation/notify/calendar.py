"""Calendar files (RFC 5545, RFC 5546): one meeting, its changes and its end, under one UID."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import cache

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress

REMINDER = timedelta(days=-1)


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


def calendar_file(meeting: Meeting, *, at: datetime, to: str = "") -> str:
    """The .ics text of a meeting.

    Sent by mail to the address `to`, it is an invitation that is already accepted (REQUEST), so that its changes and
    its end (CANCEL) replace it in their calendar by themselves, and no answer is asked. Without `to`, it is a file to
    download (PUBLISH).
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Etabli//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if meeting.cancelled else "REQUEST" if to else "PUBLISH")
    calendar.add_component(_event(meeting, at, to))
    rules = "".join(_rules_of(zone) for zone in sorted(calendar.get_missing_tzids()))
    text: str = calendar.to_ical().decode()
    return text.replace("BEGIN:VEVENT", f"{rules}BEGIN:VEVENT", 1)


def method_of(calendar: str) -> str:
    """The METHOD of a file of ours, which the mail's own header repeats."""
    found = re.search(r"^METHOD:(\w+)", calendar, re.MULTILINE)
    return found[1] if found else "PUBLISH"


@cache
def _rules_of(zone: str) -> str:
    """The VTIMEZONE of a time zone, written once: it took half of the processor time of a sign-up."""
    text: str = Timezone.from_tzid(zone).to_ical().decode()
    return text


def _event(meeting: Meeting, at: datetime, to: str) -> Event:
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", timezone.localtime(meeting.starts_at))
    event.add("dtend", timezone.localtime(meeting.ends_at))
    event.add("summary", meeting.title)
    event.add("location", meeting.place)
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
    alarm.add("description", _("Tomorrow: %(title)s") % {"title": meeting.title})
    alarm.add("trigger", REMINDER)
    return alarm
