"""From a first plan to a good one: columns at prices, plans by levels, days, and again with other columns."""

import queue
import random
import threading
from collections.abc import Callable, Sequence

from .assignment import UnplacedSession, assigned
from .best import Best
from .clock import Clock
from .exact import Exact
from .greedy import extend
from .halfdays import HalfDays
from .market import Market
from .offers import Column, Offer, Prices

# The bound, beside the search: how much each theme can bring at most at given prices, proven theme by
# theme.

TIME_SHARES = (0.25, 0.35)  # of the time, at most, for the first round and for each of the others
MIN_SECONDS = 0.3  # seconds below which no theme is worth beginning


class Prover:
    """Runs in a thread of its own; HiGHS lets the others work meanwhile."""

    def __init__(self, offers: Sequence[Offer], clock: Clock, prove: Callable[[float], None]) -> None:
        self._offers, self._clock, self._prove = offers, clock, prove
        self._asked: queue.Queue[tuple[Prices, list[Column], float] | None] = queue.Queue()
        self.new_columns: queue.SimpleQueue[tuple[int, Column]] = queue.SimpleQueue()
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
        while (request := self._asked.get()) is not None:
            seconds = self._clock.whole * TIME_SHARES[min(number, len(TIME_SHARES) - 1)]
            self._round(exact, *request, ends=self._clock.now() + min(self._clock.seconds_left(), seconds))
            number += 1
            self.is_idle = True

    def _round(
        self, exact: Sequence[Exact], prices: Prices, best: Sequence[Column], gap: float, ends: float
    ) -> None:
        """Roughly, then theme by theme, those that were quick last time first: they leave their time to the others."""
        clock = self._clock
        bounds = [solver.upper_bound(prices, clock.seconds_left()) for solver in exact]
        self._tell(prices, bounds)
        order = sorted(range(len(exact)), key=lambda theme: self._spent[theme])
        for at, theme in enumerate(order):
            begun_at = clock.now()
            if clock.seconds_left() < MIN_SECONDS:
                break
            share = max(MIN_SECONDS, 2 * (ends - begun_at) / (len(order) - at))
            column, bound = exact[theme].best(
                prices, best[theme], gap=gap, seconds=min(share, clock.seconds_left())
            )
            bounds[theme] = min(bounds[theme], bound)
            self._spent[theme] = clock.now() - begun_at
            self.new_columns.put((theme, column))
        self._tell(prices, bounds)

    def _tell(self, prices: Prices, bounds: Sequence[float]) -> None:
        self._prove(prices.everything() + sum(bounds))


STEP_SECONDS = 3.0  # seconds at most between two looks at the clock, or
STEP_SHARE = 0.1  # of the time, when that is more
TOLERANCE = (
    5e-3  # of the value: a plan by levels that promises as little less may still do better on its days
)


class Improving:
    """Goes on until the plan is proven best, or the time is over."""

    def __init__(self, half_days: HalfDays, best: Best, clock: Clock) -> None:
        self._half_days, self._best, self._clock = half_days, best, clock
        self._market = Market(half_days, clock.goes_on)
        self._prover = Prover(self._market.offers, clock, best.prove)
        self._tried: set[tuple[tuple[int, tuple[int, ...]], ...]] = set()

    def run(self) -> None:
        """Leaves in `best` the best plan met, and tells it each time that it gets better."""
        draw = random.Random(2027)
        self._market.learn(self._best.sessions)
        while self._goes_on():
            is_converged = self._market.converge()
            self._ask()
            self._realise()
            if is_converged and self._goes_on():
                self._market.search(self._market.prices.shaken(draw), pairs=True)
            self._hear()
        self._prover.finish()
        self._best.say()

    def _goes_on(self) -> bool:
        self._best.say()
        return self._clock.goes_on() and not self._best.is_proven()

    def _step(self) -> float:
        return min(max(STEP_SECONDS, STEP_SHARE * self._clock.whole), self._clock.seconds_left())

    def _ask(self) -> None:
        """The prover works at the best prices of the moment."""
        if self._prover.is_idle:
            market = self._market
            columns = [market.ranked(theme, market.prices)[0] for theme in range(len(market.offers))]
            lacking = self._best.bound - self._best.value
            self._prover.ask(
                market.prices,
                columns,
                max(1e-6, min(lacking, 0.01 * abs(self._best.value)) / 10 / len(columns)),
            )

    def _hear(self) -> None:
        """Takes in the columns that the prover found."""
        while not self._prover.new_columns.empty():
            self._market.add(*self._prover.new_columns.get())

    def _realise(self) -> None:
        """The best plan by levels, with its days."""
        lacking = self._best.bound - self._best.value
        result = self._market.plan(lacking, self._step())
        if result is None:
            return
        promised, chosen = result
        key = tuple((theme, column.options) for theme, column in chosen)
        if key in self._tried or promised < self._best.value - TOLERANCE * abs(self._best.value):
            return
        self._tried.add(key)
        board = assigned(self._half_days, self._wishes(chosen), seconds=self._step())
        extend(board, self._clock.goes_on)
        if self._best.find(board):
            self._market.learn(board)

    def _wishes(self, chosen: list[tuple[int, Column]]) -> list[UnplacedSession]:
        options = [
            (theme, self._market.offers[theme].options[option])
            for theme, column in chosen
            for option in column.options
        ]
        return [UnplacedSession(theme, option.venue, option.factor) for theme, option in options]
