"""The bound, beside the search: how much each theme can bring at most at given prices, proven theme by theme.

Whatever the prices of half-days and zones (none negative, a zone's no more than the penalty), a plan brings at most
what its themes bring after paying for them, plus what all the half-days cost, less what covering all the zones is
worth: a plan pays at most for all the half-days, and each zone that it doesn't cover costs it the penalty. Good prices
make it tight; a loose bound of one theme only loosens it.
"""

import queue
import threading
from collections.abc import Callable, Sequence

from .clock import Clock
from .exact import Exact
from .offers import Column, Offer, Prices

PARTS = (0.25, 0.35)  # of the time, at most, for the first round and for each of the others
FIRST = 0.3  # seconds below which no theme is worth beginning


class Prover:
    """Runs in a thread of its own; HiGHS lets the others work meanwhile."""

    def __init__(self, offers: Sequence[Offer], clock: Clock, prove: Callable[[float], None]) -> None:
        self._offers, self._clock, self._prove = offers, clock, prove
        self._asked: queue.Queue[tuple[Prices, list[Column], float] | None] = queue.Queue()
        self.found: queue.SimpleQueue[tuple[int, Column]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._spent = [0.0] * len(offers)
        self.is_idle = True

    def ask(self, prices: Prices, best: list[Column], gap: float) -> None:
        """The next round is at these prices, from the best columns known, each theme as sure as `gap`."""
        self.is_idle = False
        self._asked.put((prices, best, gap))
        if not self._thread.is_alive():
            self._thread.start()

    def finish(self) -> None:
        """Waits for what is under way; it keeps to the clock."""
        if self._thread.is_alive():
            self._asked.put(None)
            self._thread.join(timeout=1.0)

    def _run(self) -> None:
        exact = [Exact(offer) for offer in self._offers]
        number = 0
        while (asked := self._asked.get()) is not None:
            seconds = self._clock.whole * PARTS[min(number, len(PARTS) - 1)]
            self._round(exact, *asked, ends=self._clock.now() + min(self._clock.left(), seconds))
            number += 1
            self.is_idle = True

    def _round(
        self, exact: Sequence[Exact], prices: Prices, best: Sequence[Column], gap: float, ends: float
    ) -> None:
        """Roughly, then theme by theme, those that were quick last time first: they leave their time to the others."""
        clock = self._clock
        bounds = [solver.bound(prices, clock.left()) for solver in exact]
        self._tell(prices, bounds)
        order = sorted(range(len(exact)), key=lambda theme: self._spent[theme])
        for at, theme in enumerate(order):
            begun = clock.now()
            if clock.left() < FIRST:
                break
            share = max(FIRST, 2 * (ends - begun) / (len(order) - at))
            column, bound = exact[theme].best(prices, best[theme], gap=gap, seconds=min(share, clock.left()))
            bounds[theme] = min(bounds[theme], bound)
            self._spent[theme] = clock.now() - begun
            self.found.put((theme, column))
        self._tell(prices, bounds)

    def _tell(self, prices: Prices, bounds: Sequence[float]) -> None:
        self._prove(prices.everything() + sum(bounds))
