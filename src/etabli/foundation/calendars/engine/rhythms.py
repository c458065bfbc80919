"""The days on which something repeats, as people ask for it, by the rule (RRULE) that says so."""

from datetime import date, datetime, time
from enum import StrEnum
from itertools import islice

from etabli.foundation.calendars.engine.recurrence import DAY, MAX_STEPS, Rule, Steps, dates

MAX_DAYS = 40  # made at once


class Rhythm(StrEnum):
    """How often, always on the weekday of the first."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


def rule_of(first: date, rhythm: Rhythm) -> Rule:
    """The rule that repeats this first day. By the month, the same weekday of the same week: the second Tuesday. A
    fifth one falls on the last."""
    if rhythm != Rhythm.MONTH:
        return Rule("WEEKLY", interval=2 if rhythm == Rhythm.FORTNIGHT else 1)
    week = (first.day - 1) // 7 + 1
    return Rule("MONTHLY", by_day=frozenset({(week if week < 5 else -1, first.weekday())}))


def days_after(first: date, rhythm: Rhythm, *, times: int, until: date | None = None) -> list[date]:
    """The next days after `first`, at most `times` and MAX_DAYS, none after `until`."""
    start = datetime.combine(first, time())
    last = datetime.combine(until or date.max, time())
    series = dates(rule_of(first, rhythm), start, since=start + DAY, until=last, steps=Steps(MAX_STEPS))
    return [at.date() for at in islice(series, min(times, MAX_DAYS))]
