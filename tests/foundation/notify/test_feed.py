"""What other programs read in our calendar files: the mail's, the one to download, the feed that is subscribed to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil.rrule import rrulestr

from etabli.foundation.calendars.engine.vtimezone import FIRST_YEAR, HOUR, offset_changes, vtimezone_text
from etabli.foundation.notify.calendar import Meeting, calendar_file
from etabli.foundation.notify.feed import AnnouncedMeeting, feed
from tests.factories import AT
from tests.foundation.notify.clients import Read, read_by_gnome, read_by_home_assistant, read_by_thunderbird

PARIS = ZoneInfo("Europe/Paris")
WINTER = datetime(2027, 3, 27, 8, 0, tzinfo=UTC)  # nine o'clock in Paris, on the eve of summer time
SUMMER = datetime(2027, 4, 6, 12, 0, tzinfo=UTC)
SHORT = timedelta(hours=3, minutes=30)
ONE = Meeting(
    "a@etabli", 0, "Atelier, à Blaye; oui", WINTER, WINTER + SHORT, "Mairie\\, Blaye", "https://x.org/"
)
TWO = replace(ONE, uid="b@etabli", sequence=3, later=((SUMMER, SUMMER + SHORT),))
OVER = replace(ONE, uid="c@etabli", sequence=2, cancelled=True)


def fed(*meetings: Meeting, **about: str) -> str:
    told = [
        AnnouncedMeeting(meeting, "Une phrase, puis ; et\nune autre", ("Atelier",), (45.1, -0.6), AT)
        for meeting in meetings
    ]
    name = about.get("name", "Ateliers")
    return feed(told, name=name, about="Gratuit", source="https://x.org/a.ics", every=timedelta(hours=6))


FILES: dict[str, Callable[[], str]] = {
    "invitation": lambda: calendar_file(ONE, at=AT, to="anne@example.org"),
    "invitation of two half-days": lambda: calendar_file(TWO, at=AT, to="anne@example.org"),
    "end": lambda: calendar_file(OVER, at=AT, to="anne@example.org"),
    "download": lambda: calendar_file(TWO, at=AT),
    "feed": lambda: fed(ONE, TWO, OVER),
    "feed of nothing": lambda: fed(),
    "long and odd": lambda: fed(replace(ONE, title="É" * 155 + "\\;,\n"), name="«\u00a0Été\u00a0» " * 20),
}


@pytest.mark.parametrize("name", FILES)
def test_two_programs_read_the_same_as_was_written(name: str) -> None:
    text = FILES[name]()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    read = read_by_home_assistant(text)
    again = read_by_home_assistant(read_by_gnome(text))
    assert again == read
    ours = sorted(icalendar.Calendar.from_ical(text).walk("VEVENT"), key=lambda event: event["DTSTART"].dt)
    assert [(one.uid, one.sequence) for one in read] == [(event["UID"], event["SEQUENCE"]) for event in ours]
    assert [one.starts_at for one in read] == [event["DTSTART"].dt for event in ours]


@pytest.mark.deep
@pytest.mark.parametrize("name", FILES)
def test_a_third_program_reads_the_same(name: str) -> None:
    text = FILES[name]()
    assert read_by_thunderbird(text) == read_by_home_assistant(text)


@pytest.mark.parametrize("line", ["ORGANIZER", "UID", "DTSTART;TZID"])
def test_they_refuse_what_breaks_the_rules(line: str) -> None:
    """So that their silence above means something."""
    text = calendar_file(ONE, at=AT, to="anne@example.org").replace(f"\r\n{line}", "\r\nX-WAS", 1)
    with pytest.raises(AssertionError):
        read_by_gnome(text)


def test_a_program_finds_each_half_day_at_its_own_hour_and_what_is_called_off() -> None:
    read = read_by_home_assistant(fed(TWO, OVER))
    assert [(one.uid, one.starts_at, one.status) for one in read] == [
        ("b@etabli", datetime(2027, 3, 27, 9, tzinfo=PARIS), "CONFIRMED"),
        ("c@etabli", datetime(2027, 3, 27, 9, tzinfo=PARIS), "CANCELLED"),
        ("b@etabli", datetime(2027, 4, 6, 14, tzinfo=PARIS), "CONFIRMED"),
    ]
    assert isinstance(read[0], Read)


def test_the_feed_and_the_mail_speak_of_one_entry() -> None:
    (mailed,) = icalendar.Calendar.from_ical(calendar_file(ONE, at=AT, to="anne@example.org")).walk("VEVENT")
    (shown,) = icalendar.Calendar.from_ical(fed(ONE)).walk("VEVENT")
    for name in ("UID", "SEQUENCE", "SUMMARY", "LOCATION", "URL"):
        assert mailed[name] == shown[name]
    assert mailed["DTSTART"].dt == shown["DTSTART"].dt


def test_the_feed_asks_to_be_read_again_and_disturbs_nobody() -> None:
    calendar = icalendar.Calendar.from_ical(fed(ONE, TWO))
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert calendar["X-PUBLISHED-TTL"] == "PT6H"
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == "Ateliers"
    assert not calendar.walk("VALARM")
    for event in calendar.walk("VEVENT"):
        assert "ATTENDEE" not in event
        assert event["TRANSP"] == "TRANSPARENT"
        assert event["DESCRIPTION"] == "Une phrase, puis ; et\nune autre"
        assert event["GEO"].to_ical() == "45.1;-0.6"
    assert fed(ONE, TWO) == fed(ONE, TWO)


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "Indian/Reunion"])
def test_the_rules_of_a_zone_are_those_of_its_data(zone: str) -> None:
    """As RFC 5545 reads them: each rule recurs, its hour is that of the clock that is then left."""
    (rules,) = icalendar.Calendar.from_ical(vtimezone_text(zone), multiple=True)
    told = []
    for part in rules.subcomponents:
        if "RRULE" in part:
            rule = rrulestr(part["RRULE"].to_ical().decode(), dtstart=part["DTSTART"].dt)
            told += [
                (at, part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td)
                for at in rule.between(datetime(FIRST_YEAR, 1, 1), datetime(2038, 1, 1))
            ]
    real = [
        (change.local_wall_time.replace(tzinfo=None), change.before, change.after)
        for year in range(FIRST_YEAR, 2038)
        for change in offset_changes(ZoneInfo(zone), year)
    ]
    assert sorted(told) == sorted(real)
    assert all(abs(after - before) == HOUR for _at, before, after in real)
    assert date(2027, 3, 28) in [at.date() for at, _before, _after in told] or zone != "Europe/Paris"
