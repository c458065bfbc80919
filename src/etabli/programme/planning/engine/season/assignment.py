"""Days and advisers for sessions that are known by theme and venue: one model for the whole season, on the exact rules.

What a session brings at each factor is reckoned with the others as they were wished; that is all but exact, since a
session seldom moves to a much better or worse half-day. One that finds no half-day is left out.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from .board import Board
from .halfdays import HalfDays
from .highs import Model
from .numbered import Numbered, Placed
from .people import Seats, worth
from .ruled import Choice, keep_rules
from .value import seats

CHOICES = 60  # half-days and advisers offered to each session


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
    draw = random.Random(len(wishes))
    for wish, gains in zip(wishes, _gains(half_days, wishes), strict=True):
        mine = []
        for session in _places(half_days, wish, draw):
            gain = gains(numbered.factor[session.slot])
            mine.append((model.column(gain, high=1.0, whole=True), session))
        model.row(((column, 1.0) for column, _ in mine), high=1.0)
        choices += mine
    keep_rules(model, half_days, choices)
    loaded = model.loaded()
    loaded.set(mip_rel_gap=5e-4)
    solved = loaded.solve(seconds)
    if solved.solution is not None:
        for one, session in choices:
            if solved.solution[one] > 0.5 and board.fits(session):
                board.put(session)
    return board


def _gains(half_days: HalfDays, wishes: Sequence[Wish]) -> Iterator[Callable[[float], float]]:
    """For each wish, what it brings at a factor, the others being as they are wished."""
    numbered = half_days.numbered
    given: dict[int, list[tuple[int | None, Seats]]] = defaultdict(list)
    times: Counter[int] = Counter()
    for pin in half_days.pins:
        given[pin.theme].append((None, seats(numbered, pin)))
        times.update(numbered.covers[pin.venue])
    for number, wish in enumerate(wishes):
        given[wish.theme].append((number, _seats(numbered, wish, wish.factor)))
        times.update(numbered.covers[wish.venue])
    for number, wish in enumerate(wishes):
        others = [one for at, one in given[wish.theme] if at != number]
        demand, weight = numbered.demand[wish.theme], numbered.weight
        alone = sum(times[zone] == 1 for zone in numbered.covers[wish.venue])
        rest = numbered.season.uncovered_penalty * alone - worth(others, demand, weight)
        points = sorted({numbered.levels[-1], wish.factor, numbered.levels[0]})
        brings = [worth([*others, _seats(numbered, wish, one)], demand, weight) + rest for one in points]
        yield partial(_between, points, brings)


def _between(points: Sequence[float], values: Sequence[float], factor: float) -> float:
    return float(np.interp(factor, points, values))


def _seats(numbered: Numbered, wish: Wish, factor: float) -> Seats:
    reach = numbered.reach[wish.theme][wish.venue]
    return numbered.capacity[wish.venue], {zone: factor * people for zone, people in reach.items()}


def _places(half_days: HalfDays, wish: Wish, draw: random.Random) -> list[Placed]:
    """Sessions that a wish may become: those of the best half-days, any of them where there are many."""
    numbered = half_days.numbered
    found = np.argwhere(half_days.open[wish.theme, wish.venue]).tolist()
    draw.shuffle(found)
    found.sort(key=lambda place: -numbered.factor[place[1]])
    return [Placed(wish.theme, wish.venue, adviser, slot) for adviser, slot in found[:CHOICES]]
