"""A month as a calendar shows it: its weeks, and what is on each day. Plain Python."""

import re
from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter


@dataclass(frozen=True)
class MonthEntry:
    """Something that begins at `starts_at`, by the clock of whoever reads.

    `heading` is read first, then `detail`; `url`: its page, "" for none; `note`: what to know before one opens it, or
    ""; `is_all_day`: no hour is said of it.
    """

    starts_at: datetime
    heading: str
    detail: str
    url: str
    note: str = ""
    is_all_day: bool = False


@dataclass(frozen=True)
class Day:
    """A day of the grid; `is_inside`: of the month itself, not of the weeks' ends around it."""

    on: date
    is_inside: bool
    entries: tuple[MonthEntry, ...]


@dataclass(frozen=True)
class Month:
    """Whole weeks, from Monday to Sunday; `previous` and `following` are first days of months, None where nothing
    is on that side."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    previous: date | None
    following: date | None


def month_before(first: date) -> date:
    """The first day of the month before the one that begins so."""
    return (first - timedelta(days=1)).replace(day=1)


def month_after(first: date) -> date:
    """The first day of the month after the one that begins so."""
    return (first + timedelta(days=31)).replace(day=1)


def month_asked(text: str, entries: Iterable[MonthEntry], today: date) -> date:
    """The first day of the month that an address asks for ("2027-01"), else of the next entry, else of today."""
    if re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", text):
        return date.fromisoformat(f"{text}-01")
    soonest = min((entry.starts_at.date() for entry in entries), default=today)
    return soonest.replace(day=1)


def month_of(entries: Iterable[MonthEntry], first: date) -> Month:
    """The month that begins on `first`, with what of these is on its days."""
    by_day: dict[date, list[MonthEntry]] = defaultdict(list)
    for entry in entries:
        by_day[entry.starts_at.date()].append(entry)
    weeks = tuple(
        tuple(_day(on, first, by_day.get(on, [])) for on in week)
        for week in Calendar().monthdatescalendar(first.year, first.month)
    )
    soonest, latest = min(by_day, default=first), max(by_day, default=first)
    return Month(
        first,
        weeks,
        previous=month_before(first) if soonest < first else None,
        following=month_after(first) if month_after(first) <= latest else None,
    )


def _day(on: date, first: date, entries: list[MonthEntry]) -> Day:
    is_inside = (on.year, on.month) == (first.year, first.month)
    return Day(on, is_inside, tuple(sorted(entries, key=attrgetter("starts_at"))) if is_inside else ())
