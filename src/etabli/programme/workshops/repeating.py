"""On which days something repeats, and which of them are public holidays in France. Plain Python."""

from datetime import date, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST = 40  # sessions made at once


class Rhythm(StrEnum):
    """How often, always on the weekday of the first."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


STEP = {Rhythm.WEEK: timedelta(days=7), Rhythm.FORTNIGHT: timedelta(days=14)}
FIXED: dict[tuple[int, int], str | Promise] = {
    (1, 1): _("New Year’s Day"),
    (5, 1): _("Labour Day"),
    (5, 8): _("8 May"),
    (7, 14): _("14 July"),
    (8, 15): _("Assumption"),
    (11, 1): _("All Saints’ Day"),
    (11, 11): _("11 November"),
    (12, 25): _("Christmas"),
}
MOVING: dict[int, str | Promise] = {
    1: _("Easter Monday"),
    39: _("Ascension Day"),
    50: _("Whit Monday"),
}  # after Easter


def days_after(first: date, rhythm: Rhythm, *, times: int, until: date | None = None) -> list[date]:
    """The next days after `first`, at most `times` and MOST, none after `until`.

    By the month, the same weekday of the same week: the second Tuesday. A fifth one falls on the last.
    """
    days: list[date] = []
    number = 0
    while len(days) < min(times, MOST):
        number += 1
        following = _nth_month(first, number) if rhythm == Rhythm.MONTH else first + number * STEP[rhythm]
        if until is not None and following > until:
            break
        days.append(following)
    return days


def _nth_month(first: date, number: int) -> date:
    month = first.year * 12 + first.month - 1 + number
    start = date(month // 12, month % 12 + 1, 1)
    week = (first.day - 1) // 7
    day = start + timedelta(days=(first.weekday() - start.weekday()) % 7 + 7 * week)
    return day if day.month == start.month else day - timedelta(days=7)


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * rest) // 433
    month = (h + rest - 7 * m + 90) // 25
    return date(year, month, (h + rest - 7 * m + 33 * month + 19) % 32)


def public_holiday(on: date) -> str:
    """The name of the public holiday (code du travail, L3133-1), or ""."""
    name = FIXED.get((on.month, on.day)) or MOVING.get((on - easter(on.year)).days)
    return str(name or "")
