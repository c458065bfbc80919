"""The best plan and the best bound so far. Told from two threads; `tell` only hears of them from the one that asks."""

import threading
from collections.abc import Callable, Iterable

from .clock import Clock
from .indexed_season import IndexedSeason, Placed
from .shapes import Progress, Session
from .value import total

PROVEN_GAP = 3e-6  # as close as HiGHS is sure


class Best:
    """Sessions, what they are worth, and what no plan exceeds."""

    def __init__(self, indexed: IndexedSeason, clock: Clock, tell: Callable[[Progress], None] | None) -> None:
        self._indexed, self._clock, self._tell = indexed, clock, tell
        self._lock = threading.Lock()
        self._told: tuple[float, float] | None = None
        self.sessions: list[Placed] = []
        self.value = -float("inf")
        self.bound = float("inf")

    def find(self, sessions: Iterable[Placed]) -> bool:
        """Keeps a plan that keeps the rules, when it is better; whether it is."""
        sessions = list(sessions)
        value = total(self._indexed, sessions)
        if value <= self.value:
            return False
        self.sessions, self.value = sessions, value
        return True

    def prove(self, bound: float) -> None:
        """No plan is worth more than this."""
        with self._lock:
            self.bound = min(self.bound, bound)

    def is_proven(self) -> bool:
        """Whether no plan is better by anything that counts."""
        return self.bound - self.value <= PROVEN_GAP * max(1.0, abs(self.bound))

    def say(self) -> None:
        """Tells where the search stands, when it has moved."""
        bound = max(self.bound, self.value)
        if self._tell is not None and self._told != (self.value, bound):
            self._told = self.value, bound
            self._tell(Progress(self._clock.now(), self.value, bound, tuple(self.sessions_by_id())))

    def sessions_by_id(self) -> list[Session]:
        """The sessions of the best plan so far, by their ids instead of their numbers."""
        return [self._indexed.session(session) for session in self.sessions]
