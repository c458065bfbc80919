"""Which half-days can matter: only the best of each adviser, because a half-day counts by its factor alone.

An adviser's sessions of factor f or more number at most `H(f)`: one a day, so many a week, so many a period, beside
the pins. `H` is the largest flow from weeks to periods through the days that have such a half-day, so it is exact for
each f. It only grows as f falls; where it doesn't, sessions of factor f or more are as many as those of the next better
factor where it does. Hence the *levels* of an adviser, the factors where `H` grows: a plan stays within `sessions at a
level or better ≤ H(level)`, and is worth as much or more, when each half-day counts as the worst level of its adviser
that is as good. Three or four levels are left of eighteen factors.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .board import Board
from .indexed_season import IndexedSeason, Placed

type Edge = tuple[int, int]
"""A week and a period, by number."""


@dataclass(frozen=True)
class Option:
    """A session of a theme by venue and level: its factor there at best, and the advisers who could give it."""

    venue: int
    level: int
    factor: float
    advisers: tuple[int, ...]
    most: int


class HalfDays:
    """The half-days that the pins leave, by level. Levels are numbered from the best factor of all advisers."""

    def __init__(self, indexed: IndexedSeason) -> None:
        self.indexed = indexed
        self.pins = list(dict.fromkeys(map(indexed.placed_session, indexed.season.pins)))
        self.open = _open_slots(indexed, self.pins)
        advisers = range(len(indexed.season.advisers))
        by_factor = [self._most(adviser) for adviser in advisers]
        self.factors = sorted({factor for most in by_factor for factor in most}, reverse=True)
        number = {factor: at for at, factor in enumerate(self.factors)}
        self.most: list[dict[int, int]] = [
            {number[factor]: count for factor, count in most.items()} for most in by_factor
        ]
        """For each adviser and each of their levels: how many sessions at that level or better."""

    @cached_property
    def missed(self) -> frozenset[int]:
        """The zones to cover that no pin covers."""
        pinned = frozenset().union(*(self.indexed.covers[pin.venue] for pin in self.pins))
        return frozenset(zone for zone, must in enumerate(self.indexed.must) if must) - pinned

    def _most(self, adviser: int) -> dict[float, int]:
        """H where it grows."""
        indexed = self.indexed
        useful = self.open[:, :, adviser, :].any(axis=(0, 1))
        flow = _Flow(*self.remaining(adviser))
        seen: set[int] = set()
        best_count: dict[float, int] = {}
        total = 0
        for factor in indexed.levels:
            for slot in np.flatnonzero(useful).tolist():
                if indexed.factor[slot] == factor and indexed.day[slot] not in seen:
                    seen.add(indexed.day[slot])
                    flow.widen((indexed.week[slot], indexed.period[slot]))
            grown = flow.total()
            if grown > total:
                total = best_count[factor] = grown
        return best_count

    def remaining(self, adviser: int) -> tuple[dict[int, int], dict[int, int]]:
        """What the pins leave of the adviser's weeks and periods."""
        indexed = self.indexed
        weeks = dict.fromkeys(indexed.week, indexed.per_week[adviser])
        periods = {period: indexed.allowed[adviser][period] for period in set(indexed.period)}
        for pin in self.pins:
            if pin.adviser == adviser:
                weeks[indexed.week[pin.slot]] -= 1
                periods[indexed.period[pin.slot]] -= 1
        return weeks, periods

    @cached_property
    def level_of(self) -> np.ndarray:
        """[adviser, half-day]: the worst level of the adviser that is as good as the half-day; -1 without any."""
        levels = np.full((len(self.most), len(self.indexed.slots)), -1)
        for adviser, most in enumerate(self.most):
            for slot, factor in enumerate(self.indexed.factor):
                levels[adviser, slot] = max(
                    (level for level in most if self.factors[level] >= factor), default=-1
                )
        return levels

    def options(self, theme: int) -> list[Option]:
        """The sessions that a plan by levels may have of a theme."""
        options = []
        factor = np.array(self.indexed.factor)
        for venue in np.flatnonzero(self.open[theme].any(axis=(1, 2))).tolist():
            level = np.where(self.open[theme, venue], self.level_of, -1)
            for at in np.unique(level[level >= 0]).tolist():
                advisers, slots = np.nonzero(level == at)
                options.append(
                    Option(
                        venue,
                        at,
                        float(factor[slots].max()),
                        tuple(np.unique(advisers).tolist()),
                        len(np.unique(slots)),
                    )
                )
        return options

    def apart(self, theme: int, zone: int) -> float:
        """How many sessions of a theme the venues of a zone may have, at its gap; infinite without one."""
        indexed = self.indexed
        gap = indexed.gap[theme]
        if not gap:
            return float("inf")
        venues = [venue for venue, place in enumerate(indexed.place) if place == zone]
        count, last = 0, -gap
        for slot in np.flatnonzero(self.open[theme][venues].any(axis=(0, 1))).tolist():
            if indexed.day[slot] - last >= gap:
                count, last = count + 1, indexed.day[slot]
        return count


def _open_slots(indexed: IndexedSeason, pins: Sequence[Placed]) -> np.ndarray:
    """`usable`, less what the pins take: [theme, venue, adviser, half-day]."""
    board = Board(indexed, pins)
    slots = range(len(indexed.slots))
    free = [[board.is_free(adviser, slot) for slot in slots] for adviser in range(len(indexed.per_week))]
    shape = (len(indexed.per_week), len(indexed.slots))
    open_slots: np.ndarray = indexed.usable & np.array(free, dtype=bool).reshape(1, 1, *shape)
    for pin in pins:
        open_slots[:, pin.venue, :, pin.slot] = False
        is_near = np.abs(np.array(indexed.day) - indexed.day[pin.slot]) < indexed.gap[pin.theme]
        is_same_place = np.array(indexed.place) == indexed.place[pin.venue]
        open_slots[np.ix_([pin.theme], is_same_place, range(shape[0]), is_near)] = False
    return open_slots


class _Flow:
    """The most days that can be taken with so many a week and so many a period, as days are added."""

    def __init__(self, weeks: Mapping[int, int], periods: Mapping[int, int]) -> None:
        self._weeks, self._periods = dict(weeks), dict(periods)
        self._days: dict[Edge, int] = defaultdict(int)
        self._taken: dict[Edge, int] = defaultdict(int)
        self._total = 0

    def widen(self, edge: Edge) -> None:
        """One more day of this week and period."""
        self._days[edge] += 1

    def total(self) -> int:
        while self._augmented():
            self._total += 1
        return self._total

    def _augmented(self) -> bool:
        """Takes one more day, exchanging days of other weeks and periods when needed."""
        came: dict[int, Edge | None] = {week: None for week, left in self._weeks.items() if left > 0}
        reached: dict[int, Edge] = {}
        for week in (queue := list(came)):
            for edge, days in self._days.items():
                period = edge[1]
                if edge[0] != week or period in reached or self._taken[edge] >= days:
                    continue
                reached[period] = edge
                if self._periods[period] > 0:
                    self._follow(period, reached, came)
                    return True
                for back, taken in list(self._taken.items()):
                    if back[1] == period and taken > 0 and back[0] not in came:
                        came[back[0]] = back
                        queue.append(back[0])
        return False

    def _follow(self, period: int, reached: Mapping[int, Edge], came: Mapping[int, Edge | None]) -> None:
        self._periods[period] -= 1
        edge = reached[period]
        while True:
            self._taken[edge] += 1
            back = came[edge[0]]
            if back is None:
                self._weeks[edge[0]] -= 1
                return
            self._taken[back] -= 1
            edge = reached[back[1]]
