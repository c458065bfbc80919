"""Days and advisers for sessions that are known by theme and venue: one model for the whole season, on the exact rules.

What a session brings at each factor is reckoned with the others as they were wished; that is all but exact, since a
session seldom moves to a much better or worse half-day. One that finds no half-day is left out.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .board import Board
from .halfdays import HalfDays
from .highs import Model
from .numbered import Numbered, Placed
from .people import Seats, worth
from .ruled import Choice, keep_rules
from .value import seats


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
    choices: list[Choice] = []
    for wish, gains in zip(wishes, _gains(half_days, wishes), strict=True):
        mine = []
        for session in _places(half_days, wish):
            mine.append((model.column(gains[numbered.factor[session.slot]], high=1.0, whole=True), session))
        model.row(((column, 1.0) for column, _ in mine), high=1.0)
        choices += mine
    keep_rules(model, half_days, choices)
    loaded = model.loaded()
    loaded.set(mip_rel_gap=1e-4)
    solved = loaded.solve(seconds)
    if solved.solution is not None:
        for one, session in choices:
            if solved.solution[one] > 0.5 and board.fits(session):
                board.put(session)
    return board


def _gains(half_days: HalfDays, wishes: Sequence[Wish]) -> list[dict[float, float]]:
    """For each wish, what it brings at each factor, the others being as they are wished."""
    numbered = half_days.numbered
    pinned = [(pin.theme, seats(numbered, pin)) for pin in half_days.pins]
    penalty = numbered.season.uncovered_penalty
    times: dict[int, int] = defaultdict(int)
    for venue in [*(one.venue for one in wishes), *(pin.venue for pin in half_days.pins)]:
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


def _places(half_days: HalfDays, wish: Wish) -> list[Placed]:
    """The sessions that a wish may become."""
    found = np.argwhere(half_days.open[wish.theme, wish.venue]).tolist()
    return [Placed(wish.theme, wish.venue, adviser, slot) for adviser, slot in found]
