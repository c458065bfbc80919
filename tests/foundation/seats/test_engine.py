"""Until when a freed place is held, hour by hour; which reminder is due."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given, strategies as st

from etabli.foundation.seats.engine import is_reminder_due, offer_until
from tests.factories import paris

ZONE = paris()


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2027-{text}").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("freed", "starts", "until"),
    [
        ("03-01T10:00", "03-20T09:00", "03-02T10:00"),  # far away: a day
        ("03-01T19:30", "03-20T09:00", "03-03T09:00"),  # after hours: counted from the morning
        ("03-02T07:00", "03-20T09:00", "03-03T09:00"),  # before them too
        ("03-01T10:00", "03-03T10:00", "03-02T09:00"),  # a quarter of two days would end at night
        ("03-06T10:00", "03-20T09:00", "03-08T09:00"),  # not on a Sunday
        ("03-06T11:00", "03-08T11:00", "03-06T18:00"),  # on the Monday it would be too late
        ("03-01T09:00", "03-02T09:00", "03-01T15:00"),  # the day before: a quarter of what is left
        ("03-01T16:30", "03-02T09:00", "03-01T18:00"),  # the morning would be too late
        ("03-01T17:30", "03-02T09:00", None),  # less than an hour
        ("03-01T23:00", "03-02T14:00", "03-02T10:15"),
        ("03-02T07:00", "03-02T18:30", None),  # the day itself
        ("03-27T10:00", "04-10T09:00", "03-29T09:00"),  # the hour changes in that night, a Sunday
    ],
)
def test_the_table_of_delays(freed: str, starts: str, until: str | None) -> None:
    assert offer_until(at(freed), at(starts)) == (at(until) if until else None)


@given(
    freed=st.datetimes(datetime(2027, 1, 1), datetime(2027, 12, 31)),
    minutes=st.integers(min_value=1, max_value=60 * 24 * 40),
)
def test_an_offer_ends_by_day_in_time_and_leaves_an_hour(freed: datetime, minutes: int) -> None:
    freed_at = freed.replace(tzinfo=ZONE)
    starts_at = freed_at + timedelta(minutes=minutes)
    until = offer_until(freed_at, starts_at)
    if until is None:
        assert starts_at - freed_at < timedelta(hours=44)
        return
    assert time(9) <= until.time() <= time(18)
    assert until.weekday() != 6, "nobody reads their mail on a Sunday"
    assert timedelta(hours=1) <= until - freed_at <= timedelta(hours=72)
    assert until <= starts_at - timedelta(hours=3)


@pytest.mark.parametrize(
    ("now", "reminded", "is_due"),
    [
        ("03-10T08:00", None, False),
        ("03-13T09:00", None, True),
        ("03-15T09:00", "03-13T09:00", False),
        ("03-19T09:00", "03-13T09:00", True),
        ("03-19T10:00", "03-19T09:00", False),
        ("03-19T10:00", None, True),  # the first was missed: it is not written after the second
        ("03-13T09:00", "03-02T09:00", True),  # it was to be sooner: the reminders come again
        ("03-20T09:00", None, False),
    ],
)
def test_reminders(now: str, reminded: str | None, is_due: bool) -> None:
    assert is_reminder_due(at("03-20T09:00"), at(reminded) if reminded else None, at(now)) is is_due
