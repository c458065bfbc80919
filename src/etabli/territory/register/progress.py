"""How far an import is, for the page that waits: in the cache, since the transaction that writes shows nothing yet."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache

KEPT_SECONDS = 3600
PAUSE_SECONDS = 1.0  # between two notes
LEAST_DONE = 0.03  # of all, before anything is said of the time that is left


@dataclass(frozen=True, slots=True)
class Progress:
    """Rows done, of how many (None: not known yet), and about how long the rest will take."""

    done: int | None = None
    total: int | None = None
    left: timedelta | None = None


def noted(import_id: int) -> Callable[[int, int], None]:
    """What is returned writes down how many rows are done, of how many; the time that is left follows from the pace."""
    begun = time.monotonic()
    latest = float("-inf")

    def note(done: int, total: int) -> None:
        nonlocal latest
        now = time.monotonic()
        if now - latest >= PAUSE_SECONDS:
            latest = now
            left = (now - begun) / done * (total - done) if done > LEAST_DONE * total else None
            cache.set(_key(import_id), (done, total, left), KEPT_SECONDS)

    return note


def progress_of(import_id: int) -> Progress:
    """How far this import is; nothing is known of one that has not begun, or that nobody works on any more."""
    done, total, left = cache.get(_key(import_id)) or (None, None, None)
    return Progress(done, total, timedelta(seconds=left) if left is not None else None)


def _key(import_id: int) -> str:
    return f"register-import-{import_id}"
