"""The quiet hours, in the reader's own time: also on the nights when clocks change."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as some

from etabli.foundation.notices.engine import SUNDAY, TOO_LATE, Rhythm, leaves_at, next_digest

PARIS = ZoneInfo("Europe/Paris")


def at(day: int, hour: int, minute: int = 0, month: int = 1) -> datetime:
    """January 2027 begins on a Friday: the 4th is a Monday, the 10th a Sunday."""
    return datetime(2027, month, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (at(4, 9), at(4, 9)),
        (at(4, 19, 59), at(4, 19, 59)),
        (at(4, 20), at(5, 7, 30)),
        (at(5, 2), at(5, 7, 30)),
        (at(5, 7, 30), at(5, 7, 30)),
        (at(9, 21), at(11, 7, 30)),  # Saturday evening: neither the night nor Sunday
        (at(10, 12), at(11, 7, 30)),
        (at(27, 21, month=3), at(29, 7, 30, month=3)),  # the night of summer time
    ],
)
def test_a_mail_waits_for_the_end_of_the_quiet_hours(now: datetime, then: datetime) -> None:
    assert leaves_at(now, Rhythm()) == then


def test_what_presses_does_not_wait() -> None:
    now = at(4, 21)  # the night ends at half past seven
    assert leaves_at(now, Rhythm(), happens_at=at(5, 14)) == now, "a place freed for tomorrow"
    assert leaves_at(now, Rhythm(), happens_at=at(6, 7, 29)) == now
    assert leaves_at(now, Rhythm(), happens_at=at(6, 7, 30)) == at(5, 7, 30), "a whole day is left"


def test_quiet_hours_in_the_day_none_at_all_and_talkative_sundays() -> None:
    lunch = Rhythm(time(12), time(14), quiet_on_sunday=False)
    assert leaves_at(at(10, 12, 30), lunch) == at(10, 14)
    assert leaves_at(at(10, 23), lunch) == at(10, 23)
    never = Rhythm(time(20), time(20), quiet_on_sunday=False)
    assert leaves_at(at(10, 20), never) == at(10, 20)


def test_the_daily_mail_comes_at_its_hour_and_never_too_late() -> None:
    rhythm = Rhythm(digest_at=time(8))
    assert next_digest(at(4, 7), rhythm) == at(4, 8)
    assert next_digest(at(4, 8), rhythm) == at(5, 8)
    assert next_digest(at(9, 9), rhythm) == at(11, 8), "not on Sunday"
    assert next_digest(at(4, 9), rhythm, happens_at=at(6, 8)) == at(5, 8)
    assert next_digest(at(4, 9), rhythm, happens_at=at(6, 7)) is None


HOURS = some.times().map(lambda hour: hour.replace(second=0, microsecond=0))


@given(
    now=some.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=some.just(PARIS)),
    quiet_from=HOURS,
    quiet_until=HOURS,
    sunday=some.booleans(),
)
def test_never_before_now_never_in_the_quiet_hours(
    now: datetime, quiet_from: time, quiet_until: time, sunday: bool
) -> None:
    rhythm = Rhythm(quiet_from, quiet_until, sunday)
    then = leaves_at(now, rhythm)
    assert now <= then <= now + timedelta(days=3)
    assert leaves_at(then, rhythm) == then
    assert not (sunday and then.weekday() == SUNDAY)
    assert leaves_at(now, rhythm, happens_at=then + TOO_LATE) == then
    assert next_digest(now, rhythm) > now
