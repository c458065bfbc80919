"""Days and advisers for sessions that are known by theme and venue: one model for the whole season, on the exact rules.

What a session brings at each factor is reckoned with the others as they were wished; that is all but exact, since a
session seldom moves to a much better or worse half-day. One that finds no half-day is left out.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .board import Board
from .halfdays import HalfDays
from .highs import Model
from .numbered import Numbered, Placed
from .people import Seats, worth
from .value import seats

CHOICES = 40
"""Half-days that are offered to a session: its best ones."""


@dataclass(frozen=True)
class Wish:
    """A session without its day and adviser, at the factor that it hopes for."""

    theme: int
    venue: int
    factor: float


def assigned(half_days: HalfDays, wishes: Sequence[Wish], *, seconds: float) -> Board:
    """The pins and the sessions wished, as well placed as can be."""
    numbered = half_days.numbered
    board = Board(numbered, half_days.pins)
    model = Model()
    choices: list[tuple[int, Placed]] = []
    rows: dict[tuple[object, ...], list[tuple[int, float]]] = defaultdict(list)
    for number, (wish, gains) in enumerate(zip(wishes, _gains(half_days, wishes), strict=True)):
        for session, gain in _best(half_days, wish, gains):
            one = model.column(gain, high=1.0, whole=True)
            choices.append((one, session))
            for key in _shared(numbered, number, session):
                rows[key].append((one, 1.0))
    left = _Left(half_days)
    for key, terms in rows.items():
        model.row(terms, high=left.of(key))
    _apart(model, numbered, choices)
    loaded = model.loaded()
    loaded.set(mip_rel_gap=1e-4)
    solved = loaded.solve(seconds)
    if solved.solution is not None:
        for one, session in choices:
            if solved.solution[one] > 0.5 and board.fits(session):
                board.put(session)
    return board


def _shared(numbered: Numbered, number: int, session: Placed) -> list[tuple[object, ...]]:
    """What a session takes a part of: itself, its adviser's day, week and period, its room."""
    adviser, slot = session.adviser, session.slot
    return [
        ("wish", number),
        ("day", adviser, numbered.day[slot]),
        ("week", adviser, numbered.week[slot]),
        ("period", adviser, numbered.period[slot]),
        ("room", session.venue, slot),
    ]


class _Left:
    """How much the pins leave of what sessions share."""

    def __init__(self, half_days: HalfDays) -> None:
        self.weeks: dict[tuple[int, int], int] = {}
        self.periods: dict[tuple[int, int], int] = {}
        for adviser in range(len(half_days.most)):
            weeks, periods = half_days.left(adviser)
            self.weeks |= {(adviser, week): left for week, left in weeks.items()}
            self.periods |= {(adviser, period): left for period, left in periods.items()}

    def of(self, key: tuple[object, ...]) -> int:
        kind, *what = key
        if kind == "week":
            return self.weeks[what[0], what[1]]
        if kind == "period":
            return self.periods[what[0], what[1]]
        return 1


def _gains(half_days: HalfDays, wishes: Sequence[Wish]) -> list[dict[float, float]]:
    """For each wish, what it brings at each factor, the others being as they are wished."""
    numbered = half_days.numbered
    pinned = [(pin.theme, seats(numbered, pin)) for pin in half_days.pins]
    penalty = numbered.season.uncovered_penalty
    times: dict[int, int] = defaultdict(int)
    for venue in [one.venue for one in (*wishes, *half_days.pins)]:
        for zone in numbered.covers[venue]:
            times[zone] += 1
    found = []
    for number, wish in enumerate(wishes):
        others = [at for theme, at in pinned if theme == wish.theme]
        others += [
            _seats(numbered, one, one.factor)
            for at, one in enumerate(wishes)
            if one.theme == wish.theme and at != number
        ]
        demand, weight = numbered.demand[wish.theme], numbered.weight
        alone = penalty * sum(times[zone] == 1 for zone in numbered.covers[wish.venue])
        without = worth(others, demand, weight)
        found.append(
            {
                factor: worth([*others, _seats(numbered, wish, factor)], demand, weight) - without + alone
                for factor in numbered.levels
            }
        )
    return found


def _seats(numbered: Numbered, wish: Wish, factor: float) -> Seats:
    reach = numbered.reach[wish.theme][wish.venue]
    return numbered.capacity[wish.venue], {zone: factor * people for zone, people in reach.items()}


def _best(half_days: HalfDays, wish: Wish, gains: Mapping[float, float]) -> list[tuple[Placed, float]]:
    numbered = half_days.numbered
    places = [
        Placed(wish.theme, wish.venue, adviser, slot)
        for adviser, slot in np.argwhere(half_days.open[wish.theme, wish.venue]).tolist()
    ]
    places.sort(key=lambda one: -numbered.factor[one.slot])
    return [(one, gains[numbered.factor[one.slot]]) for one in places]


def _apart(model: Model, numbered: Numbered, choices: Sequence[tuple[int, Placed]]) -> None:
    """Sessions of one theme in one zone keep their distance: at most one in any stretch of that many days."""
    groups: dict[tuple[int, int], list[tuple[int, Placed]]] = defaultdict(list)
    for one, session in choices:
        groups[session.theme, numbered.place[session.venue]].append((one, session))
    for (theme, _), group in groups.items():
        gap = numbered.gap[theme]
        if gap <= 1:
            continue
        for first in sorted({numbered.day[session.slot] for _, session in group}):
            near = [(one, 1.0) for one, session in group if first <= numbered.day[session.slot] < first + gap]
            if len(near) > 1:
                model.row(near, high=1.0)
