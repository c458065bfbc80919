"""Good columns of a theme at given prices, quickly: grown option by option, then improved by taking one or two out.

What an option adds is reckoned for all options at once from the people that the others leave, zone by zone and without
moving anybody: a little less than the truth. Which column is better is then decided by its exact worth.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, islice

import numpy as np

from .offers import Column, Offer, Prices

MIN_IMPROVEMENT = 1e-7
MAX_SWAPS = 4  # times that all the options of a column are looked at
MAX_TRIED = 150  # neighbours of a column; the larger ones have many more
MAX_LEVELS = 3  # of a venue, at given prices: worse ones are seldom in a good column
PUT_IN = 8  # options tried in the place of one


class Search:
    """The search for columns of one theme."""

    def __init__(self, offer: Offer) -> None:
        self.offer = offer
        self._draw = random.Random(offer.theme)
        indexed = offer.indexed
        self._at = {zone: number for number, zone in enumerate(offer.zones)}
        self._weights = np.array([offer.weight[zone] for zone in offer.zones])
        self._demand = self._after_pins()
        self._missed = sorted(offer.missed)
        self._covers = np.array(
            [[zone in covered for zone in self._missed] for covered in offer.covers], dtype=float
        ).reshape(len(offer.options), len(self._missed))
        self._venue = np.array([option.venue for option in offer.options], dtype=int)
        self._place = np.array([indexed.place[option.venue] for option in offer.options], dtype=int)
        self._some = np.arange(len(offer.options))

    def best(
        self, prices: Prices, begun: Iterable[Column], *, pairs: bool, go_on: Callable[[], bool]
    ) -> list[Column]:
        """Good columns at these prices, one from each of those `begun`; `pairs` also takes options out by two."""
        if not self.offer.options:
            return []
        price = self.offer.price(prices)
        promising = self._promising(price, prices)
        columns = []
        for column in begun:
            if not go_on():
                break
            self._some = np.union1d(promising, np.array(column.options, dtype=int))
            chosen = self._swapped(column.options, price, prices)
            columns.append(self.offer.column(chosen))
            if pairs:
                columns.append(self._improved(columns[-1], price, prices, go_on))
        return columns

    def _swapped(self, options: Sequence[int], price: np.ndarray, prices: Prices) -> list[int]:
        """Grown, then each option in turn gives way to the best in its place, or to none."""
        chosen = self._grown(options, price, prices)
        for _ in range(MAX_SWAPS):
            before = list(chosen)
            taken = self._seated(chosen)
            for option in before:
                at = chosen.index(option)
                other_options = [*chosen[:at], *chosen[at + 1 :]]
                gain = self._gains(other_options, self._demand - taken.sum(axis=0) + taken[at], price, prices)
                best_option = int(gain.argmax())
                if gain[best_option] > max(gain[option], 0.0) + MIN_IMPROVEMENT:
                    chosen = self._grown([*other_options, best_option], price, prices)
                elif gain[option] < 0.0:
                    chosen = other_options
                else:
                    continue
                taken = self._seated(chosen)
            if chosen == before:
                break
        return chosen

    def _improved(
        self, column: Column, price: np.ndarray, prices: Prices, go_on: Callable[[], bool]
    ) -> Column:
        """As good as its neighbours, by their exact worth."""
        best_column = column
        net = self.offer.net(best_column, price, prices)
        while go_on():
            for neighbour in islice(self._neighbours(best_column, price, prices), MAX_TRIED):
                if not go_on():
                    return best_column
                its = self.offer.net(neighbour, price, prices)
                if its > net + MIN_IMPROVEMENT:
                    best_column, net = neighbour, its
                    break
            else:
                return best_column
        return best_column

    def _neighbours(self, column: Column, price: np.ndarray, prices: Prices) -> Iterator[Column]:
        """Without an option or two and grown again, or with each of the best in the place of one."""
        alone = _smaller(column.options, 1)
        for remaining, removed in alone:
            yield self.offer.column(self._grown(remaining, price, prices, removed))
        two = _smaller(column.options, 2)
        for remaining, removed in self._draw.sample(two, min(len(two), MAX_TRIED // 2)):
            yield self.offer.column(self._grown(remaining, price, prices, removed))
        for remaining, removed in alone:
            gain = self._gains(remaining, self._people_left(remaining), price, prices)
            gain[list(removed)] = -np.inf
            for option in np.argsort(-gain)[1:PUT_IN].tolist():
                if gain[option] > -np.inf:
                    yield self.offer.column(self._grown((*remaining, option), price, prices, removed))

    def _grown(
        self, options: Sequence[int], price: np.ndarray, prices: Prices, excluded: Sequence[int] = ()
    ) -> list[int]:
        """With the best options added until none brings its price; those `excluded` don't come back."""
        chosen = list(options)
        people_left = self._people_left(chosen)
        while True:
            gain = self._gains(chosen, people_left, price, prices)
            gain[list(excluded)] = -np.inf
            best_option = int(gain.argmax())
            if gain[best_option] <= MIN_IMPROVEMENT:
                return chosen
            chosen.append(best_option)
            people_left = people_left - self._takes(best_option, people_left)

    def _gains(
        self, chosen: Sequence[int], people_left: np.ndarray, price: np.ndarray, prices: Prices
    ) -> np.ndarray:
        """What each option adds to those chosen, who leave these people, less its price; -inf where a rule says no."""
        promising = self._some
        limits = np.minimum(self.offer.limits[promising], people_left)
        before = np.cumsum(limits, axis=1) - limits
        taken = np.minimum(np.maximum(self.offer.capacity[promising, None] - before, 0.0), limits)
        covered = frozenset().union(*(self.offer.covers[option] for option in chosen))
        bonus = [0.0 if zone in covered else prices.covers.get(zone, 0.0) for zone in self._missed]
        gain: np.ndarray = np.full(len(price), -np.inf)
        gain[promising] = taken @ self._weights + self._covers[promising] @ np.array(bonus) - price[promising]
        gain[self._full(chosen)] = -np.inf
        return gain

    def _after_pins(self) -> np.ndarray:
        people_left = np.array([self.offer.demand[zone] for zone in self.offer.zones])
        for capacity, reach in self.offer.pins:
            for zone in self.offer.zones:
                people = min(capacity, reach.get(zone, 0.0), people_left[self._at[zone]])
                people_left[self._at[zone]] -= people
                capacity -= people
        return people_left

    def _people_left(self, chosen: Sequence[int]) -> np.ndarray:
        """The people of each zone that the pins and these options leave."""
        people_left: np.ndarray = self._demand - self._seated(chosen).sum(axis=0)
        return people_left

    def _seated(self, chosen: Sequence[int]) -> np.ndarray:
        """[one of those chosen, zone]: the people whom each takes, in their order."""
        people_left = self._demand.copy()
        seated = np.zeros((len(chosen), len(people_left)))
        for at, option in enumerate(chosen):
            seated[at] = self._takes(option, people_left)
            people_left -= seated[at]
        return seated

    def _takes(self, option: int, people_left: np.ndarray) -> np.ndarray:
        limits = np.minimum(self.offer.limits[option], people_left)
        before = np.cumsum(limits) - limits
        taken: np.ndarray = np.minimum(np.maximum(self.offer.capacity[option] - before, 0.0), limits)
        return taken

    def _full(self, chosen: Sequence[int]) -> np.ndarray:
        """Which options may not be added: all their half-days are taken, or their zone has its number."""
        places = Counter(int(self._place[option]) for option in chosen)
        full = [place for place, count in places.items() if count >= self.offer.most_in(place)]
        mask = np.isin(self._place, full)
        mask[
            [point for point, count in Counter(chosen).items() if count >= self.offer.options[point].most]
        ] = True
        return mask

    def _promising(self, price: np.ndarray, prices: Prices) -> np.ndarray:
        """Of each venue, the levels that bring most alone."""
        self._some = np.arange(len(price))
        gain = self._gains((), self._demand, price, prices)
        order = np.lexsort((-gain, self._venue))
        rank = np.arange(len(order)) - np.searchsorted(self._venue[order], self._venue[order])
        promising: np.ndarray = order[rank < MAX_LEVELS]
        return promising


def _smaller(options: Sequence[int], by: int) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The column without so many options, and those taken out, in every way."""
    return [
        (
            tuple(point for at, point in enumerate(options) if at not in removed),
            tuple(options[at] for at in removed),
        )
        for removed in combinations(range(len(options)), by)
    ]
