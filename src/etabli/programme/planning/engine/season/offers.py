"""A theme as the search by levels sees it: its options (venue and level), what each may seat, and the pins' part.

A column is a set of options with how many of each: all that a theme does in a season. Themes meet only in the advisers'
half-days and in the zones to cover, so with a price for these each theme is planned alone.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .halfdays import HalfDays, Option
from .people import Seats, worth
from .value import seats


@dataclass(frozen=True)
class Column:
    """Options of a theme (numbers, sorted, repeated when there are several), and what they serve, pins included."""

    options: tuple[int, ...]
    worth: float
    covers: frozenset[int]


class Prices:
    """What a half-day of each adviser at each level costs, and what covering a zone is worth to a theme.

    `steps` prices each limit of an adviser (so many at a level or better): a half-day uses up all the limits of its
    level and worse, so it costs their sum.
    """

    def __init__(
        self, half_days: HalfDays, steps: Mapping[tuple[int, int], float], covers: Mapping[int, float]
    ) -> None:
        self._half_days, self._steps, self.covers = half_days, steps, covers
        self._costs = [
            {level: sum(steps[adviser, worse] for worse in most if worse >= level) for level in most}
            for adviser, most in enumerate(half_days.most)
        ]

    def of(self, option: Option) -> float:
        """The least that an adviser asks for it."""
        return min(self._costs[adviser][option.level] for adviser in option.advisers)

    def everything(self) -> float:
        """What all the half-days cost, less what covering all the zones is worth."""
        most = self._half_days.most
        steps = sum(price * most[adviser][level] for (adviser, level), price in self._steps.items())
        return steps - sum(self.covers.values())

    def shaken(self, draw: random.Random) -> "Prices":
        """These prices, each up to a tenth lower or higher."""
        return Prices(
            self._half_days,
            {key: price * draw.uniform(0.9, 1.1) for key, price in self._steps.items()},
            {zone: price * draw.uniform(0.9, 1.1) for zone, price in self.covers.items()},
        )

    def towards(self, other: "Prices", part: float) -> "Prices":
        """These prices, moved by a part of the way towards others."""
        return Prices(
            self._half_days,
            {key: price + part * (other._steps[key] - price) for key, price in self._steps.items()},
            {zone: price + part * (other.covers[zone] - price) for zone, price in self.covers.items()},
        )


class Offer:
    """What a theme may offer in a season."""

    def __init__(self, half_days: HalfDays, theme: int) -> None:
        indexed = half_days.indexed
        self.indexed, self.theme = indexed, theme
        self.options = half_days.options(theme)
        self.demand, self.weight = indexed.demand[theme], indexed.weight
        self.pins = [seats(indexed, pin) for pin in half_days.pins if pin.theme == theme]
        self.missed = half_days.missed
        self.covers = [indexed.covers[option.venue] & self.missed for option in self.options]
        places = {indexed.place[option.venue] for option in self.options}
        self._apart = {zone: half_days.apart(theme, zone) for zone in places}

    def most_in(self, zone: int) -> float:
        """How many sessions the venues of a zone may have, at the theme's gap."""
        return self._apart[zone]

    def seats(self, option: int) -> Seats:
        """The seats of one option, and who would come to it from each zone."""
        placed = self.options[option]
        reach = self.indexed.reach[self.theme][placed.venue]
        return self.indexed.capacity[placed.venue], {
            zone: placed.factor * people for zone, people in reach.items()
        }

    @cached_property
    def pinned(self) -> Column:
        """The theme with its pins alone."""
        return self.column(())

    def column(self, options: Iterable[int]) -> Column:
        """What the theme brings with its pins and these options."""
        chosen = tuple(sorted(options))
        people = worth([*self.pins, *map(self.seats, chosen)], self.demand, self.weight)
        covers = frozenset().union(*(self.covers[option] for option in chosen))
        return Column(chosen, people, covers)

    def price(self, prices: Prices) -> np.ndarray:
        """What each option costs at these prices."""
        return np.array([prices.of(option) for option in self.options])

    def net(self, column: Column, price: np.ndarray, prices: Prices) -> float:
        """What a column brings at these prices."""
        covered = sum(prices.covers.get(zone, 0.0) for zone in column.covers)
        return column.worth + covered - float(sum(price[option] for option in column.options))

    @cached_property
    def zones(self) -> list[int]:
        """The zones with demand, by decreasing weight: those that are seated first stand first."""
        return sorted(self.demand, key=lambda zone: (-self.weight[zone], zone))

    @cached_property
    def limits(self) -> np.ndarray:
        """[option, zone of `zones`]: the people who may come."""
        at = {zone: number for number, zone in enumerate(self.zones)}
        limits = np.zeros((len(self.options), len(self.zones)))
        for option in range(len(self.options)):
            for zone, people in self.seats(option)[1].items():
                limits[option, at[zone]] = people
        return limits

    @cached_property
    def capacity(self) -> np.ndarray:
        return np.array([self.indexed.capacity[option.venue] for option in self.options])
