"""A first plan: the session that adds most, again and again, until none adds anything.

What a session adds only falls as the plan grows, so an old figure is an upper bound: only the best of the list is
reckoned again (lazy greedy), and what a half-day of the best level brings stands for all of that level.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from .board import Board
from .gains import Gains
from .indexed_season import IndexedSeason, Placed
from .value import EPSILON


def extend(board: Board, go_on: Callable[[], bool]) -> None:
    """Adds to the plan on the board what adds most, until nothing does or `go_on` says no."""
    indexed = board.indexed
    gains = Gains(indexed, board)
    by_level = _half_days(indexed)
    possible = indexed.usable.any(axis=(2, 3))
    heap = [(-float("inf"), 0, theme, venue) for theme, venue in np.argwhere(possible).tolist()]
    while heap and go_on():
        _, level, theme, venue = heapq.heappop(heap)
        seat = _first_best(board, theme, venue, by_level, level)
        if seat is None:
            continue
        level, session = seat
        gain = gains.of(session)
        if gain <= EPSILON:
            continue
        if not heap or -gain <= heap[0][0]:
            board.put(session)
            gains.put(session)
        heapq.heappush(heap, (-gain, level, theme, venue))


def _half_days(indexed: IndexedSeason) -> list[list[int]]:
    """The half-days of each level, the best level first."""
    by_factor: dict[float, list[int]] = {level: [] for level in indexed.levels}
    for slot, factor in enumerate(indexed.factor):
        by_factor[factor].append(slot)
    return list(by_factor.values())


def _first_best(
    board: Board, theme: int, venue: int, by_level: list[list[int]], level: int
) -> tuple[int, Placed] | None:
    """The best session that the theme may still have in the venue, from a level on."""
    for at in range(level, len(by_level)):
        for session in _fitting(board, theme, venue, by_level[at]):
            return at, session
    return None


def _fitting(board: Board, theme: int, venue: int, slots: Iterable[int]) -> Iterator[Placed]:
    """The sessions that the theme may have in the venue on these half-days."""
    indexed = board.indexed
    for slot in slots:
        for adviser in indexed.usable[theme, venue, :, slot].nonzero()[0].tolist():
            if board.is_free(adviser, slot) and board.is_apart(theme, venue, slot):
                yield Placed(theme, venue, adviser, slot)
