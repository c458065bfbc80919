"""What a plan must be, said again without the engine: the rules one by one, and the people by one linear model."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

import highspy
import numpy as np

from etabli.programme.planning.engine.season import Plan, Season, Session


def faults(season: Season, sessions: Sequence[Session]) -> list[str]:
    """The rules that the sessions break."""
    advisers = {one.id: one for one in season.advisers}
    venues = {venue.id: venue for venue in season.venues}
    gap = {theme.id: theme.gap_days for theme in season.themes}
    found = []
    for one in sessions:
        slot = (one.day, one.half)
        adviser = advisers[one.adviser]
        if one.theme not in adviser.themes:
            found.append(f"theme {one}")
        if adviser.venues is not None and one.venue not in adviser.venues:
            found.append(f"venue {one}")
        if slot not in adviser.available or slot not in season.slots or slot in venues[one.venue].closed:
            found.append(f"half-day {one}")
        said = {
            "theme": one.theme,
            "venue": one.venue,
            "adviser": one.adviser,
            "day": str(one.day),
            "half": one.half,
        }
        if any(ban.items() <= said.items() for ban in season.bans):
            found.append(f"ban {one}")
    for key, count in Counter((session.adviser, session.day) for session in sessions).items():
        if count > 1:
            found.append(f"day {key}")
    for key, count in Counter((session.venue, session.day, session.half) for session in sessions).items():
        if count > 1:
            found.append(f"room {key}")
    for (name, _, _), count in Counter(
        (session.adviser, *_week(session.day)) for session in sessions
    ).items():
        if count > advisers[name].max_per_week:
            found.append(f"week {name}")
    for one, other in combinations(sessions, 2):
        same = one.theme == other.theme and venues[one.venue].zone == venues[other.venue].zone
        if same and abs((one.day - other.day).days) < gap[one.theme]:
            found.append(f"gap {one} {other}")
    return found + _loads(season, sessions) + [f"pin {pin}" for pin in season.pins if pin not in sessions]


def _week(day: datetime.date) -> tuple[int, int]:
    return day.isocalendar().year, day.isocalendar().week


def _loads(season: Season, sessions: Sequence[Session]) -> list[str]:
    if not season.slots:
        return []
    first = min(day for day, _ in season.slots)

    def period(day: datetime.date) -> int:
        return (day - first).days // season.support.period_days

    found = []
    for adviser in season.advisers:
        for number in {period(day) for day, _ in season.slots}:
            half_days = [
                slot for slot in adviser.available if slot in season.slots and period(slot[0]) == number
            ]
            given = sum(
                session.adviser == adviser.id and period(session.day) == number for session in sessions
            )
            each = 1 + Fraction(str(season.support.half_days_per_session))
            if given * each > Fraction(str(season.support.max_load)) * len(half_days):
                found.append(f"load {adviser.id} {number}")
    return found


def value(season: Season, sessions: Sequence[Session]) -> float:
    """The people by one linear model over all sessions and zones, less the penalties."""
    pairs = [(one, zone) for one, zone in product(sessions, season.zones)]
    limits = np.array(
        [
            season.share.get((zone.id, one.venue), 0)
            * season.slots[one.day, one.half]
            * season.demand.get((one.theme, zone.id), 0)
            for one, zone in pairs
        ]
    )
    seats = {venue.id: venue.capacity for venue in season.venues}
    solver = highspy.Highs.__new__(highspy.Highs)
    super(highspy.Highs, solver).__init__()  # its own writes a line on standard output
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    for limit in limits:
        solver.addVar(0.0, float(limit))
    for at, (_, zone) in enumerate(pairs):
        solver.changeColCost(at, -float(zone.weight))
    for one in sessions:
        _at_most(solver, [at for at, pair in enumerate(pairs) if pair[0] is one], seats[one.venue])
    for (theme, name), people in season.demand.items():
        _at_most(
            solver,
            [at for at, (one, zone) in enumerate(pairs) if (one.theme, zone.id) == (theme, name)],
            people,
        )
    solver.run()
    return -solver.getObjectiveValue() - season.uncovered_penalty * len(uncovered(season, sessions))


def _at_most(solver: highspy.Highs, columns: list[int], limit: float) -> None:
    solver.addRow(-1e30, limit, len(columns), np.array(columns, dtype=np.int32), np.ones(len(columns)))


def uncovered(season: Season, sessions: Sequence[Session]) -> list[str]:
    return sorted(
        zone.id
        for zone in season.zones
        if zone.must_cover
        and not any(season.share.get((zone.id, session.venue), 0) >= 0.5 for session in sessions)
    )


def wrong(season: Season, plan: Plan) -> list[str]:
    """What a plan says that isn't so."""
    sessions = [session.session for session in plan.sessions]
    found = faults(season, sessions)
    true = value(season, sessions)
    if abs(true - plan.value) > 1e-5 * max(1, abs(true)):
        found.append(f"value {plan.value}, is {true}")
    if plan.bound < true - 1e-6:
        found.append(f"bound {plan.bound} below {true}")
    if list(plan.uncovered) != uncovered(season, sessions):
        found.append(f"uncovered {plan.uncovered}")
    weight = {zone.id: zone.weight for zone in season.zones}
    served: Counter[tuple[str, str]] = Counter()
    for session in plan.sessions:
        if abs(sum(session.zones.values()) - session.expected) > 1e-6:
            found.append(f"expected {session}")
        for zone, people in session.zones.items():
            served[session.session.theme, zone] += people
    said = sum(weight[zone] * people for (_, zone), people in served.items())
    if abs(said - season.uncovered_penalty * len(plan.uncovered) - plan.value) > 1e-5 * max(1, abs(true)):
        found.append(f"people worth {said}")
    for pair, people in season.demand.items():
        if abs(people - served[pair] - plan.unserved.get(pair, 0.0)) > 1e-6:
            found.append(f"unserved {pair}")
    return found


def best_value(season: Season) -> float:
    """The value of the best plan, by trying all: for a handful of sessions."""
    pins = list(dict.fromkeys(season.pins))
    candidates = [
        Session(theme.id, venue.id, adviser.id, *slot)
        for theme, venue, adviser, slot in product(
            season.themes, season.venues, season.advisers, season.slots
        )
    ]
    candidates = [
        candidate
        for candidate in candidates
        if candidate not in pins and not faults(_unpinned(season), [candidate])
    ]
    best = -float("inf")
    stack = [(0, pins)]
    while stack:
        at, chosen = stack.pop()
        best = max(best, value(season, chosen))
        for following in range(at, len(candidates)):
            more = [*chosen, candidates[following]]
            if not faults(season, more):
                stack.append((following + 1, more))
    return best


def _unpinned(season: Season) -> Season:
    return replace(season, pins=())
