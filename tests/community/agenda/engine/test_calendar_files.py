"""Calendars of others, as they are found: each gives what can be read of it, and says the rest."""

import gzip
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from etabli.community.agenda.engine.feed import Feed, Refusal
from etabli.foundation.calendars.engine.events import Doubt, LeftOut
from tests.community.agenda.engine.feeds import START, at, calendar, event, read, starts, the_event

# -- the file: its alphabet, its lines, its end --


def test_what_a_whole_event_says() -> None:
    content = calendar(
        event(
            START,
            "DTEND;TZID=Europe/Paris:20270112T200000",
            "LOCATION:Mairie\\, Blaye",
            "DESCRIPTION:Une phrase\\; puis\\nune autre",
            "URL:https://example.org/a?x=1&y=2",
            'ORGANIZER;CN="Club, de Blaye":mailto:club@example.org',
            "SEQUENCE:3",
            "LAST-MODIFIED:20261220T101500Z",
        ),
        head="X-WR-CALNAME:Agenda du club\r\n",
    )
    feed = read(content)
    assert (feed.title, feed.left_out, feed.doubts, feed.refusal) == ("Agenda du club", {}, {}, None)
    (single,) = feed.events
    assert (single.starts, single.ends) == (at(2027, 1, 12, 18, 30), at(2027, 1, 12, 20))
    assert single.starts.tzinfo is not None
    assert str(single.starts.tzinfo) == "Europe/Paris"
    assert (single.place, single.description) == ("Mairie, Blaye", "Une phrase; puis\nune autre")
    assert (single.url, single.organiser) == ("https://example.org/a?x=1&y=2", "Club, de Blaye")
    assert (single.sequence, single.changed_at) == (3, datetime(2026, 12, 20, 10, 15, tzinfo=UTC))
    assert (single.uid, single.occurrence, single.is_cancelled) == ("a@example.org", None, False)


WRITTEN = calendar(event(START, "DESCRIPTION:Café à l’été"))


@pytest.mark.parametrize(
    ("content", "doubts"),
    [
        (WRITTEN, {}),
        (b"\xef\xbb\xbf" + WRITTEN, {}),
        (WRITTEN.decode().encode("utf-16"), {}),
        (WRITTEN.decode().encode("cp1252"), {Doubt.ENCODING: 2}),
        (WRITTEN.replace(b"\r\n", b"\n"), {}),
        (WRITTEN.replace(b"\r\n", b"\r"), {}),
        (WRITTEN.replace(b"\r\n", b"\r\r\n"), {}),
        (WRITTEN.replace(b"Caf", b"C\0a\0f\x07"), {}),
        (WRITTEN.replace("Café".encode(), b"Caf" + b"\xc3\r\n \xa9"), {}),
        (WRITTEN.replace(b"BEGIN:VEVENT", b"begin:vevent").replace(b"SUMMARY", b"Summary"), {}),
        (b"  \r\n" + WRITTEN, {}),
    ],
    ids=[
        "as it should be", "byte order mark", "UTF-16", "windows-1252 without saying so", "line feeds",
        "carriage returns", "three ends of line", "NUL bytes", "folded in the middle of a letter",
        "small letters", "blanks before it",
    ],
)  # fmt: skip
def test_alphabets_and_ends_of_line(content: bytes, doubts: dict[Doubt, int]) -> None:
    feed = read(content)
    assert [(each.title, each.description) for each in feed.events] == [("Réunion", "Café à l’été")]
    assert feed.doubts == doubts


def test_one_wrong_byte_spoils_one_line() -> None:
    feed = read(calendar(event(START, "DESCRIPTION:Été", "LOCATION:Ambar?s")).replace(b"?", b"\xe8"))
    assert (feed.events[0].description, feed.events[0].place) == ("Été", "Ambarès")
    assert feed.doubts == {Doubt.ENCODING: 1}


