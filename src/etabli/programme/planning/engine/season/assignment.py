"""Days and advisers for sessions that are known by theme and venue: one model for the whole season, on the exact rules.

What a session brings at each factor is reckoned with the others as they were wished; that is all but exact, since a
session seldom moves to a much better or worse half-day. One that finds no half-day is left out.
"""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from .board import Board
from .halfdays import HalfDays
from .highs import Model
from .indexed_season import IndexedSeason, Placed
from .people import Seats, worth
from .rule_constraints import keep_rules
from .value import seats

ADVISERS_AT_ONCE = 3  # advisers that are placed in one model; more of them go by twos
MAX_CHOICES = 60  # half-days and advisers offered to each session


@dataclass(frozen=True)
class UnplacedSession:
    """A session without its day and adviser, at the factor that it hopes for."""

    theme: int
    venue: int
    factor: float


def assigned(half_days: HalfDays, wishes: Sequence[UnplacedSession], *, seconds: float) -> Board:
    """The pins and the sessions wished, as well placed as can be, a few advisers at a time."""
    board = Board(half_days.indexed, half_days.pins)
    gains = list(_gains(half_days, wishes))
    ends = time.monotonic() + seconds
    draw = random.Random(len(wishes))
    blocks = _share_out(half_days, wishes)
    unplaced: list[int] = []
    for number, (advisers, allotted) in enumerate(blocks):
        requested = [(wishes[at], gains[at], at) for at in [*unplaced, *allotted]]
        seconds_left = (ends - time.monotonic()) / (len(blocks) - number)
        placed_numbers = _place(board, half_days, advisers, requested, draw, seconds_left)
        unplaced = [at for _, _, at in requested if at not in placed_numbers]
    return board


def _share_out(half_days: HalfDays, wishes: Sequence[UnplacedSession]) -> list[tuple[list[int], list[int]]]:
    """Advisers by twos, and the wishes that are theirs: those with little choice go first, to whom has most room."""
    advisers = range(len(half_days.most))
    if len(advisers) <= ADVISERS_AT_ONCE:
        return [(list(advisers), list(range(len(wishes))))]
    room = [max(most.values(), default=0) for most in half_days.most]
    able = [half_days.open[wish.theme, wish.venue].any(axis=1).nonzero()[0].tolist() for wish in wishes]
    wishes_of: dict[int, list[int]] = {adviser: [] for adviser in advisers}
    for at in sorted(range(len(wishes)), key=lambda at: len(able[at])):
        if able[at]:
            adviser = max(able[at], key=lambda candidate: room[candidate] - len(wishes_of[candidate]))
            wishes_of[adviser].append(at)
    blocks = [list(advisers[first : first + 2]) for first in range(0, len(advisers), 2)]
    return [(block, [at for adviser in block for at in wishes_of[adviser]]) for block in blocks]


def _place(
    board: Board,
    half_days: HalfDays,
    advisers: Collection[int],
    requested: Sequence[tuple[UnplacedSession, Callable[[float], float], int]],
    draw: random.Random,
    seconds: float,
) -> set[int]:
    """Puts what these advisers can give of it on the board; returns the numbers of what was put."""
    indexed = half_days.indexed
    model = Model()
    choices: list[tuple[int, Placed, int]] = []
    for wish, gains, at in requested:
        columns_of_wish = []
        for session in _places(board, half_days, wish, advisers, draw):
            gain = gains(indexed.factor[session.slot])
            columns_of_wish.append((model.column(gain, high=1.0, whole=True), session, at))
        model.row(((column, 1.0) for column, _, _ in columns_of_wish), high=1.0)
        choices += columns_of_wish
    keep_rules(model, half_days, [(column, session) for column, session, _ in choices])
    loaded = model.loaded()
    loaded.set(mip_rel_gap=5e-4)
    solved = loaded.solve(seconds)
    placed_numbers = set()
    if solved.solution is not None:
        for column, session, at in choices:
            if solved.solution[column] > 0.5 and board.fits(session):
                board.put(session)
                placed_numbers.add(at)
    return placed_numbers


def _gains(half_days: HalfDays, wishes: Sequence[UnplacedSession]) -> Iterator[Callable[[float], float]]:
    """For each wish, what it brings at a factor, the others being as they are wished."""
    indexed = half_days.indexed
    seats_of_theme: dict[int, list[tuple[int | None, Seats]]] = defaultdict(list)
    times: Counter[int] = Counter()
    for pin in half_days.pins:
        seats_of_theme[pin.theme].append((None, seats(indexed, pin)))
        times.update(indexed.covers[pin.venue])
    for number, wish in enumerate(wishes):
        seats_of_theme[wish.theme].append((number, _seats(indexed, wish, wish.factor)))
        times.update(indexed.covers[wish.venue])
    for number, wish in enumerate(wishes):
        other_seats = [other for at, other in seats_of_theme[wish.theme] if at != number]
        demand, weight = indexed.demand[wish.theme], indexed.weight
        alone = sum(times[zone] == 1 for zone in indexed.covers[wish.venue])
        rest = indexed.season.uncovered_penalty * alone - worth(other_seats, demand, weight)
        points = sorted({indexed.levels[-1], wish.factor, indexed.levels[0]})
        brings = [
            worth([*other_seats, _seats(indexed, wish, point)], demand, weight) + rest for point in points
        ]
        yield partial(_interpolate, points, brings)


def _interpolate(points: Sequence[float], values: Sequence[float], factor: float) -> float:
    return float(np.interp(factor, points, values))


def _seats(indexed: IndexedSeason, wish: UnplacedSession, factor: float) -> Seats:
    reach = indexed.reach[wish.theme][wish.venue]
    return indexed.capacity[wish.venue], {zone: factor * people for zone, people in reach.items()}


def _places(
    board: Board, half_days: HalfDays, wish: UnplacedSession, advisers: Collection[int], draw: random.Random
) -> list[Placed]:
    """Sessions that a wish may become: those of the best half-days, any of them where there are many."""
    indexed = half_days.indexed
    places = [
        Placed(wish.theme, wish.venue, adviser, slot)
        for adviser, slot in np.argwhere(half_days.open[wish.theme, wish.venue]).tolist()
        if adviser in advisers and board.is_apart(wish.theme, wish.venue, slot)
    ]
    draw.shuffle(places)
    places.sort(key=lambda place: -indexed.factor[place.slot])
    return places[:MAX_CHOICES]
