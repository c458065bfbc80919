"""Events for programs: iCalendar, Atom, JSON, events of schema.org. What is written, `read_feed` reads again, but for
the JSON, whose events are those of `CalendarEvent.from_json`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Event as CalendarComponent, vCalAddress
from lxml import etree

from etabli.community.agenda.engine.xml_feed import ATOM, XCAL
from etabli.foundation.calendars.engine.events import CalendarEvent, Moment
from etabli.foundation.calendars.engine.texts import without_controls
from etabli.foundation.calendars.engine.vtimezone import has_yearly_rules
from etabli.foundation.calendars.engine.writing import calendar_text, published_calendar

VERSION = 1
_IS_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"\\^`{|}]+")


class Form(StrEnum):
    """How a feed is written; its value is its media type."""

    CALENDAR = "text/calendar"
    ATOM = "application/atom+xml"
    JSON = "application/json"
    JSON_LD = "application/ld+json"


@dataclass(frozen=True)
class FeedHead:
    """What a feed says of itself: its own address (`source`), the page that shows the same (`page`), when it was
    written, how often programs look again."""

    title: str
    about: str
    source: str
    page: str
    written_at: datetime
    every: timedelta = timedelta(hours=6)


def feed_out(events: Iterable[CalendarEvent], head: FeedHead, form: Form) -> bytes:
    """The feed of these events, in their order, in UTF-8. Times are in their own zones; where the form can't say the
    zone, they have its offset. Each date of what repeats is an event of its own."""
    write = {Form.CALENDAR: _calendar, Form.ATOM: _atom, Form.JSON: _json, Form.JSON_LD: _json_ld}[form]
    return write([_in_signs_of_text(event) for event in events], head)


def _in_signs_of_text(event: CalendarEvent) -> CalendarEvent:
    names = ("uid", "title", "description", "place", "organiser", "url")
    texts: dict[str, Any] = {name: without_controls(getattr(event, name)) for name in names}
    return replace(event, **texts)


# -- iCalendar --


def _calendar(events: Sequence[CalendarEvent], head: FeedHead) -> bytes:
    calendar = published_calendar(name=head.title, about=head.about, source=head.source, every=head.every)
    components = [_component(event, head.written_at) for event in events]
    moments = [moment for event in events for moment in (event.starts, event.ends, event.occurrence)]
    zones = sorted({zone for moment in moments if (zone := _zone_of(moment))})
    return calendar_text(calendar, components, zones=zones).encode()


def _component(event: CalendarEvent, written_at: datetime) -> CalendarComponent:
    component = CalendarComponent()
    component.add("uid", event.uid)
    component.add("sequence", event.sequence)
    component.add("dtstamp", event.changed_at or written_at)
    component.add("dtstart", _in_calendar(event.starts))
    component.add("dtend", _in_calendar(_after(event)))
    if event.occurrence is not None:
        component.add("recurrence-id", _in_calendar(event.occurrence))
    component.add("summary", event.title)
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    component.add("transp", "TRANSPARENT" if event.is_free else "OPAQUE")
    for name, text in (("description", event.description), ("location", event.place), ("url", event.url)):
        if text:
            component.add(name, text)
    organiser = vCalAddress("invalid:nomail")  # an address is asked for (RFC 5546, 3.2.1), and none is told
    if event.organiser:
        organiser.params["CN"] = event.organiser.replace('"', "”")
    component.add("organizer", organiser)
    if event.changed_at is not None:
        component.add("last-modified", event.changed_at)
    return component


def _after(event: CalendarEvent) -> Moment:
    """Its end as calendars write it: of whole days, the one after the last."""
    if isinstance(event.ends, datetime) or event.ends == date.max:
        return event.ends
    return event.ends + timedelta(days=1)


def _zone_of(moment: Moment | None) -> str:
    """The name of the zone in which it is written; "" where it has none, or in UTC."""
    zone = moment.tzinfo if isinstance(moment, datetime) else None
    is_told = isinstance(zone, ZoneInfo) and zone.key != "UTC" and has_yearly_rules(zone.key)
    return zone.key if is_told and isinstance(zone, ZoneInfo) else ""


def _in_calendar(moment: Moment) -> Moment:
    if not isinstance(moment, datetime) or moment.tzinfo is None or _zone_of(moment):
        return moment
    return moment.astimezone(UTC)


# -- Atom, with xCal --


def _atom(events: Sequence[CalendarEvent], head: FeedHead) -> bytes:
    names: dict[Any, str] = {None: ATOM, "xcal": XCAL}
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=names)
    _add(root, ATOM, id=head.source, title=head.title, subtitle=head.about, updated=_iso(head.written_at))
    etree.SubElement(root, f"{{{ATOM}}}link", rel="self", href=head.source)
    etree.SubElement(root, f"{{{ATOM}}}link", rel="alternate", href=head.page)
    _add(etree.SubElement(root, f"{{{ATOM}}}author"), ATOM, name=head.title)
    for event in events:
        entry = etree.SubElement(root, f"{{{ATOM}}}entry")
        _add(
            entry, ATOM, id=_address(_name(event)), title=event.title or head.title, summary=event.description
        )
        _add(entry, ATOM, updated=_iso(event.changed_at or head.written_at))
        if event.url:
            etree.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=event.url)
        _add(entry, XCAL, uid=event.uid, dtstart=_iso(event.starts), dtend=_iso(_after(event)))
        _add(entry, XCAL, location=event.place, organizer=event.organiser, sequence=str(event.sequence))
        _add(entry, XCAL, status="CANCELLED" if event.is_cancelled else "CONFIRMED")
        if event.occurrence is not None:
            _add(entry, XCAL, **{"recurrence-id": _iso(event.occurrence)})
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _add(parent: Any, namespace: str, **texts: str) -> None:
    """An element for each text that says something."""
    for name, text in texts.items():
        if text:
            etree.SubElement(parent, f"{{{namespace}}}{name}").text = text


def _address(name: str) -> str:
    """An identifier as Atom asks for it: an address, if only in form."""
    return name if _IS_ADDRESS.fullmatch(name) else f"urn:x-event:{quote(name, safe='')}"


# -- JSON --


def _json(events: Sequence[CalendarEvent], head: FeedHead) -> bytes:
    document = {
        "version": VERSION,
        "title": head.title,
        "about": head.about,
        "url": head.page,
        "written_at": _iso(head.written_at),
        "events": [event.as_json() for event in events],
    }
    return json.dumps(document, ensure_ascii=False).encode()


def _json_ld(events: Sequence[CalendarEvent], head: FeedHead) -> bytes:
    document = {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": head.title,
        "description": head.about,
        "url": head.page,
        "itemListElement": [linked_event(event) for event in events],
    }
    return json.dumps(document, ensure_ascii=False).encode()


def linked_event(event: CalendarEvent) -> dict[str, Any]:
    """Without what is blank: those who read it refuse an empty place."""
    status = "EventCancelled" if event.is_cancelled else "EventScheduled"
    values = {
        "@type": "Event",
        "identifier": _name(event),
        "name": event.title,
        "description": event.description,
        "startDate": _iso(event.starts),
        "endDate": _iso(event.ends),
        "location": {"@type": "Place", "name": event.place, "address": event.place} if event.place else None,
        "organizer": {"@type": "Organization", "name": event.organiser} if event.organiser else None,
        "url": event.url,
        "eventStatus": f"https://schema.org/{status}",
        "dateModified": _iso(event.changed_at) if event.changed_at else "",
    }
    return {name: value for name, value in values.items() if value}


def _name(event: CalendarEvent) -> str:
    """What names it alone: its UID and, of what repeats, its date."""
    return event.uid if event.occurrence is None else f"{event.uid}#{_iso(event.occurrence)}"


def _iso(moment: Moment) -> str:
    return moment.isoformat()
