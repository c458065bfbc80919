"""Where the themes meet: columns are looked for at the prices of half-days and zones, and prices follow the columns.

Prices that follow the last columns swing; they are mixed with the best so far, those at which the themes together ask
least (the dual bound, reckoned with the best columns known).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from .halfdays import HalfDays
from .highs import Model
from .indexed_season import Placed
from .offers import Column, Offer, Prices
from .pricing import Search

# The themes together: one column for each, within the advisers' half-days, the zones covered or paid for.

type Terms = list[tuple[int, float]]


class Master:
    """The model with some columns of each theme, of which it may also choose none."""

    def __init__(
        self, half_days: HalfDays, offers: Sequence[Offer], pools: Sequence[Sequence[Column]]
    ) -> None:
        self._half_days, self._offers = half_days, offers
        self._penalty = half_days.indexed.season.uncovered_penalty
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
        own_terms: Terms = []
        pinned = self._offers[theme].pinned.worth
        for column in pool:
            index = self._model.column(column.worth - pinned, whole=True)
            self._columns.append((theme, index, column))
            own_terms.append((index, 1.0))
            requested: dict[tuple[tuple[int, ...], int], int] = defaultdict(int)
            for number in column.options:
                option = self._offers[theme].options[number]
                requested[option.advisers, option.level] += 1
            for key, count in requested.items():
                uses[key].append((index, float(count)))
            for zone in column.covers:
                covers[zone].append((index, 1.0))
        self._model.row(own_terms, high=1.0)

    def _shared_out(self, uses: Mapping[tuple[tuple[int, ...], int], Terms]) -> dict[tuple[int, int], int]:
        """The advisers share the sessions out; returns the row of each adviser's limit at each level."""
        terms_of_pair: dict[tuple[int, int], Terms] = defaultdict(list)
        most = self._half_days.most
        for (advisers, level), terms in uses.items():
            shares: Terms = []
            for adviser in advisers:
                share = self._model.column()
                shares.append((share, -1.0))
                for worse in most[adviser]:
                    if worse >= level:
                        terms_of_pair[adviser, worse].append((share, 1.0))
            self._model.row([*terms, *shares], high=0.0)
        return {
            (adviser, level): self._model.row(terms_of_pair[adviser, level], high=count)
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


STEP_TO_LAST_PRICES = 0.5  # of the way from the best prices to the last ones
TOLERANCE = 1e-3  # between what columns bring and what prices say: no more to gain from these prices
STARTING_COLUMNS = 3  # columns from which a search begins, the best of the pool
MAX_ROUNDS = 12
MODEL_SECONDS = 5.0  # seconds for the linear model, which takes a hundredth of that


class Market:
    """All the columns known, and the best prices."""

    def __init__(self, half_days: HalfDays, go_on: Callable[[], bool]) -> None:
        self.half_days, self.go_on = half_days, go_on
        self.offers = [Offer(half_days, theme) for theme in range(len(half_days.indexed.gap))]
        self.searches = [Search(offer) for offer in self.offers]
        self.pools: list[dict[tuple[int, ...], Column]] = [
            {offer.pinned.options: offer.pinned} for offer in self.offers
        ]
        self.prices = self._first_prices()

    def _first_prices(self) -> Prices:
        """Half-days at what the sessions of a middling theme bring."""
        alone = sorted(
            max(
                (offer.column([option]).worth - offer.pinned.worth for option in range(len(offer.options))),
                default=0.0,
            )
            for offer in self.offers
        )
        middle = alone[len(alone) // 2] / 2 if alone else 0.0
        most = self.half_days.most
        return Prices(
            self.half_days,
            {
                (adviser, level): middle if level == max(levels) else 0.0
                for adviser, levels in enumerate(most)
                for level in levels
            },
            dict.fromkeys(self.half_days.missed, 0.0),
        )

    def add(self, theme: int, column: Column) -> bool:
        """Whether it is new."""
        if column.options in self.pools[theme]:
            return False
        self.pools[theme][column.options] = column
        return True

    def learn(self, sessions: Iterable[Placed]) -> None:
        """The columns of a plan."""
        known_columns = [
            {(option.venue, option.level): number for number, option in enumerate(offer.options)}
            for offer in self.offers
        ]
        chosen: list[list[int]] = [[] for _ in self.offers]
        pins = set(self.half_days.pins)
        for session in sessions:
            key = (session.venue, int(self.half_days.level_of[session.adviser, session.slot]))
            if session not in pins and key in known_columns[session.theme]:
                chosen[session.theme].append(known_columns[session.theme][key])
        for theme, options in enumerate(chosen):
            self.add(theme, self.offers[theme].column(options))

    def converge(self) -> bool:
        """Looks for columns and prices until they agree, or a few times; whether they do."""
        best_value = self.search(self.prices, pairs=False)
        for _ in range(MAX_ROUNDS):
            master = Master(self.half_days, self.offers, [list(pool.values()) for pool in self.pools])
            priced = master.prices(MODEL_SECONDS) if self.go_on() else None
            if priced is None:
                return False
            brings, last = priced
            if best_value - brings <= TOLERANCE * max(1.0, abs(brings)):
                return True
            now = self.prices.towards(last, STEP_TO_LAST_PRICES)
            new_value = self.search(now, pairs=False)
            if new_value < best_value:
                best_value, self.prices = new_value, now
        return False

    def search(self, prices: Prices, *, pairs: bool) -> float:
        """Adds columns that are good at these prices; returns what the themes then ask together."""
        total = prices.everything()
        for theme, (offer, search) in enumerate(zip(self.offers, self.searches, strict=True)):
            start_columns = [
                offer.pinned,
                *self.ranked(theme, prices)[: 1 if not pairs else STARTING_COLUMNS],
            ]
            for column in search.best(prices, start_columns, pairs=pairs, go_on=self.go_on):
                self.add(theme, column)
            best_column = self.ranked(theme, prices)[0]
            total += offer.net(best_column, offer.price(prices), prices)
        return total

    def ranked(self, theme: int, prices: Prices) -> list[Column]:
        """The columns of a theme, the best at these prices first."""
        offer = self.offers[theme]
        price = offer.price(prices)
        return sorted(self.pools[theme].values(), key=lambda column: -offer.net(column, price, prices))

    def plan(self, worse: float, seconds: float) -> tuple[float, list[tuple[int, Column]]] | None:
        """The best plan by levels, of the columns that are at most so much worse than the best of their theme.

        With `worse` the distance between bound and plan at hand, no column is left out that a better plan needs.
        """
        pools: list[Sequence[Column]] = []
        for theme, offer in enumerate(self.offers):
            price = offer.price(self.prices)
            ranked = self.ranked(theme, self.prices)
            min_net = offer.net(ranked[0], price, self.prices) - worse
            pools.append([column for column in ranked if offer.net(column, price, self.prices) >= min_net])
        return Master(self.half_days, self.offers, pools).plan(seconds)
