"""Feeds as tests write them: a calendar around events, a channel around items, and how each is read."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from etabli.community.agenda.engine.feed import Feed
from etabli.community.agenda.engine.reading import read_feed
from etabli.foundation.calendars.engine.events import CalendarEvent

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2027, 1, 1)
START = "DTSTART;TZID=Europe/Paris:20270112T183000"
NAMESPACES = (
    'xmlns:ev="http://purl.org/rss/1.0/modules/event/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xcal="urn:ietf:params:xml:ns:xcal" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:gd="http://schemas.google.com/g/2005"'
)


def event(*lines: str, uid: str = "UID:a@example.org") -> str:
    """An event of these lines, one of which is its start."""
    return "\r\n".join(["BEGIN:VEVENT", *([uid] if uid else []), "SUMMARY:Réunion", *lines, "END:VEVENT", ""])


def calendar(*events: str, head: str = "") -> bytes:
    """A calendar around what `event` writes."""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{''.join(events)}END:VCALENDAR\r\n".encode()


def rss(*items: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    """A channel of RSS 2.0 around the insides of its items."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    channel = f"<channel><title>Voisins</title><link>https://example.org/</link>{inside}</channel>"
    return f'{head}<rss version="2.0" {NAMESPACES}>{channel}</rss>'.encode()


def atom(*entries: str) -> bytes:
    """A feed of Atom around the insides of its entries."""
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {NAMESPACES}><title>Voisins</title>{inside}</feed>'.encode()


def read(content: bytes, media_type: str = "") -> Feed:
    """The feed on the first of January 2027, in Paris."""
    return read_feed(content, media_type=media_type, today=TODAY, zone=PARIS)


def the_event(content: bytes) -> CalendarEvent:
    """The only event of a feed."""
    (single,) = read(content).events
    return single


def starts(feed: Feed) -> list[str]:
    """When its events start, by their own clock."""
    return [f"{event.starts:%Y-%m-%d %H:%M}" for event in feed.events]


def at(*parts: Any, zone: ZoneInfo | None = PARIS) -> datetime:
    """A time of the clock in a zone."""
    return datetime(*parts, tzinfo=zone)
