"""Whatever the day on which the demonstration is filled, nothing of it falls on a weekend or a public holiday."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from etabli.demo import assembly, special_sessions
from etabli.demo.season import COMING_COUNT, LAST_WORKSHOP_DAYS, PAST_COUNT, _start
from etabli.demo.working_days import worked_after, worked_before, worked_from, worked_until
from etabli.programme.diary.days import is_worked

STARTS = [date(2026, 1, 1) + timedelta(days=n) for n in range(3 * 365)]
CHRISTMAS = date(2026, 12, 25)  # a Friday


def ten_of(day: date) -> datetime:
    return datetime.combine(day, time(10), ZoneInfo("Europe/Paris"))


def test_the_days_around_christmas() -> None:
    assert is_worked(date(2026, 12, 24))
    assert not is_worked(CHRISTMAS)
    assert worked_from(CHRISTMAS) == date(2026, 12, 28)
    assert worked_until(date(2026, 12, 27)) == date(2026, 12, 24)
    assert worked_after(date(2026, 12, 24), 1) == date(2026, 12, 28)
    assert worked_after(CHRISTMAS, 0) == date(2026, 12, 28)
    assert worked_before(ten_of(CHRISTMAS)) == ten_of(date(2026, 12, 24))


def test_no_workshop_falls_on_a_day_off_nor_on_another() -> None:
    for start in STARTS:
        days = [_start(ten_of(start), rank) for rank in range(PAST_COUNT + COMING_COUNT)]
        assert all(is_worked(timezone.localdate(day)) for day in days), start
        assert len(set(days)) == len(days), start
        assert all(timezone.localdate(day) < start for day in days[:PAST_COUNT]), start
        assert all(timezone.localdate(day) > start for day in days[PAST_COUNT:]), start


def test_a_workshop_is_always_within_a_few_days_of_work() -> None:
    for start in STARTS:
        soonest = min(_start(ten_of(start), rank) for rank in range(PAST_COUNT, PAST_COUNT + COMING_COUNT))
        assert timezone.localdate(soonest) == worked_after(start, LAST_WORKSHOP_DAYS)


def test_no_session_beside_the_season_falls_on_a_day_off() -> None:
    for start in STARTS:
        monday = special_sessions._first_week(start - timedelta(days=start.weekday()))
        days = [monday + timedelta(days=n) for n in (0, 1, 3, 7)] + special_sessions._wednesdays(monday)
        assert all(map(is_worked, days)), start


@pytest.mark.parametrize("start", [CHRISTMAS, date(2026, 12, 26), date(2026, 12, 27)])
def test_an_assembly_is_held_on_an_evening_of_work(start: date) -> None:
    assert timezone.localtime(assembly._evening(ten_of(start))).date() == date(2026, 12, 24)
