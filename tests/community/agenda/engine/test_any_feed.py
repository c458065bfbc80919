"""Whatever comes gives a reading or a reason: feeds cut, mixed, and filled with what no feed should hold."""

import json

from hypothesis import given, settings, strategies as st

from etabli.community.agenda.engine.feed import Feed
from tests.community.agenda.engine.feeds import START, at, atom, calendar, event, read, rss

WHOLE = [
    calendar(
        event(START, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE:20270119T173000Z", "LOCATION:Été"),
        event("RECURRENCE-ID:20270126T173000Z", "DTSTART;TZID=Romance Standard Time:20270127T090000"),
        event("DTSTART;VALUE=DATE:20270201", "URL:https://example.org/", uid=""),
    ),
    rss(
        "<title>a</title><guid>b</guid><ev:startdate>2027-02-01</ev:startdate>", "<title>c</title><pubDate/>"
    ),
    atom("<id>a</id><title>b</title><xcal:dtstart>2027-02-01T10:00:00Z</xcal:dtstart>"),
    json.dumps(
        [{"@type": "Event", "name": "a", "startDate": "2027-02-01", "location": {"name": "b"}}]
    ).encode(),
]
PIECES = st.sampled_from(
    [
        b"", b"\0", b"\n", b":", b";", b",", b"=", b'"', b"<", b">", b"&", b"]]>", b"<![CDATA[", b"\xff\xfe", b"\xe9",
        b"BEGIN:VEVENT\n", b"END:VEVENT\n", b"END:VCALENDAR", b"99999999999999999999", b"-1", b"00010101T000000Z",
        b"99991231", b"P99999999D", b"FREQ=YEARLY;BYDAY=-53SU", b"TZID=", b"Europe/Paris", b"{", b"[", b"null", b"\\",
        b"\\ud800", b"29 fevrier 2027", b"2027-02-30", b"T24:00:00+99:99", b"</item>", b"<!ENTITY", b"&#0;",
        b"&#xD800;",
    ]
)  # fmt: skip


def is_sound(feed: Feed) -> bool:
    """Nothing is read where a reason is given; what is read can be sent and is in order; counts count."""
    if feed.refusal is not None:
        return feed == Feed(refusal=feed.refusal)
    names = [(each.uid, each.occurrence, each.starts) for each in feed.events]
    counts = [*feed.left_out.values(), *feed.doubts.values()]
    return (
        Feed.from_json(json.loads(json.dumps(feed.as_json()).encode())) == feed
        and len(set(names)) == len(names)
        and all(count > 0 for count in counts)
        and all(type(each.starts) is type(each.ends) for each in feed.events)
    )


@settings(max_examples=400, deadline=None)
@given(data=st.data(), whole=st.sampled_from(WHOLE))
def test_a_feed_with_anything_anywhere(data: st.DataObject, whole: bytes) -> None:
    for _change in range(data.draw(st.integers(0, 6))):
        start = data.draw(st.integers(0, len(whole)))
        end = data.draw(st.integers(start, min(len(whole), start + 12)))
        whole = whole[:start] + data.draw(st.one_of(PIECES, st.binary(max_size=6))) + whole[end:]
    assert is_sound(read(whole[: data.draw(st.integers(0, len(whole) * 3)) or None]))


VALUES = st.one_of(
    st.text(max_size=30),
    st.from_regex(r"-?P?[0-9TZ:+,/.-]{1,24}", fullmatch=True),
    st.from_regex(
        r"FREQ=(YEAR|MONTH|WEEK|DAI)LY(;(BY[A-Z]{3,8}|COUNT|UNTIL|INTERVAL|WKST)=-?[0-9A-Z,]{1,9}){0,4}",
        fullmatch=True,
    ),
)  # fmt: skip
NAMES = st.sampled_from(
    ["DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SEQUENCE", "LAST-MODIFIED", "URL",
     "DTSTART;TZID=Europe/Paris", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "RDATE;VALUE=PERIOD", "ORGANIZER;CN=a"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.lists(st.tuples(NAMES, VALUES), max_size=6), min_size=1, max_size=3))
def test_an_event_with_any_value(events: list[list[tuple[str, str]]]) -> None:
    written = [event(*[f"{name}:{value}" for name, value in lines], START) for lines in events]
    assert is_sound(read(calendar(*written)))


@settings(max_examples=200, deadline=None)
@given(VALUES, VALUES, VALUES)
def test_an_entry_with_any_value(starts: str, ends: str, published: str) -> None:
    node = {"@type": "Event", "name": "a", "startDate": starts, "endDate": ends, "dateModified": published}
    assert is_sound(read(json.dumps(node).encode()))
    days = f"<ev:startdate><![CDATA[{starts}]]></ev:startdate><pubDate><![CDATA[{published}]]></pubDate>"
    entry = f"<title>a</title>{days}"
    assert is_sound(read(rss(entry)))


def test_what_is_sound_is_told_from_what_is_not() -> None:
    """So that the silence above means something."""
    (single,) = read(calendar(event(START))).events
    assert single.starts == at(2027, 1, 12, 18, 30)
    assert not is_sound(Feed(events=(single, single)))
