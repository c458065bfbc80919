"""What repeats, and who is who: one event for each date, one version of each, a name for all."""

from datetime import UTC, date

import pytest

from etabli.community.agenda.engine import reading
from etabli.foundation.calendars.engine.events import Doubt, LeftOut, instant
from etabli.foundation.calendars.engine.reading import MAX_DATES
from tests.community.agenda.engine.feeds import START, at, calendar, event, read, starts, the_event

# -- what repeats --


def test_a_date_is_moved_one_is_taken_out_one_is_called_off_one_is_added() -> None:
    feed = read(
        calendar(
            event(
                START,
                "DURATION:PT1H",
                "RRULE:FREQ=WEEKLY;COUNT=5",
                "EXDATE:20270119T173000Z",  # that day's hour in UTC
                "RDATE;TZID=Europe/Paris:20270114T120000",
            ),
            event("RECURRENCE-ID:20270126T173000Z", "DTSTART;TZID=Europe/Paris:20270127T090000"),
            event(
                "RECURRENCE-ID;TZID=Europe/Paris:20270202T183000",
                START.replace("0112", "0202"),
                "STATUS:CANCELLED",
            ),
        )
    )
    assert [(f"{each.starts:%m-%d %H:%M}", each.is_cancelled) for each in feed.events] == [
        ("01-12 18:30", False), ("01-14 12:00", False), ("01-27 09:00", False), ("02-02 18:30", True),
        ("02-09 18:30", False),
    ]  # fmt: skip
    assert feed.events[2].occurrence == at(2027, 1, 26, 18, 30), "known by where the rule had it"
    assert {each.uid for each in feed.events} == {"a@example.org"}


def test_a_day_taken_out_of_hours_and_a_series_of_days() -> None:
    hours = event(START, "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20270113")
    days = event(
        "DTSTART;VALUE=DATE:20270112", "DTEND;VALUE=DATE:20270114", "RRULE:FREQ=MONTHLY;COUNT=2", uid="UID:b"
    )
    feed = read(calendar(hours, days))
    assert [each.starts for each in feed.events] == [
        date(2027, 1, 12), at(2027, 1, 12, 18, 30), at(2027, 1, 14, 18, 30), date(2027, 2, 12),
    ]  # fmt: skip
    assert feed.events[3].ends == date(2027, 2, 13)


def test_a_rule_without_end_stops_with_the_time_that_is_asked_for() -> None:
    feed = read(calendar(event("DTSTART;TZID=Europe/Paris:20100105T183000", "RRULE:FREQ=WEEKLY;BYDAY=TU")))
    assert starts(feed)[0] == "2026-12-01 18:30"
    assert starts(feed)[-1] == "2028-02-01 18:30"


def test_blanks_in_a_rule_say_nothing() -> None:
    feed = read(calendar(event(START, "RRULE:FREQ=WEEKLY; BYDAY=TU, TH; COUNT=3")))
    assert starts(feed) == ["2027-01-12 18:30", "2027-01-14 18:30", "2027-01-19 18:30"]


@pytest.mark.parametrize(
    ("start", "rule", "expected"),
    [
        # 3.3.5: of an hour that comes twice, the first; one that is skipped keeps the offset before it.
        ("20270124T023000", "FREQ=YEARLY;BYMONTH=1,10;BYDAY=-1SU", ["01-31 01:30", "10-31 00:30"]),
        ("20270124T023000", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;COUNT=1", ["03-28 01:30"]),
        # 3.3.10: each month has these days, and of each week the first that is named is taken.
        (
            "20270105T120000",
            "FREQ=YEARLY;BYMONTHDAY=5;COUNT=3",
            ["01-05 11:00", "02-05 11:00", "03-05 11:00"],
        ),
        ("20270105T120000", "FREQ=WEEKLY;BYDAY=TU,WE,SA;BYSETPOS=1;COUNT=2", ["01-05 11:00", "01-12 11:00"]),
    ],
)
def test_what_other_programs_read_otherwise_is_read_as_the_rfc_says(
    start: str, rule: str, expected: list[str]
) -> None:
    feed = read(calendar(event(f"DTSTART;TZID=Europe/Paris:{start}", f"RRULE:{rule}")))
    instants = [instant(each.starts, UTC) for each in feed.events if instant(each.starts, UTC).year == 2027]
    assert [f"{at:%m-%d %H:%M}" for at in instants] == expected


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("FREQ=SECONDLY", LeftOut.TOO_FREQUENT),
        ("FREQ=DAILY;BYHOUR=9,10,11;BYMINUTE=0,10,20,30,40,50;BYSECOND=0,30", LeftOut.TOO_FREQUENT),
        ("FREQ=SOUVENT", LeftOut.UNKNOWN_RULE),
        ("FREQ=DAILY;COUNT=" + "9" * 5000, LeftOut.UNKNOWN_RULE),
        ("FREQ=DAILY;INTERVAL=-1", LeftOut.UNKNOWN_RULE),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", LeftOut.PAST),
    ],
)
def test_a_rule_that_cannot_be_followed_is_counted(rule: str, reason: LeftOut) -> None:
    feed = read(calendar(event(START, f"RRULE:{rule}")))
    assert (feed.events, feed.left_out) == ((), {reason: 1})


