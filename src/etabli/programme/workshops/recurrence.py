"""On which days something repeats. Plain Python."""

from datetime import date, timedelta
from enum import StrEnum

MAX_SESSIONS = 40  # sessions made at once


class Rhythm(StrEnum):
    """How often, always on the weekday of the first."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


INTERVALS = {Rhythm.WEEK: timedelta(days=7), Rhythm.FORTNIGHT: timedelta(days=14)}


def days_after(first: date, rhythm: Rhythm, *, times: int, until: date | None = None) -> list[date]:
    """The next days after `first`, at most `times` and MAX_SESSIONS, none after `until`.

    By the month, the same weekday of the same week: the second Tuesday. A fifth one falls on the last.
    """
    days: list[date] = []
    number = 0
    while len(days) < min(times, MAX_SESSIONS):
        number += 1
        next_day = _nth_month(first, number) if rhythm == Rhythm.MONTH else first + number * INTERVALS[rhythm]
        if until is not None and next_day > until:
            break
        days.append(next_day)
    return days


def _nth_month(first: date, number: int) -> date:
    month = first.year * 12 + first.month - 1 + number
    start = date(month // 12, month % 12 + 1, 1)
    week = (first.day - 1) // 7
    day = start + timedelta(days=(first.weekday() - start.weekday()) % 7 + 7 * week)
    return day if day.month == start.month else day - timedelta(days=7)
