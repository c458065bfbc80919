"""Good columns of a theme at given prices, quickly: grown option by option, then improved by taking one or two out.

What an option adds is reckoned for all options at once from the people that the others leave, zone by zone and without
moving anybody: a little less than the truth. Which column is better is then decided by its exact worth.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np

from .offers import Column, Offer, Prices

BETTER = 1e-7
TRIED = 8


class Search:
    """The search for columns of one theme."""

    def __init__(self, offer: Offer) -> None:
        self.offer = offer
        numbered = offer.numbered
        self._at = {zone: number for number, zone in enumerate(offer.zones)}
        self._weights = np.array([offer.weight[zone] for zone in offer.zones])
        self._demand = self._after_pins()
        self._missed = sorted(offer.missed)
        self._covers = np.array(
            [[zone in covered for zone in self._missed] for covered in offer.covers], dtype=float
        ).reshape(len(offer.options), len(self._missed))
        self._place = [numbered.place[option.venue] for option in offer.options]

    def best(
        self, prices: Prices, begun: Iterable[Column], *, pairs: bool, go_on: Callable[[], bool]
    ) -> list[Column]:
        """Good columns at these prices, one from each of those `begun`; `pairs` also takes options out by two."""
        if not self.offer.options:
            return []
        price = self.offer.price(prices)
        found = []
        for column in begun:
            if not go_on():
                break
            found.append(self._improved(column, price, prices, pairs, go_on))
        return found

    def _improved(
        self, column: Column, price: np.ndarray, prices: Prices, pairs: bool, go_on: Callable[[], bool]
    ) -> Column:
        best = self._grown(column.options, price, prices)
        net = self.offer.net(best, price, prices)
        while go_on():
            for other in self._neighbours(best, price, prices, pairs):
                its = self.offer.net(other, price, prices)
                if its > net + BETTER:
                    best, net = other, its
                    break
            else:
                return best
        return best

    def _neighbours(
        self, column: Column, price: np.ndarray, prices: Prices, pairs: bool
    ) -> Iterator[Column]:
        """Without an option or two and grown again; with `pairs`, each of the best in the place of one."""
        for left, out in _smaller(column.options, pairs):
            yield self._grown(left, price, prices, out)
        for left, out in _smaller(column.options, False) if pairs else ():
            gain = self._gains(left, price, prices)
            gain[list(out)] = -np.inf
            for option in np.argsort(-gain)[1:TRIED].tolist():
                if gain[option] > -np.inf:
                    yield self._grown((*left, option), price, prices, out)

    def _grown(
        self, options: Sequence[int], price: np.ndarray, prices: Prices, out: Sequence[int] = ()
    ) -> Column:
        """With the best options added until none brings its price; those `out` don't come back."""
        chosen = list(options)
        while True:
            gain = self._gains(chosen, price, prices)
            gain[list(out)] = -np.inf
            best = int(gain.argmax())
            if gain[best] <= BETTER:
                return self.offer.column(chosen)
            chosen.append(best)

    def _gains(self, chosen: Sequence[int], price: np.ndarray, prices: Prices) -> np.ndarray:
        """What each option adds to those chosen, price deducted; -inf where a rule says no."""
        left = self._left(chosen)
        limits = np.minimum(self.offer.limits, left)
        before = np.cumsum(limits, axis=1) - limits
        taken = np.clip(self.offer.capacity[:, None] - before, 0.0, limits)
        covered = frozenset().union(*(self.offer.covers[one] for one in chosen))
        bonus = [0.0 if zone in covered else prices.covers.get(zone, 0.0) for zone in self._missed]
        gain: np.ndarray = taken @ self._weights + self._covers @ np.array(bonus) - price
        gain[self._full(chosen)] = -np.inf
        return gain

    def _after_pins(self) -> np.ndarray:
        left = np.array([self.offer.demand[zone] for zone in self.offer.zones])
        for capacity, reach in self.offer.pins:
            for zone in self.offer.zones:
                people = min(capacity, reach.get(zone, 0.0), left[self._at[zone]])
                left[self._at[zone]] -= people
                capacity -= people
        return left

    def _left(self, chosen: Sequence[int]) -> np.ndarray:
        """The people of each zone that the pins and these options leave."""
        left = self._demand.copy()
        for option in chosen:
            limits = np.minimum(self.offer.limits[option], left)
            before = np.cumsum(limits) - limits
            left -= np.clip(self.offer.capacity[option] - before, 0.0, limits)
        return left

    def _full(self, chosen: Sequence[int]) -> list[int]:
        """The options that may not be added: all their half-days are taken, or their zone has its number."""
        times = Counter(chosen)
        places = Counter(self._place[one] for one in chosen)
        full = {place for place, count in places.items() if count >= self.offer.most_in(place)}
        numbers = {one for one, count in times.items() if count >= self.offer.options[one].most}
        numbers.update(number for number, place in enumerate(self._place) if place in full)
        return sorted(numbers)


def _smaller(options: Sequence[int], pairs: bool) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The column without one option, then without two, and those taken out."""
    for size in (1, 2) if pairs else (1,):
        for out in combinations(range(len(options)), size):
            left = tuple(one for at, one in enumerate(options) if at not in out)
            yield left, tuple(options[at] for at in out)
