"""The dates that a rule gives (RRULE, RFC 5545, 3.3.10), by the clock of the wall, in a bounded number of steps.

python-dateutil, which gives the same dates, walks to the year 9999 for a rule that no day fits, such as each 30th of
February, and begins at the first date of a series, however old. Here a day that is looked at is a step, the steps are
counted, and a series without a count begins just before what is asked for.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count, product
from typing import Any, Literal, get_args

MAX_TIMES_A_DAY = 24
MAX_STEPS = 40_000  # of one series: a hundred years of days
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY = timedelta(days=1)
type Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
FREQUENCIES: tuple[Frequency, ...] = get_args(Frequency.__value__)
REFUSED_FREQUENCIES = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})


class BadRule(ValueError):
    """What was read is no rule."""


class TooFrequent(BadRule):
    """It repeats oftener than events do."""


class TooManySteps(Exception):
    """The steps that were allowed are used up: the dates that came before are those of the rule."""


@dataclass
class Steps:
    """How many days may still be looked at, in all the rules of one file."""

    left: int

    def take(self, number: int) -> None:
        """Raises TooManySteps."""
        self.left -= number
        if self.left < 0:
            raise TooManySteps


@dataclass(frozen=True)
class Rule:
    """A rule without its UNTIL, which is an instant, and so for whoever knows the zone. `by_day`: (0, 6) is each
    Sunday, (-1, 6) the last one of the month or year."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    by_month: frozenset[int] = frozenset()
    by_week: frozenset[int] = frozenset()
    by_year_day: frozenset[int] = frozenset()
    by_month_day: frozenset[int] = frozenset()
    by_day: frozenset[tuple[int, int]] = frozenset()
    by_hour: frozenset[int] = frozenset()
    by_minute: frozenset[int] = frozenset()
    by_second: frozenset[int] = frozenset()
    by_position: frozenset[int] = frozenset()
    week_start: int = 0

    @classmethod
    def of(cls, parts: Mapping[str, Any]) -> Rule:
        """The rule of these parts, as icalendar reads them (upper-case names, lists). Raises BadRule."""
        frequency = str(next(iter(_listed(parts.get("FREQ"))), "")).upper()
        if frequency in REFUSED_FREQUENCIES:
            raise TooFrequent(frequency)
        if frequency not in FREQUENCIES:
            raise BadRule(frequency)
        rule = cls(
            frequency,
            interval=_single(parts, "INTERVAL") or 1,
            count=_single(parts, "COUNT"),
            by_month=_numbers(parts, "BYMONTH"),
            by_week=_numbers(parts, "BYWEEKNO"),
            by_year_day=_numbers(parts, "BYYEARDAY"),
            by_month_day=_numbers(parts, "BYMONTHDAY"),
            by_day=frozenset(_weekday(str(day).upper()) for day in _listed(parts.get("BYDAY"))),
            by_hour=_numbers(parts, "BYHOUR"),
            by_minute=_numbers(parts, "BYMINUTE"),
            by_second=_numbers(parts, "BYSECOND"),
            by_position=_numbers(parts, "BYSETPOS"),
            week_start=_weekday(str(next(iter(_listed(parts.get("WKST"))), "MO")).upper())[1],
        )
        times = [max(1, len(values)) for values in (rule.by_hour, rule.by_minute, rule.by_second)]
        if times[0] * times[1] * times[2] > MAX_TIMES_A_DAY:
            raise TooFrequent(frequency)
        return rule


def dates(
    rule: Rule, first: datetime, *, since: datetime, until: datetime, steps: Steps
) -> Iterator[datetime]:
    """The dates from `since` to `until`, in order, of the series whose first one is `first`; all three without a zone.
    As in python-dateutil, the first one counts only where the rule gives it. Raises TooManySteps."""
    left = rule.count
    chosen = _Days(rule, first)
    own_steps = Steps(MAX_STEPS)
    start_times = _times(rule, first)
    for days in _periods(rule, first, since if left is None else first, until):
        own_steps.take(len(days))
        steps.take(len(days))
        period = [datetime.combine(day, at) for day in days if chosen.include(day) for at in start_times]
        for found_at in _positions(rule, period):
            if found_at < first:
                continue
            if found_at > until or left == 0:
                return
            left = None if left is None else left - 1
            if found_at >= since:
                yield found_at


