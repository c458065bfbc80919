"""The days of an adviser: what is on each, from whatever app, and the road between two things."""

from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.utils import timezone

from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import registry_modules
from etabli.foundation.staff_work import Commitment
from etabli.programme.diary.days import NOON, SATURDAY, at_hour, halves_between, rest
from etabli.territory.places.engine import minutes
from etabli.territory.places.queries import distances_from_each

ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Road:
    """About how long the road takes from the thing before, and how long there is; `is_short`: it can't be done."""

    minutes: int
    gap_minutes: int

    @property
    def is_short(self) -> bool:
        return self.gap_minutes < self.minutes


@dataclass(frozen=True)
class Item:
    """A thing of a day; `road` leads to it from the one before, where both places are known and differ."""

    what: Commitment
    road: Road | None = None


@dataclass(frozen=True)
class Day:
    """A day and its things, those that last all of it first. `rest`: why nobody works, or ""."""

    on: date
    rest: str
    items: tuple[Item, ...]


def days_of(viewer: Viewer, adviser: User, first: date, number: int) -> list[Day]:
    """So many days of `adviser`, from `first` on: one statement for each app, one for the roads."""
    dates = [first + timedelta(days=n) for n in range(number)]
    commitments = commitments_of(
        viewer, adviser.pk, _midnight(first), _midnight(dates[-1] + timedelta(days=1))
    )
    on_each = {on: [commitment for commitment in commitments if _touches(commitment, on)] for on in dates}
    roads = _roads(on_each.values())
    return [
        Day(on, rest(on), tuple(Item(commitment, roads.get(commitment.key)) for commitment in on_each[on]))
        for on in dates
    ]


def without_empty_weekends(days: Iterable[Day]) -> list[Day]:
    """Without the Saturdays and Sundays on which there is nothing."""
    return [day for day in days if day.on.weekday() < SATURDAY or day.items]


def weeks_of(viewer: Viewer, adviser: User, month: date) -> list[list[Day]]:
    """The whole weeks of the month of this day, in as many statements as a week."""
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    days = days_of(viewer, adviser, weeks[0][0], 7 * len(weeks))
    return [without_empty_weekends(days[n : n + 7]) for n in range(0, len(days), 7)]


def commitments_of(viewer: Viewer, user_id: int, since: datetime, until: datetime) -> list[Commitment]:
    """What every app knows of, in order; those of a whole day first."""
    if not viewer.is_staff_of(viewer.chamber_id):
        return []
    commitments = (
        commitment
        for module in registry_modules("commitments")
        for commitment in module.commitments(viewer, user_id, since, until)
    )
    return sorted(
        commitments,
        key=lambda commitment: (
            timezone.localdate(commitment.starts_at),
            not commitment.is_all_day,
            commitment.starts_at,
        ),
    )


def holding(viewer: Viewer, user_id: int, since: datetime, until: datetime) -> list[Commitment]:
    """The sessions and the half-days of support that hold a half-day which these hours touch, and what is noted in the
    diary at these very hours."""
    halves = list(halves_between(since, until))
    (first, start), (last, end) = halves[0], halves[-1]
    begins = at_hour(first, time() if start == "am" else time(NOON))
    ends = at_hour(last, time(NOON)) if end == "am" else _midnight(last + timedelta(days=1))
    commitments = commitments_of(viewer, user_id, begins, ends)
    return [
        commitment
        for commitment in commitments
        if commitment.kind in ("session", "half_day")
        or (commitment.entry_id is not None and commitment.starts_at < until and commitment.ends_at > since)
    ]


def monday_of(on: date) -> date:
    """The first day of its week."""
    return on - timedelta(days=on.weekday())


def _midnight(on: date) -> datetime:
    return at_hour(on, time())


def _touches(commitment: Commitment, on: date) -> bool:
    return commitment.starts_at < _midnight(on + timedelta(days=1)) and commitment.ends_at > _midnight(on)


def _roads(days: Iterable[Sequence[Commitment]]) -> dict[str, Road]:
    """By the key of the second, the road between two things that follow one another on a day."""
    pairs = [
        (before, after)
        for day in days
        for before, after in pairwise(
            [commitment for commitment in day if commitment.commune and not commitment.is_all_day]
        )
        if before.commune != after.commune
    ]
    if not pairs:
        return {}
    distances = distances_from_each({before.commune for before, _after in pairs})
    return {
        after.key: Road(minutes(km), int((after.starts_at - before.ends_at).total_seconds() // 60))
        for before, after in pairs
        if (km := distances[before.commune].get(after.commune)) is not None
    }
