"""How far an import is, for whoever waits: in the cache, since it is no fact about the register.

The rows are written in one transaction, during which SQLite takes no other word in the database.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from django.core.cache import cache

CACHE_SECONDS = 3600
MIN_PAUSE_SECONDS = 1.0  # seconds between two notes
MIN_SECONDS_TO_ESTIMATE = 3.0  # seconds from which on the pace says something


class Phase(StrEnum):
    """What is being done."""

    READING = "reading"
    WRITING = "writing"
    INDEXING = "indexing"


# Which share of the whole time each takes, in their order, as measured on two million rows (docs/en/benchmarks.md).
PHASE_SHARES = {Phase.READING: 0.35, Phase.WRITING: 0.35, Phase.INDEXING: 0.3}
Tell = Callable[[Phase, float], object]


@dataclass(frozen=True, slots=True)
class Progress:
    """The phase, how much of the whole is done (0 to 1), the seconds that are left when it can be said."""

    phase: Phase
    whole_done: float
    seconds_left: int | None


def ignore_progress(_phase: Phase, _phase_done: float) -> None:
    """Nobody waits for news."""


def paced_progress(hear: Callable[[Progress], object], phases: Collection[Phase] = tuple(Phase)) -> Tell:
    """What tells `hear` how far the whole is, never that it went back: at most once a second, and each new phase at
    once. `phases`: those that take place, which share the whole time."""
    began = time.monotonic()
    last_time, furthest = 0.0, -1.0
    last_phase: Phase | None = None
    shares = {phase: share for phase, share in PHASE_SHARES.items() if phase in phases}

    def tell(phase: Phase, phase_done: float) -> None:
        nonlocal last_time, furthest, last_phase
        now = time.monotonic()
        order = list(shares)
        before = sum(shares[earlier] for earlier in order[: order.index(phase)])
        whole_done = (before + shares[phase] * phase_done) / sum(shares.values())
        is_due = phase != last_phase or now - last_time >= MIN_PAUSE_SECONDS
        if whole_done < furthest or (whole_done == furthest and phase == last_phase) or not is_due:
            return
        last_time, furthest, last_phase = now, whole_done, phase
        took = now - began
        can_estimate = took >= MIN_SECONDS_TO_ESTIMATE and whole_done > 0
        seconds_left = round(took * (1 - whole_done) / whole_done) if can_estimate else None
        hear(Progress(phase, whole_done, seconds_left))

    return tell


def progress_writer(import_id: int, phases: Collection[Phase] = tuple(Phase)) -> Tell:
    """What writes down how far an import is; `phases` as `paced_progress` takes them."""
    return paced_progress(lambda progress: cache.set(_key(import_id), progress, CACHE_SECONDS), phases)


def progress_of(import_id: int) -> Progress | None:
    """What was last written down of it."""
    progress: Progress | None = cache.get(_key(import_id))
    return progress


def _key(import_id: int) -> str:
    return f"register-import-progress-{import_id}"
