"""Sessions that are proposed before they are created, each with what stands against it: a repetition, a season plan."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import product

from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import Span
from etabli.foundation.ui.typography import span as said
from etabli.programme.diary.days import half_of, rest
from etabli.programme.diary.models import HalfDay
from etabli.programme.diary.queries import busy_times
from etabli.programme.workshops.models import VenueClosure
from etabli.programme.workshops.room_calendar import active_sessions, closures, overlap
from etabli.programme.workshops.session_changes import Plan, half_days_of


@dataclass(frozen=True)
class Offer:
    """One session that could be created. With `faults` it can't; `doubts` are to be looked at.

    `key` names it in a form; `description`: what a plan called its theme, room and adviser, where one is unknown.
    """

    key: str
    plan: Plan | None
    faults: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    description: str = ""


def shift_plan(plan: Plan, new_start: date) -> Plan:
    """The same on another day: its further half-days follow as far behind, all at the same hours of the clock."""
    days = new_start - timezone.localdate(plan.starts_at)
    spans = tuple(Span(*(_move_by_days(at, days) for at in span)) for span in plan.spans)
    moved = replace(plan, starts_at=spans[0].start, ends_at=spans[-1].end, opens_on=None)
    moved = replace(moved, closes_on=plan.closes_on + days if plan.closes_on else None)
    return replace(moved, sittings=spans if plan.sittings else ())


def _move_by_days(at: datetime, days: timedelta) -> datetime:
    local = timezone.localtime(at)
    return timezone.make_aware(datetime.combine(local.date() + days, local.time()))


def half_day(on: date, half: str) -> Span:
    """The usual hours of a half-day."""
    start = time(9) if half == "am" else time(14)
    begins = timezone.make_aware(datetime.combine(on, start))
    return Span(begins, begins + timedelta(hours=3, minutes=30))


def check_offers(offers: Sequence[Offer], viewer: Viewer, *, at: datetime) -> list[Offer]:
    """The same with what the diary, the rooms, the calendars and the other offers have against each: four
    statements."""
    plans = [offer.plan for offer in offers if offer.plan]
    if not plans:
        return list(offers)
    first = min(half_of(plan.starts_at)[0] for plan in plans)
    last = max(half_of(plan.ends_at)[0] for plan in plans)
    diary = HalfDay.objects.filter(on__range=(first, last), released_at=None)
    half_days_taken: dict[tuple[int, date, str], str] = {(r.adviser_id, r.on, r.half): r.what for r in diary}
    rooms, busy = _Rooms(viewer, first, last), _busy(plans)
    results = []
    for offer in offers:
        plan = offer.plan
        if plan is None:
            results.append(offer)
            continue
        faults = [*offer.faults, *_faults(plan, half_days_taken, at), *rooms.faults(plan)]
        doubts = [*offer.doubts, *_doubts(plan, busy), *rooms.doubts(plan)]
        results.append(replace(offer, faults=tuple(faults), doubts=tuple(doubts)))
        if not faults:
            half_days_taken |= {
                (adviser.pk, on, half): plan.theme.title for adviser, on, half in half_days_of(plan)
            }
            rooms.take(plan)
    return results


class _Rooms:
    """What the rooms of a chamber hold between two days, the offers that were accepted so far included."""

    def __init__(self, viewer: Viewer, first: date, last: date) -> None:
        sessions_in_period = active_sessions().filter(
            chamber_id=viewer.chamber_id, occasion__starts_at__date__lte=last
        )
        self.held: dict[int, list[tuple[Span, str]]] = defaultdict(list)
        for session in sessions_in_period.filter(occasion__ends_at__date__gte=first):
            self.held[session.venue_id] += [(span, session.theme.title) for span in session.occasion.spans]
        self.closed: dict[int, list[VenueClosure]] = defaultdict(list)
        for closure in closures(first, last).filter(venue__chamber=viewer.chamber_id):
            self.closed[closure.venue_id].append(closure)

    def take(self, plan: Plan) -> None:
        self.held[plan.venue.pk] += [(span, plan.theme.title) for span in plan.spans]

    def faults(self, plan: Plan) -> Iterable[str]:
        for own_span, (other_span, title) in product(plan.spans, self.held[plan.venue.pk]):
            if overlap(own_span, other_span):
                yield _("“%(session)s” is in this room then.") % {"session": title}

    def doubts(self, plan: Plan) -> Iterable[str]:
        days = {half_of(span.start)[0] for span in plan.spans}
        for closure in self.closed[plan.venue.pk]:
            if any(closure.first_on <= on <= closure.last_on for on in days):
                yield _("The room is closed then: %(why)s.") % {"why": closure.why}


def _faults(plan: Plan, half_days_taken: dict[tuple[int, date, str], str], at: datetime) -> Iterable[str]:
    if plan.starts_at <= at:
        yield _("This day is past.")
    for adviser, on, half in sorted(half_days_of(plan), key=lambda each: each[1:]):
        if title := half_days_taken.get((adviser.pk, on, half)):
            yield _("%(who)s has something else then: %(what)s.") % {"who": adviser.name, "what": title}


def _busy(plans: Sequence[Plan]) -> list[tuple[int, Span]]:
    """When the own calendars of those who give them are busy, all along."""
    since, until = min(plan.starts_at for plan in plans), max(plan.ends_at for plan in plans)
    times = busy_times({adviser.pk for plan in plans for adviser in plan.advisers}, since, until)
    rows = times.values_list("calendar__membership__user", "starts_at", "ends_at")
    return [(number, Span(start, end)) for number, start, end in rows]


def _doubts(plan: Plan, busy: Sequence[tuple[int, Span]]) -> Iterable[str]:
    for adviser in plan.advisers:
        for span, (number, busy_span) in product(plan.spans, busy):
            if number == adviser.pk and overlap(span, busy_span):
                yield _("The own calendar of %(who)s is busy then: %(when)s.") % {
                    "who": adviser.name,
                    "when": said(*busy_span),
                }
    for on in sorted({half_of(span.start)[0] for span in plan.spans}):
        if why := rest(on):
            yield _("Nobody works on this day: %(why)s.") % {"why": why}
    if plan.capacity > plan.venue.capacity:
        values = {"capacity": plan.capacity, "room": plan.venue.capacity}
        yield _("%(capacity)d places, and the room holds %(room)d.") % values
