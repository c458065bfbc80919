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

BETTER = 1e-7
SWAPS = 4  # times that all the options of a column are looked at
TRIED = 150  # neighbours of a column; the larger ones have many more
LEVELS = 3  # of a venue, at given prices: worse ones are seldom in a good column
PUT_IN = 8  # options tried in the place of one


class Search:
    """The search for columns of one theme."""

    def __init__(self, offer: Offer) -> None:
        self.offer = offer
        self._draw = random.Random(offer.theme)
        numbered = offer.numbered
        self._at = {zone: number for number, zone in enumerate(offer.zones)}
        self._weights = np.array([offer.weight[zone] for zone in offer.zones])
        self._demand = self._after_pins()
        self._missed = sorted(offer.missed)
        self._covers = np.array(
            [[zone in covered for zone in self._missed] for covered in offer.covers], dtype=float
        ).reshape(len(offer.options), len(self._missed))
        self._venue = np.array([option.venue for option in offer.options], dtype=int)
        self._place = np.array([numbered.place[option.venue] for option in offer.options], dtype=int)
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
        for _ in range(SWAPS):
            before = list(chosen)
            taken = self._seated(chosen)
            for option in before:
                at = chosen.index(option)
                others = [*chosen[:at], *chosen[at + 1 :]]
                gain = self._gains(others, self._demand - taken.sum(axis=0) + taken[at], price, prices)
                best = int(gain.argmax())
                if gain[best] > max(gain[option], 0.0) + BETTER:
                    chosen = self._grown([*others, best], price, prices)
                elif gain[option] < 0.0:
                    chosen = others
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
        best = column
        net = self.offer.net(best, price, prices)
        while go_on():
            for other in islice(self._neighbours(best, price, prices), TRIED):
                if not go_on():
                    return best
                its = self.offer.net(other, price, prices)
                if its > net + BETTER:
                    best, net = other, its
                    break
            else:
                return best
        return best

    def _neighbours(self, column: Column, price: np.ndarray, prices: Prices) -> Iterator[Column]:
        """Without an option or two and grown again, or with each of the best in the place of one."""
        alone = _smaller(column.options, 1)
        for left, out in alone:
            yield self.offer.column(self._grown(left, price, prices, out))
        two = _smaller(column.options, 2)
        for left, out in self._draw.sample(two, min(len(two), TRIED // 2)):
            yield self.offer.column(self._grown(left, price, prices, out))
        for left, out in alone:
            gain = self._gains(left, self._left(left), price, prices)
            gain[list(out)] = -np.inf
            for option in np.argsort(-gain)[1:PUT_IN].tolist():
                if gain[option] > -np.inf:
                    yield self.offer.column(self._grown((*left, option), price, prices, out))

    def _grown(
        self, options: Sequence[int], price: np.ndarray, prices: Prices, out: Sequence[int] = ()
    ) -> list[int]:
        """With the best options added until none brings its price; those `out` don't come back."""
        chosen = list(options)
        left = self._left(chosen)
        while True:
            gain = self._gains(chosen, left, price, prices)
            gain[list(out)] = -np.inf
            best = int(gain.argmax())
            if gain[best] <= BETTER:
                return chosen
            chosen.append(best)
            left = left - self._takes(best, left)

    def _gains(
        self, chosen: Sequence[int], left: np.ndarray, price: np.ndarray, prices: Prices
    ) -> np.ndarray:
        """What each option adds to those chosen, who leave these people, less its price; -inf where a rule says no."""
        some = self._some
        limits = np.minimum(self.offer.limits[some], left)
        before = np.cumsum(limits, axis=1) - limits
        taken = np.minimum(np.maximum(self.offer.capacity[some, None] - before, 0.0), limits)
        covered = frozenset().union(*(self.offer.covers[option] for option in chosen))
        bonus = [0.0 if zone in covered else prices.covers.get(zone, 0.0) for zone in self._missed]
        gain: np.ndarray = np.full(len(price), -np.inf)
        gain[some] = taken @ self._weights + self._covers[some] @ np.array(bonus) - price[some]
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
        left: np.ndarray = self._demand - self._seated(chosen).sum(axis=0)
        return left

    def _seated(self, chosen: Sequence[int]) -> np.ndarray:
        """[one of those chosen, zone]: the people whom each takes, in their order."""
        left = self._demand.copy()
        seated = np.zeros((len(chosen), len(left)))
        for at, option in enumerate(chosen):
            seated[at] = self._takes(option, left)
            left -= seated[at]
        return seated

    def _takes(self, option: int, left: np.ndarray) -> np.ndarray:
        limits = np.minimum(self.offer.limits[option], left)
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
        promising: np.ndarray = order[rank < LEVELS]
        return promising


def _smaller(options: Sequence[int], by: int) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The column without so many options, and those taken out, in every way."""
    return [
        (tuple(point for at, point in enumerate(options) if at not in out), tuple(options[at] for at in out))
        for out in combinations(range(len(options)), by)
    ]