@dataclass
class _Days:
    """Which days the rule takes; where it says nothing of them, those like the first date."""

    rule: Rule
    first: date
    _month_days: frozenset[int] = field(init=False)
    _months: frozenset[int] = field(init=False)
    _weekdays: frozenset[int] = field(init=False)
    _nth_weekdays: frozenset[tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        rule, first = self.rule, self.first
        says_which = bool(rule.by_week or rule.by_year_day or rule.by_month_day or rule.by_day)
        counts = rule.frequency in {"MONTHLY", "YEARLY"}
        self._months, self._month_days = rule.by_month, rule.by_month_day
        self._weekdays = frozenset(day for nth, day in rule.by_day if not (nth and counts))
        self._nth_weekdays = frozenset(pair for pair in rule.by_day if pair[0] and counts)
        if says_which:
            return
        if counts:
            self._month_days = frozenset({first.day})
        if rule.frequency == "YEARLY":
            self._months = rule.by_month or frozenset({first.month})
        if rule.frequency == "WEEKLY":
            self._weekdays = frozenset({first.weekday()})

    def include(self, day: date) -> bool:
        """Whether the rule takes this day."""
        rule = self.rule
        return (
            (not self._months or day.month in self._months)
            and (
                not self._month_days or _is_at(day.day, monthrange(day.year, day.month)[1], self._month_days)
            )
            and (
                not rule.by_year_day
                or _is_at(day.timetuple().tm_yday, 365 + isleap(day.year), rule.by_year_day)
            )
            and (not (self._weekdays or self._nth_weekdays) or self._has_weekday(day))
            and (not rule.by_week or _is_at(*_week(day, rule.week_start), rule.by_week))
        )

    def _has_weekday(self, day: date) -> bool:
        if day.weekday() in self._weekdays:
            return True
        if not self._nth_weekdays:
            return False
        if self.rule.frequency == "YEARLY" and not self._months:
            number, length = day.timetuple().tm_yday, 365 + isleap(day.year)
        else:
            number, length = day.day, monthrange(day.year, day.month)[1]
        nth, nth_last = (number - 1) // 7 + 1, -((length - number) // 7 + 1)
        return not self._nth_weekdays.isdisjoint({(nth, day.weekday()), (nth_last, day.weekday())})


def _is_at(number: int, length: int, wanted: frozenset[int]) -> bool:
    """Whether the number, counted from the beginning or, below zero, from the end, is among those."""
    return number in wanted or number - length - 1 in wanted


def _week(day: date, week_start: int) -> tuple[int, int]:
    """The number of the day's week, and how many weeks its year has: the first one has four days of it at least. A week
    that lies in two years is numbered in the year of the day, as that year's rule asks."""
    first_week = _first_week(day.year, week_start)
    number = (day.toordinal() - first_week) // 7 + 1
    length = (_first_week(day.year + 1, week_start) - first_week) // 7
    if number < 1:
        former = _first_week(day.year - 1, week_start)
        return (day.toordinal() - former) // 7 + 1, (first_week - former) // 7
    if number > length:
        return 1, (_first_week(day.year + 2, week_start) - _first_week(day.year + 1, week_start)) // 7
    return number, length


def _first_week(year: int, week_start: int) -> int:
    """The ordinal of the day on which the first week of a year begins; that of day 1 was a Monday."""
    fourth = (
        date(1, 1, 4).toordinal() + 365 * (year - 1) + (year - 1) // 4 - (year - 1) // 100 + (year - 1) // 400
    )
    return fourth - ((fourth - 1 - week_start) % 7)


def _periods(rule: Rule, first: date, since: date, until: date) -> Iterator[list[date]]:
    """The days of each year, month, week or day that the interval takes, from that of `first` on; those that end before
    `since` are passed over at once."""
    for number in count(max(0, _periods_between(rule, first, since) // rule.interval - 1)):
        try:
            days = _days_of(rule, first, number * rule.interval)
        except (OverflowError, ValueError):  # after the year 9999
            return
        if days[0] > _day(until):
            return
        yield days


def _periods_between(rule: Rule, first: date, since: date) -> int:
    match rule.frequency:
        case "YEARLY":
            return since.year - first.year
        case "MONTHLY":
            return 12 * (since.year - first.year) + since.month - first.month
        case "WEEKLY":
            return (_day(since) - _day(first)).days // 7
        case "DAILY":
            return (_day(since) - _day(first)).days


def _days_of(rule: Rule, first: date, periods: int) -> list[date]:
    """Of the period that comes so many after that of `first`. Raises OverflowError, ValueError."""
    match rule.frequency:
        case "YEARLY":
            start, length = date(first.year + periods, 1, 1), 365 + isleap(first.year + periods)
        case "MONTHLY":
            years, month = divmod(first.month - 1 + periods, 12)
            start = date(first.year + years, month + 1, 1)
            length = monthrange(start.year, start.month)[1]
        case "WEEKLY":
            back = (first.weekday() - rule.week_start) % 7
            start, length = _day(first) + timedelta(days=7 * periods - back), 7
        case "DAILY":
            start, length = _day(first) + timedelta(days=periods), 1
    return [start + number * DAY for number in range(length)]


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _times(rule: Rule, first: datetime) -> list[time]:
    hours = rule.by_hour or {first.hour}
    minutes = rule.by_minute or {first.minute}
    seconds = rule.by_second or {first.second}
    return [
        time(*parts) for parts in product(sorted(hours), sorted(minutes), sorted(seconds)) if parts[2] < 60
    ]


def _positions(rule: Rule, period: list[datetime]) -> Iterable[datetime]:
    if not rule.by_position:
        return period
    return (at for number, at in enumerate(period, 1) if _is_at(number, len(period), rule.by_position))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _numbers(parts: Mapping[str, Any], name: str) -> frozenset[int]:
    bounds = {"BYHOUR": (0, 23), "BYMINUTE": (0, 59), "BYSECOND": (0, 60), "BYMONTH": (1, 12)}
    low, high = bounds.get(name, (-366, 366))
    numbers = frozenset(int(value) for value in _listed(parts.get(name)))
    if any(not low <= number <= high for number in numbers):
        raise BadRule(name)
    return numbers


def _single(parts: Mapping[str, Any], name: str) -> int | None:
    values = _listed(parts.get(name))
    if values and int(values[0]) < 1:
        raise BadRule(name)
    return int(values[0]) if values else None


def _weekday(text: str) -> tuple[int, int]:
    if text[-2:] not in WEEKDAYS:
        raise BadRule(text)
    try:
        return int(text[:-2] or 0), WEEKDAYS.index(text[-2:])
    except ValueError:
        raise BadRule(text) from None
