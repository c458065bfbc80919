"""How far the search for a plan is, for whoever waits: in the cache, since it is no fact about the season."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.core.cache import cache

from etabli.programme.planning.engine.season import Progress

KEPT_SECONDS = 3600
PAUSE_SECONDS = 1.0  # between two notes


@dataclass(frozen=True)
class SearchState:
    """The seconds that it took so far, what the best plan is worth, what none can exceed, how many sessions it has."""

    seconds: float
    value: float
    bound: float
    sessions: int


def note_progress(proposal_id: int, progress: Progress) -> None:
    """Write down where the search stands."""
    state = SearchState(progress.seconds, progress.value, progress.bound, len(progress.sessions))
    cache.set(_key(proposal_id), state, KEPT_SECONDS)


def last_state(proposal_id: int) -> SearchState | None:
    """What was last written down; None before the search begins."""
    state: SearchState | None = cache.get(_key(proposal_id))
    return state


def ask_to_stop(proposal_id: int) -> None:
    """The best plan so far is enough."""
    cache.set(_stop(proposal_id), True, KEPT_SECONDS)


def is_enough(proposal_id: int) -> bool:
    """Whether somebody asked to stop."""
    return bool(cache.get(_stop(proposal_id)))


class Pace:
    """Says when a pause is over: what is looked at or written down too often costs more than the search."""

    def __init__(self, seconds: float = PAUSE_SECONDS) -> None:
        self._seconds, self._last = seconds, float("-inf")

    def is_due(self) -> bool:
        now = time.monotonic()
        if now - self._last < self._seconds:
            return False
        self._last = now
        return True


def _key(proposal_id: int) -> str:
    return f"season-plan-{proposal_id}"


def _stop(proposal_id: int) -> str:
    return f"season-plan-stop-{proposal_id}"
