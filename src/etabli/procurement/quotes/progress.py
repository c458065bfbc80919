"""How far a reading is, for the page that waits: in the cache, since it is no fact about the quote."""

import time
from collections.abc import Callable

from django.core.cache import cache

KEPT_SECONDS = 600
PAUSE_SECONDS = 0.5  # between two notes: a page of text takes less than writing it down


def _key(reading_id: int) -> str:
    return f"quote-read-{reading_id}"


def noted(reading_id: int) -> Callable[[int, int], None]:
    """Forget what was known of this reading; what is returned writes down how many pages are read, of how many."""
    cache.delete(_key(reading_id))
    latest = float("-inf")

    def note(done: int, total: int) -> None:
        nonlocal latest
        now = time.monotonic()
        if now - latest >= PAUSE_SECONDS:
            latest = now
            cache.set(_key(reading_id), (done, total), KEPT_SECONDS)

    return note


def pages_read(reading_id: int) -> tuple[int, int] | tuple[None, None]:
    """(read, in all), or (None, None) when it isn't known."""
    known: tuple[int, int] | None = cache.get(_key(reading_id))
    return known or (None, None)
