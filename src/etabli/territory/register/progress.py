"""How far an import is, for whoever waits: in the cache, since it is no fact about the register.

The rows are written in one transaction, during which SQLite takes no other word in the database.
"""

from __future__ import annotations

import time
from collections.abc import Callable
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
    FINDING = "finding"


# Which part of the whole time each takes, as measured on two million rows (docs/en/benchmarks.md).
PHASE_SHARES = {Phase.READING: 0.35, Phase.WRITING: 0.35, Phase.FINDING: 0.3}
Tell = Callable[[Phase, float], object]


@dataclass(frozen=True, slots=True)
class Progress:
    """The phase, the part of the whole that is done (0 to 1), the seconds that are left when it can be said."""

    phase: Phase
    part: float
    seconds_left: int | None


def ignore_progress(_phase: Phase, _part: float) -> None:
    """Nobody waits for news."""


def paced_progress(hear: Callable[[Progress], object]) -> Tell:
    """What tells `hear`, at most once a second, how far the whole is, and never that it went back."""
    began = time.monotonic()
    last_time, furthest = 0.0, -1.0

    def tell(phase: Phase, part: float) -> None:
        nonlocal last_time, furthest
        now = time.monotonic()
        whole = sum(
            PHASE_SHARES[step]
            for step in PHASE_SHARES
            if list(PHASE_SHARES).index(step) < list(PHASE_SHARES).index(phase)
        )
        whole += PHASE_SHARES[phase] * part
        if whole <= furthest or now - last_time < MIN_PAUSE_SECONDS:
            return
        last_time, furthest = now, whole
        took = now - began
        seconds_left = (
            round(took * (1 - whole) / whole) if took >= MIN_SECONDS_TO_ESTIMATE and whole > 0 else None
        )
        hear(Progress(phase, whole, seconds_left))

    return tell


def progress_writer(import_id: int) -> Tell:
    """What writes down how far an import is."""
    return paced_progress(lambda progress: cache.set(_key(import_id), progress, CACHE_SECONDS))


def progress_of(import_id: int) -> Progress | None:
    """What was last written down of it."""
    progress: Progress | None = cache.get(_key(import_id))
    return progress


def _key(import_id: int) -> str:
    return f"register-import-{import_id}"
