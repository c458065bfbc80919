"""The best column of a theme at given prices, and a bound that no column exceeds: a small model in whole numbers."""

import time
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

import numpy as np

from .highs import INFINITE, QUICK_OPTIONS, Loaded, Model, Solved
from .offers import Column, Offer, Prices


class Exact:
    """The model of one theme. Sessions of one venue are seated together, which can only serve more."""

    def __init__(self, offer: Offer) -> None:
        self.offer = offer
        self.model = Model()
        self.counts = [self.model.column(high=option.most, whole=True) for option in offer.options]
        self.people: dict[int, list[int]] = defaultdict(list)
        self._pins()
        by_venue: dict[int, list[int]] = defaultdict(list)
        for number, option in enumerate(offer.options):
            by_venue[option.venue].append(number)
        for options in by_venue.values():
            self._venue(options)
        for zone, people in self.people.items():
            self.model.row(((column, 1.0) for column in people), high=offer.demand[zone])
        self.covered = dict(self._covers())
        self._apart(by_venue)

    def _venue(self, options: list[int]) -> None:
        model, offer = self.model, self.offer
        capacity, _ = offer.seats(options[0])
        reach = [offer.seats(option)[1] for option in options]
        people = []
        for zone in reach[0]:
            column = model.column(offer.weight[zone])
            people.append((column, 1.0))
            self.people[zone].append(column)
            limits = [(self.counts[option], -each[zone]) for option, each in zip(options, reach, strict=True)]
            model.row([(column, 1.0), *limits], high=0.0)
        if max(sum(each.values()) for each in reach) > capacity:
            seats = [(self.counts[option], -capacity) for option in options]
            model.row([*people, *seats], high=0.0)

    def _pins(self) -> None:
        for capacity, reach in self.offer.pins:
            people = []
            for zone, limit in reach.items():
                column = self.model.column(self.offer.weight[zone], high=limit)
                people.append((column, 1.0))
                self.people[zone].append(column)
            self.model.row(people, high=capacity)

    def _covers(self) -> Iterator[tuple[int, int]]:
        for zone in sorted(self.offer.missed):
            by = [count for count, zones in zip(self.counts, self.offer.covers, strict=True) if zone in zones]
            if by:
                covered = self.model.column(high=1.0)
                self.model.row([(covered, 1.0), *((count, -1.0) for count in by)], high=0.0)
                yield zone, covered

    def _apart(self, by_venue: dict[int, list[int]]) -> None:
        place = self.offer.indexed.place
        by_zone: dict[int, list[int]] = defaultdict(list)
        for venue, options in by_venue.items():
            by_zone[place[venue]] += options
        for zone, options in by_zone.items():
            if self.offer.most_in(zone) < INFINITE:
                self.model.row(
                    ((self.counts[option], 1.0) for option in options), high=self.offer.most_in(zone)
                )

    @cached_property
    def _loaded(self) -> Loaded:
        loaded = self.model.loaded()
        loaded.set(**QUICK_OPTIONS)
        return loaded

    @cached_property
    def _relaxed(self) -> Loaded:
        return self.model.loaded(relaxed=True)

    def _costs(self, prices: Prices) -> np.ndarray:
        costs = np.array(self.model.costs)
        costs[self.counts] = -self.offer.price(prices)
        for zone, covered in self.covered.items():
            costs[covered] = prices.covers[zone]
        return costs

    def upper_bound(self, prices: Prices, seconds: float) -> float:
        """What no column can bring more than, at once and roughly."""
        if not self.offer.options:
            return self.offer.pinned.worth
        self._relaxed.cost(self._costs(prices))
        return self._relaxed.solve(seconds).bound

    def best(
        self, prices: Prices, start_column: Column, *, gap: float, seconds: float
    ) -> tuple[Column, float]:
        """A best column, and what no column can bring more than at these prices; `gap` is how sure to be."""
        if not self.offer.options:
            return self.offer.pinned, self.offer.pinned.worth
        costs = self._costs(prices)
        start = dict.fromkeys(self.counts, 0.0)
        for option in start_column.options:
            start[self.counts[option]] += 1.0
        self._loaded.set(mip_rel_gap=0.0, mip_abs_gap=gap)
        ends = time.monotonic() + seconds
        solved = self._loaded.solve_from(costs, start, seconds)
        if self._is_false(solved, costs):
            solved = self._loaded.solve_from(costs, {}, ends - time.monotonic())
        column = start_column
        if solved.solution is not None:
            counts = np.round(solved.solution[self.counts]).astype(int)
            column = self.offer.column(np.repeat(np.arange(len(counts)), counts).tolist())
        price = self.offer.price(prices)
        best_known = max(self.offer.net(candidate, price, prices) for candidate in (start_column, column))
        return column, max(solved.bound, best_known)

    def _is_false(self, solved: Solved, costs: np.ndarray) -> bool:
        """Whether the value is not that of the solution.

        HiGHS 1.16 now and then counts the column that it began from for more than it brings. What it then calls proven
        still holds, and is of no use.
        """
        return solved.solution is not None and solved.value > float(costs @ solved.solution) + 1e-3
