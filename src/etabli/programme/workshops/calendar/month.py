"""The sessions of a month, week by week."""

import re
from calendar import Calendar
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from etabli.foundation.seats.models import Span
from etabli.programme.workshops.calendar.cards import SessionCard


@dataclass(frozen=True)
class MonthEntry:
    """A half-day of a session."""

    card: SessionCard
    span: Span


@dataclass(frozen=True)
class Day:
    """A day of the grid; `is_inside`: of the month itself, not of the weeks' ends around it."""

    on: date
    is_inside: bool
    entries: tuple[MonthEntry, ...]


@dataclass(frozen=True)
class Month:
    """Whole weeks, from Monday to Sunday; `previous` and `following` are first days of months, None where nothing
    is held on that side."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    previous: date | None
    following: date | None


def month_asked(text: str, cards: Sequence[SessionCard], today: date) -> date:
    """The first day of the month that an address asks for ("2027-01"), else of the next session, else of today."""
    if re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", text):
        return date.fromisoformat(f"{text}-01")
    soonest = min((timezone.localdate(card.starts_at) for card in cards), default=today)
    return soonest.replace(day=1)


def month_of(cards: Sequence[SessionCard], first: date) -> Month:
    """The month that begins on `first`, with the half-days of these sessions."""
    by_day: dict[date, list[MonthEntry]] = defaultdict(list)
    for card in cards:
        for span in card.spans:
            by_day[timezone.localdate(span.start)].append(MonthEntry(card, span))
    weeks = tuple(
        tuple(_day(on, first, by_day.get(on, [])) for on in week)
        for week in Calendar().monthdatescalendar(first.year, first.month)
    )
    soonest, latest = min(by_day, default=first), max(by_day, default=first)
    next_month = (first + timedelta(days=31)).replace(day=1)
    return Month(
        first,
        weeks,
        previous=(first - timedelta(days=1)).replace(day=1) if soonest < first else None,
        following=next_month if next_month <= latest else None,
    )


def _day(on: date, first: date, entries: list[MonthEntry]) -> Day:
    is_inside = (on.year, on.month) == (first.year, first.month)
    return Day(on, is_inside, tuple(sorted(entries, key=lambda item: item.span.start)) if is_inside else ())
