"""A calendar file around events: its head, the rules of their zones, its end."""

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event, vText

from etabli.foundation.calendars.engine.vtimezone import vtimezone_text


def new_calendar(method: str) -> Calendar:
    """A calendar without any event yet."""
    calendar = Calendar()
    calendar.add("prodid", "-//Etabli//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def published_calendar(*, name: str, about: str, source: str, every: timedelta) -> Calendar:
    """One that programs subscribe to: `source` is its own address, at which they look again `every` few hours
    (RFC 7986; what begins by X- is for those that don't know it)."""
    calendar = new_calendar("PUBLISH")
    for key in ("name", "x-wr-calname"):
        calendar.add(key, vText(name))
    for key in ("description", "x-wr-caldesc"):
        calendar.add(key, vText(about))
    calendar.add("source", source, {"value": "URI"})
    calendar.add("refresh-interval", every, {"value": "DURATION"})
    calendar.add("x-published-ttl", f"PT{every // timedelta(hours=1)}H")
    return calendar


def calendar_text(calendar: Calendar, events: Iterable[Event], *, zones: Iterable[str]) -> str:
    """The .ics text of a calendar with these events, the rules of the zones that they name before them."""
    head, end, _nothing = calendar.to_ical().decode().partition("END:VCALENDAR")
    rules = (vtimezone_text(zone) for zone in zones)
    return "".join([head, *rules, *(event.to_ical().decode() for event in events), end, "\r\n"])