def test_a_thousand_million_dates_are_those_of_the_year() -> None:
    feed = read(calendar(event(START, "RRULE:FREQ=DAILY;COUNT=1000000000;BYHOUR=9,12,15,18")))
    assert len(feed.events) == MAX_DATES
    assert feed.left_out == {LeftOut.TOO_MANY_DATES: 1}


def test_all_the_rules_of_a_file_share_their_steps() -> None:
    heavy = "RRULE:FREQ=DAILY;COUNT=1000000;BYMONTH=2;BYMONTHDAY=30"
    events = [event("DTSTART:19300101T090000", heavy, uid=f"UID:{number}") for number in range(2_000)]
    feed = read(calendar(*events, event(START)))
    assert starts(feed) == ["2027-01-12 18:30"]
    assert feed.left_out[LeftOut.TOO_MANY_DATES] > 1_900


# -- who is who --


def test_of_one_event_the_newest_version() -> None:
    old = event(START, "SEQUENCE:1", "DESCRIPTION:ancien")
    new = event(START.replace("0112", "0113"), "SEQUENCE:2", "DESCRIPTION:neuf")
    for order in ([old, new], [new, old]):
        feed = read(calendar(*order))
        assert [each.description for each in feed.events] == ["neuf"]
        assert feed.left_out == {LeftOut.SUPERSEDED: 1}


def test_an_old_place_in_time_does_not_come_back_when_the_new_one_is_over() -> None:
    old = event(START, "SEQUENCE:1")
    new = event(START.replace("20270112", "20250112"), "SEQUENCE:2")
    assert read(calendar(old, new)).events == ()


def test_one_uid_for_all_is_told_and_each_gets_its_own() -> None:
    feed = read(calendar(event(START), event(START.replace("0112", "0113")), event(START)))
    assert starts(feed) == ["2027-01-12 18:30", "2027-01-13 18:30"]
    assert len({each.uid for each in feed.events}) == 2
    assert (feed.doubts, feed.left_out) == ({Doubt.REUSED_UID: 2}, {LeftOut.SUPERSEDED: 1})


def test_without_a_uid_it_bears_the_same_one_each_time() -> None:
    first, other = (
        read(calendar(event(START, *more, uid=""))) for more in ([], ["DTSTAMP:20270101T000000Z"])
    )
    assert first.events == other.events
    assert first.doubts == {Doubt.NO_UID: 1}


def test_a_uid_of_any_length_fits() -> None:
    uids = {the_event(calendar(event(START, uid=f"UID:{'x' * 30_000}{end}"))).uid for end in "ab"}
    assert len(uids) == 1 or max(map(len, uids)) <= 200
    long = {the_event(calendar(event(START, uid=f"UID:{'x' * 300}{end}"))).uid for end in "ab"}
    assert len(long) == 2
    assert max(map(len, long)) <= 200


def test_a_hundred_thousand_events() -> None:
    past = event("DTSTART:20240112T183000Z").replace("UID:a@example.org", "UID:p{}")
    coming = event(START).replace("UID:a@example.org", "UID:c{}")
    events = [past.format(number) for number in range(94_000)] + [
        coming.format(number) for number in range(6_000)
    ]
    content = calendar(*events)
    assert len(content) < reading.MAX_BYTES
    feed = read(content)
    assert len(feed.events) == 5_000
    assert feed.left_out == {LeftOut.PAST: 94_000, LeftOut.TOO_MANY: 1_000}


def test_all_is_called_off_where_the_file_says_so() -> None:
    assert the_event(calendar(event(START), head="METHOD:CANCEL\r\n")).is_cancelled
