"""The dates of a rule are those of python-dateutil, in a number of steps that nothing can exceed."""

from datetime import datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings, strategies as st
from icalendar import vRecur

from etabli.foundation.calendars.engine.recurrence import (
    BadRule,
    Rule,
    Steps,
    TooFrequent,
    TooManySteps,
    dates,
)

SINCE, UNTIL = datetime(2026, 1, 1), datetime(2029, 1, 1)
FIRSTS = st.datetimes(datetime(2018, 1, 1), datetime(2027, 1, 1)).map(lambda at: at.replace(microsecond=0))
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def rule_of(text: str) -> Rule:
    return Rule.of(dict(vRecur.from_ical(text)))


def dates_of(text: str, first: datetime, since: datetime = SINCE, until: datetime = UNTIL) -> list[datetime]:
    return list(dates(rule_of(text), first, since=since, until=until, steps=Steps(1_000_000)))


def some(values: st.SearchStrategy[int], most: int = 3) -> st.SearchStrategy[list[int]]:
    return st.lists(values, max_size=most, unique=True)


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 5))}"]
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(['MO', 'SU', 'WE']))}")
    lists = {
        "BYMONTH": draw(some(st.integers(1, 12))),
        "BYMONTHDAY": draw(some(st.integers(-31, 31).filter(bool))) if frequency != "WEEKLY" else [],
        "BYYEARDAY": draw(some(st.integers(-366, 366).filter(bool), 2)) if frequency == "YEARLY" else [],
        "BYWEEKNO": draw(some(st.integers(-53, 53).filter(bool), 2)) if frequency == "YEARLY" else [],
        "BYHOUR": draw(some(st.integers(0, 23), 2)),
    }
    days = draw(some(st.integers(0, 6)))
    with_numbers = frequency == "MONTHLY" or (frequency == "YEARLY" and not lists["BYWEEKNO"])
    nths = draw(st.booleans()) and with_numbers
    numbers = [draw(st.sampled_from([-2, -1, 1, 2, 4])) for _ in days] if nths else []
    if days:
        names = [f"{n}{WEEKDAYS[day]}" for n, day in zip(numbers or [""] * len(days), days, strict=True)]
        parts.append(f"BYDAY={','.join(names)}")
    parts += [f"{name}={','.join(map(str, values))}" for name, values in lists.items() if values]
    if days and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(st.sampled_from(['1', '-1', '2,-1']))}")
    return ";".join(parts)


@settings(max_examples=200, deadline=None)
@given(text=rules(), first=FIRSTS)
def test_the_dates_are_those_of_dateutil(text: str, first: datetime) -> None:
    bounded = f"{text};UNTIL={UNTIL:%Y%m%dT%H%M%S}"
    assert dates_of(text, first) == [at for at in rrulestr(bounded, dtstart=first) if at >= SINCE]


@settings(max_examples=100, deadline=None)
@given(text=rules(), first=FIRSTS, count=st.integers(1, 60))
def test_a_count_counts_from_the_first(text: str, first: datetime, count: int) -> None:
    all_of_them = dates_of(text, first, since=first)
    assert dates_of(f"{text};COUNT={count}", first) == [at for at in all_of_them[:count] if at >= SINCE]


@pytest.mark.parametrize(
    ("text", "first", "expected"),
    [
        (
            "FREQ=MONTHLY;BYDAY=TU,-1FR",
            datetime(2026, 11, 3, 9),
            ["11-03", "11-10", "11-17", "11-24", "11-27"],
        ),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", datetime(2024, 2, 29), ["02-29"]),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU;COUNT=3",
            datetime(2026, 12, 6),
            ["12-06", "12-07", "12-20"],
        ),
    ],
)
def test_each_named_day_is_one(text: str, first: datetime, expected: list[str]) -> None:
    assert [f"{at:%m-%d}" for at in dates_of(text, first)][: len(expected)] == expected


@pytest.mark.parametrize("frequency", ["SECONDLY", "MINUTELY", "HOURLY"])
def test_what_repeats_oftener_than_events_is_refused(frequency: str) -> None:
    with pytest.raises(TooFrequent):
        rule_of(f"FREQ={frequency}")
    with pytest.raises(TooFrequent):
        rule_of(f"FREQ=DAILY;BYMINUTE={','.join(map(str, range(60)))}")


@pytest.mark.parametrize(
    "text", ["INTERVAL=2", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;BYHOUR=99"]
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(BadRule):
        rule_of(text)


@pytest.mark.parametrize("frequency", ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
@pytest.mark.parametrize(
    "rest", ["BYMONTH=2;BYMONTHDAY=30", "INTERVAL=1000000000", "COUNT=1000000000;BYMONTH=2;BYMONTHDAY=30"]
)
def test_a_rule_that_gives_nothing_ends(frequency: str, rest: str) -> None:
    steps = Steps(100_000)
    first = datetime(1950, 1, 1)
    made = list(dates(rule_of(f"FREQ={frequency};{rest}"), first, since=SINCE, until=UNTIL, steps=steps))
    assert made == []
    assert steps.left > 0


def test_an_old_series_begins_where_it_is_asked_for() -> None:
    steps = Steps(2_000)
    series = dates(rule_of("FREQ=DAILY"), datetime(1, 1, 1, 9), since=SINCE, until=UNTIL, steps=steps)
    assert next(series) == SINCE + timedelta(hours=9)
    assert len(list(series)) == (UNTIL - SINCE).days - 1


def test_the_steps_of_a_file_are_those_of_all_its_rules() -> None:
    steps = Steps(1_500)
    first = list(dates(rule_of("FREQ=DAILY"), SINCE, since=SINCE, until=UNTIL, steps=steps))
    assert len(first) == (UNTIL - SINCE).days + 1
    second = dates(rule_of("FREQ=DAILY"), SINCE, since=SINCE, until=UNTIL, steps=steps)
    assert next(second) == SINCE
    with pytest.raises(TooManySteps):
        list(second)
