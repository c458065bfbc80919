"""What is written is what is read again; and the calendar is one for the programs that people have."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree

from etabli.community.agenda.engine.writing import FeedHead, Form, feed_out
from etabli.foundation.calendars.engine.events import CalendarEvent, Moment
from etabli.foundation.calendars.engine.vtimezone import has_yearly_rules
from tests.community.agenda.engine.feeds import PARIS, TODAY, at, read
from tests.foundation.notify.clients import read_by_gnome, read_by_home_assistant

HEAD = FeedHead(
    title="L’agenda",
    about="Ce qui vient",
    source="https://etabli.example/agenda.ics",
    page="https://etabli.example/agenda/",
    written_at=datetime(2027, 1, 1, 8, tzinfo=UTC),
)
ZONES = [
    "Europe/Paris",
    "America/New_York",
    "Indian/Reunion",
    "UTC",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
]
WORDS = st.text(
    st.characters(categories=["L", "N", "P", "S"], exclude_characters='"&<'), min_size=1, max_size=12
).filter(lambda word: word.strip("\\^") == word)
LINES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
TEXTS = st.lists(LINES, max_size=3).map("\n".join)
DAYS = st.dates(TODAY, TODAY + timedelta(days=390))
ADDRESSES = st.one_of(
    st.just(""), st.from_regex(r"https?://[a-z]{1,9}\.org/[a-z0-9?=;,~-]{0,20}", fullmatch=True)
)


@st.composite
def events(draw: st.DrawFn) -> CalendarEvent:
    """An event of whole days, of the clock, or of a zone; alone, or one date of several."""
    on, seconds = draw(DAYS), draw(st.integers(0, 24 * 3600 - 1))
    starts: Moment = on
    ends: Moment = on + timedelta(days=draw(st.integers(0, 5)))
    if draw(st.booleans()):
        zone = draw(st.sampled_from([None, *map(ZoneInfo, ZONES)]))
        first = datetime.combine(on, datetime.min.time()) + timedelta(seconds=seconds)
        starts = _that_exists(first, zone)
        ends = _that_exists(first + timedelta(minutes=draw(st.integers(60, 3_000))), zone)
    changed_at = draw(st.none() | st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1)))
    return CalendarEvent(
        uid=draw(WORDS),
        title=draw(LINES),
        starts=starts,
        ends=ends,
        occurrence=draw(st.sampled_from([None, starts])),
        sequence=draw(st.integers(0, 999)),
        description=draw(TEXTS),
        place=draw(st.just("") | LINES),
        organiser=draw(st.just("") | LINES),
        url=draw(ADDRESSES),
        changed_at=changed_at and changed_at.replace(microsecond=0, tzinfo=UTC),
        is_cancelled=draw(st.booleans()),
        is_free=draw(st.booleans()),
    )


def _that_exists(wall: datetime, zone: ZoneInfo | None) -> datetime:
    """That time of the clock, or the one that summer time makes of it."""
    return wall if zone is None else wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


LISTS = st.lists(events(), max_size=4, unique_by=lambda event: event.uid)


def as_read(content: bytes) -> list[CalendarEvent]:
    feed = read(content)
    assert (feed.refusal, feed.news, feed.doubts, feed.left_out) == (None, (), {}, {})
    return sorted(feed.events, key=lambda event: event.uid)


def by_utc(event: CalendarEvent) -> CalendarEvent:
    """The same by the clock of UTC: an hour that the end of summer time repeats is equal to none of another zone."""
    names = ("starts", "ends", "occurrence")
    times = {name: getattr(event, name) for name in names}
    return replace(
        event,
        **{
            name: at.astimezone(UTC) if isinstance(at, datetime) and at.tzinfo is not None else at
            for name, at in times.items()
        },
    )


def names_of_zones(listed: list[CalendarEvent]) -> Iterator[str]:
    for event in listed:
        yield str(event.starts.tzinfo) if isinstance(event.starts, datetime) else ""


@settings(max_examples=150, deadline=None)
@given(LISTS)
def test_a_calendar_says_all_of_it(written: list[CalendarEvent]) -> None:
    written = sorted(written, key=lambda event: event.uid)
    events_read = as_read(feed_out(written, HEAD, Form.CALENDAR))
    assert list(map(by_utc, events_read)) == list(map(by_utc, written))
    for name, name_read in zip(names_of_zones(written), names_of_zones(events_read), strict=True):
        assert name_read == (name if name in {"", "None"} or has_yearly_rules(name) else "UTC")


@settings(max_examples=150, deadline=None)
@given(LISTS)
def test_atom_says_all_but_whether_it_takes_time(written: list[CalendarEvent]) -> None:
    content = feed_out(written, HEAD, Form.ATOM)
    events_read = as_read(content)
    expected = [
        replace(event, is_free=False, changed_at=event.changed_at or HEAD.written_at)
        for event in sorted(written, key=lambda event: event.uid)
    ]
    assert list(map(by_utc, events_read)) == list(map(by_utc, expected))
    root = etree.fromstring(content)
    for entry in root.iter("{http://www.w3.org/2005/Atom}entry"):
        assert {"id", "title", "updated"} <= {etree.QName(each).localname for each in entry}


@settings(max_examples=150, deadline=None)
@given(LISTS)
def test_schema_org_names_each_date(written: list[CalendarEvent]) -> None:
    events_read = as_read(feed_out(written, HEAD, Form.JSON_LD))
    expected = [
        replace(
            event,
            uid=event.uid if event.occurrence is None else f"{event.uid}#{event.occurrence.isoformat()}",
            occurrence=None,
            is_free=False,
            sequence=0,
        )
        for event in written
    ]
    assert events_read == sorted(expected, key=lambda event: event.uid)


@settings(max_examples=100, deadline=None)
@given(LISTS)
def test_json_says_all_of_it(written: list[CalendarEvent]) -> None:
    document = json.loads(feed_out(written, HEAD, Form.JSON))
    events_read = [CalendarEvent.from_json(values) for values in document["events"]]
    assert events_read == written
    assert list(names_of_zones(events_read)) == list(names_of_zones(written))


SERIES = [
    CalendarEvent(
        "a", "Permanence", at(2027, 3, day, 9), at(2027, 3, day, 10), occurrence=at(2027, 3, day, 9), url=url
    )
    for day, url in ((20, "https://x.org/1"), (27, "https://x.org/2"), (28, ""))
]
DAYS_OFF = CalendarEvent(
    "b", "Foire, marché; oui", date(2027, 5, 1), date(2027, 5, 3), is_cancelled=True, place="É" * 99
)


def test_the_calendar_is_one_for_programs_in_use() -> None:
    text = feed_out([*SERIES, DAYS_OFF], HEAD, Form.CALENDAR).decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("BEGIN:VTIMEZONE") == 1
    events_read = read_by_home_assistant(text)
    assert [(each.uid, each.starts_at) for each in events_read] == [
        ("a", at(2027, 3, 20, 9)), ("a", at(2027, 3, 27, 9)), ("a", at(2027, 3, 28, 9)), ("b", date(2027, 5, 1)),
    ]  # fmt: skip
    assert read_by_home_assistant(read_by_gnome(text)) == events_read


def test_the_same_events_are_the_same_bytes() -> None:
    for form in Form:
        assert feed_out(SERIES, HEAD, form) == feed_out(SERIES, HEAD, form)


@pytest.mark.parametrize("form", Form)
def test_what_cannot_be_written_does_not_break_the_feed(form: Form) -> None:
    odd = CalendarEvent(
        "u\x00", "a\x0b\ud800b]]>", TODAY, date.max, description="\r\nBEGIN:VEVENT\r\n<x>&", url=""
    )
    encoded = feed_out([odd, SERIES[0]], HEAD, form)
    if form != Form.JSON:
        feed = read(encoded)
        assert [event.title for event in feed.events] == ["ab]]>", "Permanence"]
        assert len(feed.events) == 2
        assert PARIS.key
