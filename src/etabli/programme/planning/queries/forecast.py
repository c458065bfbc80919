"""The requests for support that the workshops bring: what was forecast, what came, what is to come, who can take it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import ceil
from statistics import fmean

from django.utils import timezone

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.agenda import monday_of
from etabli.programme.diary.queries import free_half_days_of_each
from etabli.programme.planning.engine.forecast import Forecast, Past, Range, Upcoming, forecast
from etabli.programme.planning.queries.expected_attendance import expected_people
from etabli.programme.planning.queries.support_requests import HeldWorkshop, held_workshops
from etabli.programme.planning.season import plan_texts
from etabli.programme.support.queries import requests_waiting
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.queries import advisers

USUAL_ROOM = 10.0  # people at a workshop, before any was held
MAX_PAST = 20  # workshops that say how many people usually come
MAX_WORKSHOPS = 12  # past workshops on the page
WEEKS_SHOWN = 12


@dataclass(frozen=True)
class ComparedWorkshop:
    """A past workshop: what was forecast the day before it, from those that were known then, and what came."""

    held: HeldWorkshop
    forecast: Range


@dataclass(frozen=True)
class ComingWorkshop:
    """A workshop to come: how many people are expected, and the requests that would follow."""

    pk: int
    title: str
    town: str
    on: date
    expected: float
    requests: Range

    @property
    def people(self) -> str:
        """ "12,4", as a plan says it."""
        return plan_texts.count(self.expected)


@dataclass(frozen=True)
class Load:
    """Half-days of support over the coming weeks: `waiting` are asked for, `coming` would be; `free` in the diaries.

    One request takes one half-day. `per_workshop`: requests after one more workshop, on average.
    """

    waiting: int
    coming: Range
    free: int
    per_workshop: float

    @property
    def needed(self) -> int:
        return self.waiting + round(self.coming.mean)

    @property
    def most(self) -> int:
        """What nine times of ten is enough."""
        return self.waiting + self.coming.p90

    @property
    def lacking(self) -> int:
        return max(0, self.needed - self.free)

    @property
    def is_over(self) -> bool:
        return self.needed > self.free

    @property
    def may_be_over(self) -> bool:
        return self.most > self.free >= self.needed

    @property
    def left(self) -> int:
        return max(0, self.free - self.needed)

    @property
    def to_space(self) -> int:
        """Workshops to put off so that what lacks is no longer needed."""
        return ceil(self.lacking / max(self.per_workshop, 0.1))

    @property
    def a_week(self) -> int:
        """Half-days a week that a colleague would have to give."""
        return ceil(self.lacking / WEEKS_SHOWN)

    @property
    def in_pairs(self) -> int:
        """Half-days needed if two artisans came to each."""
        return ceil(self.needed / 2)


@dataclass(frozen=True)
class Week:
    """From a Monday on: half-days asked for (those that wait already in the first week, then what the workshops of the
    week would bring), free ones, and how many people would still be without one at its end."""

    monday: date
    needed: int
    free: int
    without: int


@dataclass(frozen=True)
class Outlook:
    """All that the page tells; the past workshops, the latest first."""

    compared: tuple[ComparedWorkshop, ...]
    received: float | None
    counted: int
    coming: tuple[ComingWorkshop, ...]
    load: Load
    weeks: tuple[Week, ...]

    @property
    def tightest(self) -> Week | None:
        """The week at whose end most people are still without a half-day; None where nobody ever is."""
        worst = max(self.weeks, key=lambda week: week.without, default=None)
        return worst if worst is not None and worst.without else None


def requests_per_session(viewer: Viewer, *, today: date) -> float:
    """How many requests follow one more workshop, on average: four statements."""
    return _one_more(_settled_only(held_workshops(viewer, today=today)), today)


def outlook(viewer: Viewer, *, at: datetime) -> Outlook:
    """Past and coming workshops with their requests, and the half-days: twenty-one statements. For the staff of a
    chamber; empty for anybody else."""
    today = timezone.localdate(at)
    past_workshops = held_workshops(viewer, today=today)
    settled_workshops = _settled_only(past_workshops)
    coming_workshops = _coming(viewer, settled_workshops, today)
    compared_workshops = tuple(
        ComparedWorkshop(session, _forecast_made_before(session, settled_workshops))
        for session in reversed(settled_workshops[-MAX_WORKSHOPS:])
    )
    received = fmean(session.requests for session in settled_workshops) if settled_workshops else None
    waiting_requests, free = len(requests_waiting(viewer, at=at)), _free(viewer, today)
    needs = Load(waiting_requests, coming_workshops[1], len(free), _one_more(settled_workshops, today))
    return Outlook(
        compared_workshops,
        received,
        len(settled_workshops),
        coming_workshops[0],
        needs,
        _weeks(today, waiting_requests, coming_workshops[0], free),
    )


def load(viewer: Viewer, *, at: datetime, waiting_requests: int) -> Load:
    """The half-days of the coming weeks, needed and free, where so many are asked for: twenty statements."""
    today = timezone.localdate(at)
    settled_workshops = _settled_only(held_workshops(viewer, today=today))
    coming_range, free = _coming(viewer, settled_workshops, today)[1], _free(viewer, today)
    return Load(waiting_requests, coming_range, len(free), _one_more(settled_workshops, today))


def _free(viewer: Viewer, today: date) -> list[date]:
    """The day of each half-day that is free in the diaries, whoever's it is."""
    people = list(advisers(viewer)) if viewer.role in STAFF else []
    free = free_half_days_of_each(viewer, people, today + timedelta(days=1), _last_sunday(today))
    return [on for slots in free.values() for on, _half in slots]


