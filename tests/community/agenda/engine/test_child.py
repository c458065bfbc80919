"""A feed is read in a child process: what it answers is what was read, whatever the feed asks for."""

import json
from collections.abc import Callable
from io import BytesIO

import pytest

from etabli.community.agenda.engine.feed import Feed
from etabli.community.agenda.engine.reading import serve
from etabli.foundation.confined import call_confined
from tests.community.agenda.engine.feeds import PARIS, START, TODAY, calendar, event, read, rss

REQUEST = (
    json.dumps({"media_type": "text/calendar", "today": TODAY.isoformat(), "zone": PARIS.key}).encode()
    + b"\n"
)
FEEDS = [
    calendar(
        event(START, "RRULE:FREQ=DAILY;COUNT=2"),
        event("DTSTART;VALUE=DATE:20270101", uid="UID:b"),
        event("DTSTART:20270101T100000", uid="UID:c"),
        event("DTSTART;TZID=Europe/Paris:20271031T023000", "LAST-MODIFIED:20260101T000000Z", uid="UID:d"),
        event(
            "DTSTART;TZID=Romance Standard Time:20270101T100000", "DESCRIPTION:" + "<p>x</p>" * 3000, uid=""
        ),
    ),
    rss("<title>Salon</title><guid>g</guid><pubDate>2026-12-28</pubDate>"),
    b"Bonjour",
]


def here(sent: bytes) -> bytes:
    answer = BytesIO()
    serve(BytesIO(sent), answer)
    return answer.getvalue()


def in_a_child(sent: bytes) -> bytes:
    answer, ended_well = call_confined(
        "etabli.community.agenda.engine.reading:serve",
        sent,
        seconds=20,
        memory_mb=600,
        patience=60,
        most=20_000_000,
    )
    assert ended_well
    return answer


@pytest.mark.parametrize("content", FEEDS, ids=["calendar", "news", "none"])
@pytest.mark.parametrize("ask", [here, in_a_child])
def test_what_is_answered_is_what_was_read(ask: Callable[[bytes], bytes], content: bytes) -> None:
    assert Feed.from_json(json.loads(ask(REQUEST + content))) == read(content, "text/calendar")


DAILY = [event("DTSTART:20200101T090000", "RRULE:FREQ=DAILY", uid=f"UID:{number}") for number in range(3_000)]
WORDS = "<description>mot</description>" * 35
HEAVY = {
    "series": calendar(*DAILY),
    "depth": rss(*["<title>a</title>" + "<x>" * 90 + "</x>" * 90] * 2_000),
    "elements": rss(*[f"<title>{number}</title><guid>{number}</guid>{WORDS}" for number in range(5_000)]),
    "lines": calendar(
        event(START, "DESCRIPTION:" + "<b <b " * 10_000, *["ATTENDEE:mailto:a@x.org"] * 200_000)
    ),
}


@pytest.mark.parametrize("content", HEAVY.values(), ids=HEAVY)
def test_a_heavy_feed_fits_in_the_child(content: bytes) -> None:
    feed = Feed.from_json(json.loads(in_a_child(REQUEST + content)))
    assert feed.refusal is None
    assert feed.events or feed.news