def test_a_text_that_goes_on_without_the_sign_of_it() -> None:
    long = "DESCRIPTION:" + "x" * 63  # 75 bytes: folded there by a program that forgot the blank
    feed = read(
        calendar(event(START, long, "yz", "LOCATION:Salle 2", "https://example.org/suite", "au fond"))
    )
    assert feed.events[0].description == "x" * 63 + "yz"
    assert feed.events[0].place == "Salle 2 https://example.org/suite au fond"
    assert feed.doubts == {Doubt.BROKEN_LINES: 3}


def test_a_line_that_is_nothing_spoils_no_other() -> None:
    feed = read(calendar(event(START, "X-RAYON=49.91", "SUMMARY=ceci n’est rien", "LOCATION:Blaye")))
    (single,) = feed.events
    assert (single.uid, single.title, single.place) == ("a@example.org", "Réunion", "Blaye")
    assert single.starts == at(2027, 1, 12, 18, 30)


def test_lines_cut_before_their_value_and_blank_ones_between() -> None:
    lines = event("DTSTART\r\n ;VALUE=DATE\r\n\r\n :20270112", "LOCATION\r\n\r\n\r\n :Blaye")
    single = the_event(calendar(lines))
    assert (single.starts, single.place) == (date(2027, 1, 12), "Blaye")


def test_a_file_that_is_cut_gives_what_is_whole() -> None:
    content = calendar(event(START), event(START.replace("0112", "0113"), uid="UID:b"))
    feed = read(content[: content.index(b"UID:b") + 40])
    assert starts(feed) == ["2027-01-12 18:30"]
    assert feed.left_out == {LeftOut.CUT: 1}
    assert feed.doubts == {Doubt.FILE_CUT: 1}


def test_an_event_that_is_not_ended_ends_where_the_next_begins() -> None:
    content = calendar(
        event(START).replace("END:VEVENT\r\n", ""), event(START.replace("0112", "0113"), uid="UID:b")
    )
    assert starts(read(content)) == ["2027-01-12 18:30", "2027-01-13 18:30"]


def test_what_belongs_to_a_reminder_is_not_the_events() -> None:
    alarm = "BEGIN:VALARM\r\nDESCRIPTION:Rappel\r\nDURATION:P9D\r\nEND:VALARM"
    single = the_event(calendar(event(START, alarm)))
    assert (single.description, single.ends) == ("", single.starts)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", Refusal.EMPTY),
        (b"\0\0 \r\n", Refusal.EMPTY),
        (b"BEGIN:VCALENDAR", Refusal.BROKEN),
        (b"BEGIN:VEVENT\r\nEND:VEVENT", Refusal.NOT_A_FEED),
        (gzip.compress(WRITTEN), Refusal.NOT_A_FEED),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, Refusal.NOT_A_FEED),
        (b"BEGIN:VCALENDAR\r\n" + b"X" * 50_000_000, Refusal.TOO_LONG),
    ],
    ids=["empty", "nothing but NUL", "its first line", "no calendar", "compressed", "a picture", "50 MB"],
)
def test_what_is_no_calendar_is_said(content: bytes, refusal: Refusal) -> None:
    assert read(content) == Feed(refusal=refusal)


def test_an_empty_calendar_is_one() -> None:
    assert read(calendar()) == Feed()


# -- days, hours and zones --


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("DTSTART:20270112T173000Z", at(2027, 1, 12, 18, 30)),
        ("DTSTART;TZID=Romance Standard Time:20270712T183000", at(2027, 7, 12, 18, 30)),
        ('DTSTART;TZID="romance standard time":20270712T183000', at(2027, 7, 12, 18, 30)),
        ("DTSTART;TZID=/example.org/20260101/Europe/Paris:20270712T183000", at(2027, 7, 12, 18, 30)),
        (
            "DTSTART;TZID=/example.org/Tz/America/Argentina/Buenos_Aires:20270112T143000",
            at(2027, 1, 12, 18, 30),
        ),
        ("DTSTART;VALUE=DATE-TIME;TZID=Europe/Paris:2027-01-12T18:30:00", at(2027, 1, 12, 18, 30)),
        ("DTSTART:20270112T183000", at(2027, 1, 12, 18, 30, zone=None)),
        ("DTSTART;VALUE=DATE:20270112", date(2027, 1, 12)),
        ("DTSTART:20270112", date(2027, 1, 12)),
        ("DTSTART;VALUE=DATE:20270112T000000Z", date(2027, 1, 12)),
        ("DTSTART:20270112T000000\r\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE", date(2027, 1, 12)),
    ],
)
def test_times_and_zones_are_as_they_are_written(line: str, expected: date) -> None:
    feed = read(calendar(event(line)))
    assert [each.starts for each in feed.events] == [expected]
    assert type(feed.events[0].starts) is type(expected)
    assert getattr(feed.events[0].starts, "tzinfo", None) is None or isinstance(expected, datetime)
    assert feed.doubts == {}


