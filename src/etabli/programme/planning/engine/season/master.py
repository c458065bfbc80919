"""The themes together: one column for each, within the advisers' half-days, the zones covered or paid for.

With parts of columns its duals are the prices of half-days and zones; with whole columns it is a plan by levels.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from .halfdays import HalfDays
from .highs import Model
from .offers import Column, Offer, Prices

type Terms = list[tuple[int, float]]


class Master:
    """The model with some columns of each theme, of which it may also choose none."""

    def __init__(
        self, half_days: HalfDays, offers: Sequence[Offer], pools: Sequence[Sequence[Column]]
    ) -> None:
        self._half_days, self._offers = half_days, offers
        self._penalty = half_days.numbered.season.uncovered_penalty
        self._model = Model()
        self._columns: list[tuple[int, int, Column]] = []
        uses: dict[tuple[tuple[int, ...], int], Terms] = defaultdict(list)
        covers: dict[int, Terms] = defaultdict(list)
        for theme, pool in enumerate(pools):
            self._theme(theme, pool, uses, covers)
        self._limits = self._shared_out(uses)
        self._zones = {}
        for zone in sorted(half_days.missed):
            none = self._model.column(-self._penalty)
            self._zones[zone] = self._model.row([(none, 1.0), *covers[zone]], low=1.0)

    def _theme(
        self,
        theme: int,
        pool: Sequence[Column],
        uses: Mapping[tuple[tuple[int, ...], int], Terms],
        covers: Mapping[int, Terms],
    ) -> None:
        mine: Terms = []
        pinned = self._offers[theme].pinned.worth
        for column in pool:
            index = self._model.column(column.worth - pinned, whole=True)
            self._columns.append((theme, index, column))
            mine.append((index, 1.0))
            asked: dict[tuple[tuple[int, ...], int], int] = defaultdict(int)
            for number in column.options:
                option = self._offers[theme].options[number]
                asked[option.advisers, option.level] += 1
            for key, count in asked.items():
                uses[key].append((index, float(count)))
            for zone in column.covers:
                covers[zone].append((index, 1.0))
        self._model.row(mine, high=1.0)

    def _shared_out(self, uses: Mapping[tuple[tuple[int, ...], int], Terms]) -> dict[tuple[int, int], int]:
        """The advisers share the sessions out; returns the row of each adviser's limit at each level."""
        given: dict[tuple[int, int], Terms] = defaultdict(list)
        most = self._half_days.most
        for (advisers, level), terms in uses.items():
            shares: Terms = []
            for adviser in advisers:
                share = self._model.column()
                shares.append((share, -1.0))
                for worse in most[adviser]:
                    if worse >= level:
                        given[adviser, worse].append((share, 1.0))
            self._model.row([*terms, *shares], high=0.0)
        return {
            (adviser, level): self._model.row(given[adviser, level], high=count)
            for adviser, levels in enumerate(most)
            for level, count in levels.items()
        }

    def prices(self, seconds: float) -> tuple[float, Prices] | None:
        """What parts of columns bring at most, pins included, and the prices that go with it; None: no time."""
        solved = self._model.loaded(relaxed=True).solve(seconds)
        if not solved.is_optimal:
            return None
        steps = {key: max(0.0, float(solved.duals[row])) for key, row in self._limits.items()}
        covers = {
            zone: min(self._penalty, max(0.0, -float(solved.duals[row]))) for zone, row in self._zones.items()
        }
        return solved.value + self._pinned(), Prices(self._half_days, steps, covers)

    def plan(self, seconds: float) -> tuple[float, list[tuple[int, Column]]] | None:
        """The best choice of columns found, by theme, and its value; None when none was found in time."""
        loaded = self._model.loaded()
        loaded.set(mip_rel_gap=1e-5)
        solved = loaded.solve(seconds)
        if solved.solution is None:
            return None
        return solved.value + self._pinned(), [
            (theme, column) for theme, number, column in self._columns if solved.solution[number] > 0.5
        ]

    def _pinned(self) -> float:
        return sum(offer.pinned.worth for offer in self._offers)
