"""A first plan: the session that adds most, again and again, until none adds anything.

What a session adds only falls as the plan grows, so an old figure is an upper bound: only the best of the list is
reckoned again (lazy greedy), and what a half-day of the best level brings stands for all of that level.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator

from .board import Board
from .numbered import Numbered, Placed
from .people import worth
from .value import NOTHING, seats, total


class Gains:
    """What the sessions of a growing plan bring: by theme, and by the zones that they cover."""

    def __init__(self, numbered: Numbered, board: Board) -> None:
        self.numbered = numbered
        self.board = board
        self._worth: dict[int, float] = {}
        self._covered: dict[int, int] = {}
        for session in board:
            self.add(session)

    def of(self, session: Placed) -> float:
        """What one more session adds."""
        numbered = self.numbered
        fresh = sum(not self._covered.get(zone) for zone in numbered.covers[session.venue])
        if not numbered.reach[session.theme][session.venue]:
            return numbered.season.uncovered_penalty * fresh
        more = self._reckoned(session.theme, session) - self._worth.get(session.theme, 0.0)
        return more + numbered.season.uncovered_penalty * fresh

    def add(self, session: Placed) -> None:
        """Told after the session was put on the board."""
        self._worth[session.theme] = self._reckoned(session.theme)
        for zone in self.numbered.covers[session.venue]:
            self._covered[zone] = self._covered.get(zone, 0) + 1

    def _reckoned(self, theme: int, *more: Placed) -> float:
        numbered = self.numbered
        mine = [one for one in self.board if one.theme == theme]
        return worth(
            [seats(numbered, one) for one in [*mine, *more]], numbered.demand[theme], numbered.weight
        )


def extend(board: Board, go_on: Callable[[], bool]) -> None:
    """Adds to the plan on the board what adds most, until nothing does or `go_on` says no."""
    numbered = board.numbered
    gains = Gains(numbered, board)
    by_level = _half_days(numbered)
    heap = [
        (-float("inf"), level, theme, venue)
        for theme in range(len(numbered.season.themes))
        for venue in range(len(numbered.season.venues))
        if numbered.usable[theme, venue].any()
        for level in range(1 if by_level else 0)
    ]
    heapq.heapify(heap)
    while heap and go_on():
        _, level, theme, venue = heapq.heappop(heap)
        session = next(_fitting(board, theme, venue, by_level[level]), None)
        while session is None and level + 1 < len(by_level):
            level += 1
            session = next(_fitting(board, theme, venue, by_level[level]), None)
        if session is None:
            continue
        gain = gains.of(session)
        if gain <= NOTHING:
            continue
        if heap and -gain > heap[0][0]:
            heapq.heappush(heap, (-gain, level, theme, venue))
            continue
        board.put(session)
        gains.add(session)
        heapq.heappush(heap, (-gain, level, theme, venue))


def exchange(board: Board, go_on: Callable[[], bool]) -> None:
    """Takes each session out in turn, and lets the best others in if that is better."""
    numbered = board.numbered
    value = total(numbered, board)
    pins = {numbered.placed(pin) for pin in numbered.season.pins}
    for session in [one for one in board if one not in pins]:
        if not go_on():
            return
        before = list(board)
        board.take(session)
        extend(board, go_on)
        now = total(numbered, board)
        if now > value + NOTHING:
            value = now
        else:
            for one in [one for one in board if one not in before]:
                board.take(one)
            if session not in board.sessions:
                board.put(session)


def _half_days(numbered: Numbered) -> list[list[int]]:
    """The half-days of each level, the best level first."""
    found: dict[float, list[int]] = {level: [] for level in numbered.levels}
    for slot, factor in enumerate(numbered.factor):
        found[factor].append(slot)
    return list(found.values())


def _fitting(board: Board, theme: int, venue: int, slots: Iterable[int]) -> Iterator[Placed]:
    """The sessions that the theme may have in the venue on these half-days."""
    numbered = board.numbered
    for slot in slots:
        for adviser in numbered.usable[theme, venue, :, slot].nonzero()[0].tolist():
            if board.is_free(adviser, slot) and board.is_apart(theme, venue, slot):
                yield Placed(theme, venue, adviser, slot)
