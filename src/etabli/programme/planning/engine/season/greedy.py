"""A first plan: the session that adds most, again and again, until none adds anything.

What a session adds only falls as the plan grows, so an old figure is an upper bound: only the best of the list is
reckoned again (lazy greedy), and what a half-day of the best level brings stands for all of that level.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from .board import Board
from .numbered import Numbered, Placed
from .people import worth
from .value import NOTHING, seats


class Gains:
    """What each session adds to the others, and what one more would add."""

    def __init__(self, numbered: Numbered, sessions: Iterable[Placed]) -> None:
        self._numbered = numbered
        self._given: dict[int, list[Placed]] = defaultdict(list)
        self._worth: dict[int, float] = {}
        self._times: Counter[int] = Counter()
        for session in sessions:
            self.put(session)

    def put(self, session: Placed) -> None:
        self._given[session.theme].append(session)
        self._times.update(self._numbered.covers[session.venue])
        self._worth.pop(session.theme, None)

    def take(self, session: Placed) -> None:
        self._given[session.theme].remove(session)
        self._times.subtract(self._numbered.covers[session.venue])
        self._worth.pop(session.theme, None)

    def of(self, session: Placed) -> float:
        """What one more session adds."""
        numbered, theme = self._numbered, session.theme
        fresh = sum(not self._times[zone] for zone in numbered.covers[session.venue])
        people = 0.0
        if numbered.reach[theme][session.venue]:
            if theme not in self._worth:
                self._worth[theme] = self._reckoned(theme, self._given[theme])
            people = self._reckoned(theme, [*self._given[theme], session]) - self._worth[theme]
        return people + numbered.season.uncovered_penalty * fresh

    def _reckoned(self, theme: int, sessions: Iterable[Placed]) -> float:
        numbered = self._numbered
        return worth([seats(numbered, one) for one in sessions], numbered.demand[theme], numbered.weight)


def extend(board: Board, go_on: Callable[[], bool]) -> None:
    """Adds to the plan on the board what adds most, until nothing does or `go_on` says no."""
    numbered = board.numbered
    gains = Gains(numbered, board)
    by_level = _half_days(numbered)
    possible = numbered.usable.any(axis=(2, 3))
    heap = [(-float("inf"), 0, theme, venue) for theme, venue in np.argwhere(possible).tolist()]
    while heap and go_on():
        _, level, theme, venue = heapq.heappop(heap)
        found = _first(board, theme, venue, by_level, level)
        if found is None:
            continue
        level, session = found
        gain = gains.of(session)
        if gain <= NOTHING:
            continue
        if not heap or -gain <= heap[0][0]:
            board.put(session)
            gains.put(session)
        heapq.heappush(heap, (-gain, level, theme, venue))


def _half_days(numbered: Numbered) -> list[list[int]]:
    """The half-days of each level, the best level first."""
    found: dict[float, list[int]] = {level: [] for level in numbered.levels}
    for slot, factor in enumerate(numbered.factor):
        found[factor].append(slot)
    return list(found.values())


def _first(
    board: Board, theme: int, venue: int, by_level: list[list[int]], level: int
) -> tuple[int, Placed] | None:
    """The best session that the theme may still have in the venue, from a level on."""
    for at in range(level, len(by_level)):
        for session in _fitting(board, theme, venue, by_level[at]):
            return at, session
    return None


def _fitting(board: Board, theme: int, venue: int, slots: Iterable[int]) -> Iterator[Placed]:
    """The sessions that the theme may have in the venue on these half-days."""
    numbered = board.numbered
    for slot in slots:
        for adviser in numbered.usable[theme, venue, :, slot].nonzero()[0].tolist():
            if board.is_free(adviser, slot) and board.is_apart(theme, venue, slot):
                yield Placed(theme, venue, adviser, slot)