def _last_sunday(today: date) -> date:
    """The Sunday that ends the weeks that are looked at, this one first: all figures of the page end there."""
    return monday_of(today) + timedelta(weeks=WEEKS_SHOWN, days=-1)


def _weeks(
    today: date, waiting_requests: int, coming_range: Iterable[ComingWorkshop], free: Iterable[date]
) -> tuple[Week, ...]:
    """Who has no half-day in a week waits for the next. Halves of a request are carried on, so that none gets lost."""
    open_days = Counter(map(monday_of, free))
    expected: defaultdict[date, float] = defaultdict(float)
    for workshop in coming_range:
        expected[monday_of(workshop.on)] += workshop.requests.mean
    weeks, without_half_day, carried_over = [], 0, float(waiting_requests)
    for number in range(WEEKS_SHOWN):
        monday = monday_of(today) + timedelta(weeks=number)
        carried_over += expected[monday]
        needed = round(carried_over)
        carried_over -= needed
        without_half_day = max(0, without_half_day + needed - open_days[monday])
        weeks.append(Week(monday, needed, open_days[monday], without_half_day))
    return tuple(weeks)


def _coming(
    viewer: Viewer, settled_workshops: list[HeldWorkshop], today: date
) -> tuple[tuple[ComingWorkshop, ...], Range]:
    """The workshops of the coming weeks, drafts too, and the range of all their requests: thirteen statements."""
    rows = Session.objects.filter(
        occasion__starts_at__date__range=(today, _last_sunday(today)),
        chamber_id=viewer.chamber_id,
        occasion__cancelled_at=None,
        taken_back_at=None,
    )
    rows = rows.select_related("theme", "occasion", "venue__commune").order_by("occasion__starts_at", "pk")
    sessions = list(rows) if viewer.role in STAFF else []
    people = expected_people(viewer, today=today, until=_last_sunday(today))
    upcoming_rows = tuple(
        Upcoming(
            timezone.localdate(row.occasion.starts_at),
            row.theme_id,
            row.venue.commune.epci_id,
            people[row.pk],
        )
        for row in sessions
    )
    result = _cached_forecast(tuple(map(_as_past, settled_workshops)), upcoming_rows)
    return tuple(
        ComingWorkshop(
            row.pk, row.theme.title, row.venue.commune.name, upcoming.on, upcoming.expected, requests
        )
        for row, upcoming, requests in zip(sessions, upcoming_rows, result.workshops, strict=True)
    ), result.total


def _forecast_made_before(workshop: HeldWorkshop, settled_workshops: list[HeldWorkshop]) -> Range:
    """The forecast of a past workshop as it would have been made the day before, for as many people as came."""
    known_history = tuple(_as_past(other) for other in settled_workshops if other.settled_on < workshop.on)
    return _cached_forecast(
        known_history, (Upcoming(workshop.on, workshop.theme, workshop.zone, float(workshop.attended)),)
    ).total


def _one_more(settled_workshops: list[HeldWorkshop], today: date) -> float:
    """A workshop like the others, on a theme and in a place of which nothing is known."""
    upcoming = Upcoming(today, "", "", _usual_room(settled_workshops))
    return _cached_forecast(tuple(map(_as_past, settled_workshops)), (upcoming,)).total.mean


def _usual_room(settled_workshops: list[HeldWorkshop]) -> float:
    return (
        round(fmean(session.attended for session in settled_workshops[-MAX_PAST:]), 1)
        if settled_workshops
        else USUAL_ROOM
    )


def _settled_only(past_workshops: list[HeldWorkshop]) -> list[HeldWorkshop]:
    return [session for session in past_workshops if session.is_settled]


def _as_past(workshop: HeldWorkshop) -> Past:
    return Past(workshop.on, workshop.theme, workshop.zone, workshop.attended, workshop.requests)


@lru_cache(maxsize=64)
def _cached_forecast(history: tuple[Past, ...], upcoming: tuple[Upcoming, ...]) -> Forecast:
    """The same question has the same answer: worked out once, not at each visit."""
    return forecast(history, upcoming)
