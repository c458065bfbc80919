"""The half-days that are proposed to somebody: the free ones of an adviser, beside the roads of the same days."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.staff_work import Commitment
from etabli.programme.diary.agenda import commitments_of
from etabli.programme.diary.days import at_hour
from etabli.programme.diary.models import HalfDay
from etabli.programme.diary.queries import advisers, free_half_days, free_half_days_of_each
from etabli.programme.support.engine import OtherEvent, Proposal, Slot, propose, too_far
from etabli.programme.support.models import hours_of
from etabli.territory.places.engine import minutes
from etabli.territory.places.queries import communes_in, distances_from

AHEAD = timedelta(days=42)  # how far an adviser books
NOTICE = timedelta(days=3)  # the artisan has a business to run: no nearer day is proposed


def free_slots(viewer: Viewer, adviser: User, *, at: datetime) -> list[Slot]:
    """All that is free from tomorrow on, as far as one books: two statements."""
    today = timezone.localdate(at)
    free = free_half_days(viewer, adviser, today + timedelta(days=1), today + AHEAD)
    return [Slot(on, half, *hours_of(on, half)) for on, half in free]


def colleagues_free(viewer: Viewer, half_day: HalfDay) -> QuerySet[User]:
    """The advisers who have nothing on the half-day that another holds: three statements."""
    others = advisers(viewer).exclude(pk=half_day.adviser_id)
    free = free_half_days_of_each(viewer, others, half_day.on, half_day.on)
    able = [number for number, slots in free.items() if (half_day.on, half_day.half) in slots]
    return others.filter(pk__in=able)


@dataclass(frozen=True)
class Days:
    """Three half-days to propose; and of all that are free, by their names, those that the road makes impossible."""

    proposals: tuple[Proposal, ...]
    too_far: frozenset[str]


def proposed(
    viewer: Viewer, adviser: User, free: Sequence[Slot], commune_code: str, *, but: str = "", at: datetime
) -> Days:
    """Of these, near this commune where it is known: one statement for each app that has something in the diary, one
    for the roads, one for the addresses that were typed. `but`: the key of what is to be moved, beside which is
    nothing."""
    first = timezone.localdate(at) + NOTICE
    events = _events_by_day(viewer, adviser, commune_code, but, at) if free else {}
    return Days(propose([slot for slot in free if slot.on >= first], events), too_far(free, events))


def _events_by_day(
    viewer: Viewer, adviser: User, commune_code: str, but: str, at: datetime
) -> Mapping[date, list[OtherEvent]]:
    """What the adviser does on each day, and the road from there where one is known. Without one, a kind is enough: it
    stands in the diary of a colleague."""
    far = distances_from(commune_code) if commune_code else {}
    until = at_hour(timezone.localdate(at) + AHEAD + timedelta(days=1), time())
    events: defaultdict[date, list[OtherEvent]] = defaultdict(list)
    rows = [
        what
        for what in commitments_of(viewer, adviser.pk, at, until)
        if not what.is_all_day and what.key != but
    ]
    written = communes_in({what.place for what in rows if what.place}) if far else {}
    for what in rows:
        km = far.get(written.get(what.place) or what.commune)
        title = what.public_title if km is None else f"{what.title}, {what.detail}"
        for on, starts_at, ends_at in _by_day(what):
            road = None if km is None else minutes(km)
            events[on].append(OtherEvent(title, starts_at, ends_at, road, bool(what.place or what.commune)))
    return events


def _by_day(what: Commitment) -> Iterator[tuple[date, datetime, datetime]]:
    """Each day on which it takes place, and its hours of that day."""
    on = timezone.localdate(what.starts_at)
    while (midnight := at_hour(on, time())) < what.ends_at:
        following = at_hour(on + timedelta(days=1), time())
        yield on, max(what.starts_at, midnight), min(what.ends_at, following)
        on += timedelta(days=1)