@pytest.mark.parametrize(
    "name",
    [
        "Salle du fond",
        "Europe",
        "../../etc/passwd",
        "x" * 6000,
        "(UTC+01:00) Bruxelles, Paris",
        "Europe/Nulle",
    ],
)
def test_a_zone_that_nobody_knows_leaves_the_hour_by_the_clock(name: str) -> None:
    feed = read(calendar(event(f"DTSTART;TZID={name}:20270112T183000")))
    assert [each.starts for each in feed.events] == [datetime(2027, 1, 12, 18, 30)]
    assert feed.doubts == {Doubt.UNKNOWN_ZONE: 1}


ZONE = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:20201025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20200329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ={frequency};BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
"""


def test_an_invented_zone_is_read_by_its_rules() -> None:
    zone = ZONE.format(name="Chez nous", frequency="YEARLY")
    events = [
        event(f"DTSTART;TZID=Chez nous:2027{day}T183000", "DURATION:PT2H", f"UID:{day}", uid="")
        for day in ("0112", "0712", "1030", "1101")
    ]
    feed = read(calendar(*events, head=zone))
    assert [each.starts for each in feed.events] == [
        at(2027, 1, 12, 18, 30), at(2027, 7, 12, 18, 30), at(2027, 10, 30, 18, 30), at(2027, 11, 1, 18, 30),
    ]  # fmt: skip
    assert feed.events[1].ends == at(2027, 7, 12, 20, 30)
    assert feed.events[1].starts.tzinfo == timezone(timedelta(hours=2))
    assert feed.doubts == {}


def test_a_series_in_an_invented_zone_keeps_its_hour() -> None:
    zone = ZONE.format(name="Chez nous", frequency="YEARLY")
    rule = event("DTSTART;TZID=Chez nous:20270321T183000", "RRULE:FREQ=WEEKLY;COUNT=3")
    assert [each.starts for each in read(calendar(rule, head=zone)).events] == [
        at(2027, 3, 21, 18, 30), at(2027, 3, 28, 18, 30), at(2027, 4, 4, 18, 30),
    ]  # fmt: skip


def test_a_zone_whose_rules_never_end_is_not_followed() -> None:
    zone = ZONE.format(name="Chez nous", frequency="SECONDLY")
    feed = read(calendar(event("DTSTART;TZID=Chez nous:20270112T183000"), head=zone))
    assert [each.starts for each in feed.events] == [at(2027, 1, 12, 18, 30)], "its other rule can be"


@pytest.mark.parametrize(
    ("lines", "ends", "doubts"),
    [
        (["DTSTART:20270112T183000", "DTEND:20270112T170000"], at(2027, 1, 12, 18, 30, zone=None), 1),
        (["DTSTART:20270112T183000", "DURATION:-PT1H"], at(2027, 1, 12, 18, 30, zone=None), 1),
        (["DTSTART:20270112T183000", "DURATION:PT90M"], at(2027, 1, 12, 20, zone=None), 0),
        (["DTSTART:20270112T183000"], at(2027, 1, 12, 18, 30, zone=None), 0),
        (["DTSTART;VALUE=DATE:20270112"], date(2027, 1, 12), 0),
        (["DTSTART;VALUE=DATE:20270112", "DTEND;VALUE=DATE:20270113"], date(2027, 1, 12), 0),
        (["DTSTART;VALUE=DATE:20270112", "DTEND;VALUE=DATE:20270112"], date(2027, 1, 12), 0),
        (["DTSTART;VALUE=DATE:20270112", "DTEND;VALUE=DATE:20270115"], date(2027, 1, 14), 0),
        (["DTSTART;VALUE=DATE:20270112", "DURATION:P3D"], date(2027, 1, 14), 0),
        (["DTSTART;VALUE=DATE:20270112", "DTEND;VALUE=DATE:20270110"], date(2027, 1, 12), 1),
        (["DTSTART;TZID=Europe/Paris:20270328T010000", "DURATION:PT2H"], at(2027, 3, 28, 4), 0),
        (["DTSTART;TZID=Europe/Paris:20270112T183000", "DTEND:20270112T183000Z"], at(2027, 1, 12, 19, 30), 0),
    ],
)  # fmt: skip
def test_ends(lines: list[str], ends: date, doubts: int) -> None:
    feed = read(calendar(event(*lines)))
    assert [each.ends for each in feed.events] == [ends]
    assert feed.doubts.get(Doubt.END_BEFORE_START, 0) == doubts


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["DTSTART:00010101T000000Z"], LeftOut.PAST),
        (["DTSTART:99991231T235959", "DURATION:P9000D"], LeftOut.FAR),
        (["DTSTART;TZID=Pacific/Auckland:00010101T000000", "DTEND:00010101T000100Z"], LeftOut.PAST),
        (["DTSTART:20261101T100000Z", "DTEND:20261101T110000Z"], LeftOut.PAST),
        (["DTSTART:bientôt"], LeftOut.NO_START),
        (["DTSTART:20271301T100000"], LeftOut.NO_START),
        (["LOCATION:Blaye"], LeftOut.NO_START),
        (["DTSTART:100000"], LeftOut.NO_START),
    ],
)
def test_what_falls_outside_or_has_no_day_is_counted(lines: list[str], reason: LeftOut) -> None:
    feed = read(calendar(event(*lines)))
    assert (feed.events, feed.left_out) == ((), {reason: 1})


# -- texts and addresses --


def test_markup_is_read_and_what_it_would_do_is_not() -> None:
    hostile = (
        "<p onclick=\"alert(1)\">Venez&nbsp\\;!<br>Entrée <b>libre</b></p><script>alert('x')</script>"
        '<style>p{}</style><iframe src="https://x.example"></iframe><!-- caché --><ul><li>un</li><li>deux</li></ul>'
    )
    single = the_event(calendar(event(START, f"DESCRIPTION:{hostile}", "LOCATION:<b>Salle</b> 1 < 2")))
    assert single.description.split() == ["Venez", "!", "Entrée", "libre", "un", "deux"]
    assert single.place == "Salle 1 < 2"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org",
        "https://user:secret@example.org/", "https://", "https://exa mple.org/", "http://[::1", "https://a.org:port/",
    ],
)  # fmt: skip
def test_an_address_that_is_none_of_the_web_is_left_out(address: str) -> None:
    feed = read(calendar(event(START, f"URL:{address}")))
    assert [each.url for each in feed.events] == [""]
    assert feed.doubts == {Doubt.ADDRESS: 1}


def test_a_text_without_end_is_cut() -> None:
    feed = read(calendar(event(START, "DESCRIPTION:" + "mot " * 200_000)))
    assert len(feed.events[0].description) <= 2_000
    assert feed.events[0].description.endswith("…")
    assert feed.doubts == {Doubt.CUT_TEXT: 1}


def test_ten_thousand_lines_in_one_event_and_a_thousand_levels() -> None:
    many = event(START, *[f"EXDATE:2027{number % 12 + 1:02}01T000000Z" for number in range(10_000)])
    deep = "BEGIN:X\r\n" * 100_000
    assert starts(read(calendar(many, deep, "END:X\r\n" * 100_000))) == ["2027-01-12 18:30"]
