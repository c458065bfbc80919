"""A feed of others to what it says: iCalendar, RSS, Atom or schema.org events, told by their content."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import BinaryIO
from zoneinfo import ZoneInfo

from etabli.community.agenda.engine import json_feed, xml_feed
from etabli.community.agenda.engine.decoding import decoded
from etabli.community.agenda.engine.entries import MAX_ENTRIES, NotRead, feed_of
from etabli.community.agenda.engine.feed import Feed, Refusal
from etabli.foundation.calendars.engine.events import Doubt, Window
from etabli.foundation.calendars.engine.reading import NotACalendar, read_calendar

MAX_BYTES = 10_000_000
BEHIND, AHEAD = timedelta(days=31), timedelta(days=400)


def read_feed(content: bytes, *, media_type: str = "", today: date, zone: ZoneInfo) -> Feed:
    """What a feed says, from a month ago to a little more than a year ahead; or, by a `Refusal`, why nothing is read.

    `media_type` is what the transport says of it (a Content-Type): only its alphabet counts. `zone` is that in which
    days and times without a zone are placed; they stay as they are. It raises nothing, whatever comes.
    """
    if not content.strip(b" \t\r\n\0"):
        return Feed(refusal=Refusal.EMPTY)
    if len(content) > MAX_BYTES:
        return Feed(refusal=Refusal.TOO_LONG)
    midnight = datetime.combine(today, time(), zone)
    window = Window(midnight - BEHIND, midnight + AHEAD, zone)
    try:
        return _read(content, media_type, window)
    except NotRead as why:
        return Feed(refusal=why.refusal)
    except NotACalendar:
        return Feed(refusal=Refusal.BROKEN)


def _read(content: bytes, media_type: str, window: Window) -> Feed:
    if b"BEGIN:VCALENDAR" in content[:4096].replace(b"\0", b"").upper():
        read = read_calendar(content, window, most=MAX_ENTRIES)
        return Feed(read.title, read.events, (), read.left_out, read.doubts)
    text, is_as_named = decoded(content, media_type)
    start = text.lstrip()[:1]
    if start == "<":
        source = xml_feed.source_of(text)
    elif start and start in "[{":
        source = json_feed.source_of(text)
    else:
        raise NotRead(Refusal.NOT_A_FEED)
    return feed_of(source, window, Counter({Doubt.ENCODING: int(not is_as_named)}))


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """The child's side: a line of what is asked (`media_type`, `today`, `zone`), then the feed; it goes out as JSON."""
    request = json.loads(source.readline())
    feed = read_feed(
        source.read(),
        media_type=request["media_type"],
        today=date.fromisoformat(request["today"]),
        zone=ZoneInfo(request["zone"]),
    )
    target.write(json.dumps(feed.as_json()).encode())
