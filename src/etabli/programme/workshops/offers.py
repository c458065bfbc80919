"""Sessions that are proposed before they are created, each with what stands against it: a repetition, a season plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import Span
from etabli.programme.diary.models import HalfDay
from etabli.programme.workshops.changes import Plan, half_days_of, half_of
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.repeating import public_holiday


@dataclass(frozen=True)
class Offer:
    """One session that could be created. With `faults` it can't; `doubts` are to be looked at.

    `key` names it in a form; `said` is what a plan called its theme, room and adviser, where one of them is unknown.
    """

    key: str
    plan: Plan | None
    faults: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    said: str = ""


def shifted(plan: Plan, to: date) -> Plan:
    """The same on another day: its further half-days follow as far behind, all at the same hours of the clock."""
    days = to - timezone.localdate(plan.starts_at)
    spans = tuple(Span(*(_moved(at, days) for at in span)) for span in plan.spans)
    moved = replace(plan, starts_at=spans[0].start, ends_at=spans[-1].end, opens_on=None)
    moved = replace(moved, closes_on=plan.closes_on + days if plan.closes_on else None)
    return replace(moved, sittings=spans if plan.sittings else ())


def _moved(at: datetime, days: timedelta) -> datetime:
    local = timezone.localtime(at)
    return timezone.make_aware(datetime.combine(local.date() + days, local.time()))


def half_day(on: date, half: str) -> Span:
    """The usual hours of a half-day."""
    start = time(9) if half == "am" else time(14)
    begins = timezone.make_aware(datetime.combine(on, start))
    return Span(begins, begins + timedelta(hours=3, minutes=30))


def judged(offers: Sequence[Offer], viewer: Viewer, *, at: datetime) -> list[Offer]:
    """The same with what the diary, the rooms, the calendar and the other offers have against each: two statements."""
    plans = [offer.plan for offer in offers if offer.plan]
    if not plans:
        return list(offers)
    first = min(half_of(plan.starts_at)[0] for plan in plans)
    last = max(half_of(plan.ends_at)[0] for plan in plans)
    diary = HalfDay.objects.filter(on__range=(first, last), released_at=None)
    taken: dict[tuple[int, date, str], str] = {(r.adviser_id, r.on, r.half): r.what for r in diary}
    rooms = _rooms(viewer, first, last)
    results = []
    for offer in offers:
        plan = offer.plan
        if plan is None:
            results.append(offer)
            continue
        faults, doubts = [*offer.faults, *_faults(plan, taken, at)], [*offer.doubts, *_doubts(plan, rooms)]
        results.append(replace(offer, faults=tuple(faults), doubts=tuple(doubts)))
        if not faults:
            _take(plan, taken, rooms)
    return results


def _rooms(viewer: Viewer, first: date, last: date) -> set[tuple[int, date, str]]:
    others = Session.objects.filter(
        chamber_id=viewer.chamber_id, taken_back_at=None, occasion__cancelled_at=None
    )
    near = others.filter(occasion__starts_at__date__lte=last, occasion__ends_at__date__gte=first)
    return {
        (session.venue_id, *half_of(span.start))
        for session in near.select_related("occasion")
        for span in session.occasion.spans
    }


def _take(plan: Plan, taken: dict[tuple[int, date, str], str], rooms: set[tuple[int, date, str]]) -> None:
    for who, on, half in half_days_of(plan):
        taken[who.pk, on, half] = plan.theme.title
    rooms |= {(plan.venue.pk, *half_of(span.start)) for span in plan.spans}


def _faults(plan: Plan, taken: dict[tuple[int, date, str], str], at: datetime) -> Iterable[str]:
    if plan.starts_at <= at:
        yield _("This day is past.")
    for who, on, half in sorted(half_days_of(plan), key=lambda each: each[1:]):
        if what := taken.get((who.pk, on, half)):
            yield _("%(who)s has something else then: %(what)s.") % {"who": who.name, "what": what}


def _doubts(plan: Plan, rooms: set[tuple[int, date, str]]) -> Iterable[str]:
    for span in plan.spans:
        on, half = half_of(span.start)
        if name := public_holiday(on):
            yield _("Public holiday: %(name)s.") % {"name": name}
        if (plan.venue.pk, on, half) in rooms:
            yield _("Another session is in this room then.")
    if plan.capacity > plan.venue.capacity:
        values = {"capacity": plan.capacity, "room": plan.venue.capacity}
        yield _("%(capacity)d places, and the room holds %(room)d.") % values
