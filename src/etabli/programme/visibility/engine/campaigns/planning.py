"""From four answers to a split of the budget, with what it may bring."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from etabli.programme.visibility.engine.campaigns.learning import Rate, learn
from etabli.programme.visibility.engine.campaigns.model import (
    STAGES,
    Assumption,
    CampaignCatalogue,
    Figures,
    Fit,
    Network,
    Stage,
)
from etabli.programme.visibility.engine.campaigns.outcomes import Range, Watch, outcome, watch
from etabli.programme.visibility.engine.trades import Trade

STEP = 10  # shares are told in tenths: nothing here is known any finer
EURO = 100


@dataclass(frozen=True)
class Answers:
    """The four answers. `goal` and `place`: their ids."""

    goal: str
    trade: Trade
    place: str
    budget_cents: int


@dataclass(frozen=True)
class Part:
    """One network: what it is good for here (the strongest reason first), what it gets, what that may bring.

    `cents` is 0 where it gets nothing; `outcome` and `watch` are then None.
    """

    network: Network
    fits: tuple[Fit, ...]
    cents: int
    rates: Mapping[Stage, Rate]
    outcome: Mapping[Stage, Range] | None
    watch: Watch | None

    @property
    def points(self) -> int:
        return sum(fit.points for fit in self.fits)


@dataclass(frozen=True)
class Plan:
    """The networks, the better suited first. `short`: which would have too little to learn from, were the budget shared
    among those that suit, with what it would get, `short_cents`; `left_out`: one that suits, and gets nothing for that
    reason. `least`: of those that suit, the one that learns from the least; under that, none gets anything."""

    parts: tuple[Part, ...]
    short: Network | None
    short_cents: int
    left_out: Network | None
    least: Network
    days: int

    @property
    def chosen(self) -> tuple[Part, ...]:
        """Those that get something; none when the budget is too small."""
        return tuple(part for part in self.parts if part.cents)


def plan(
    answers: Answers, guide: CampaignCatalogue, assumptions: Sequence[Assumption], figures: Iterable[Figures]
) -> Plan:
    """How to share out the budget. `assumptions`: those in force; `figures`: all that the chamber has."""
    rows = list(figures)
    rates = {network.id: rates_of(network, assumptions, rows, answers.trade.id) for network in guide.networks}
    return plan_by_rates(answers, guide, rates)


def plan_by_rates(
    answers: Answers, guide: CampaignCatalogue, rates: Mapping[str, Mapping[Stage, Rate]]
) -> Plan:
    """The same, by what is believed of each network (by its id) already."""
    fits = {
        network: (
            network.fits["goal"][answers.goal],
            network.fits["need"][answers.trade.need],
            network.fits["place"][answers.place],
        )
        for network in guide.networks
    }
    networks = sorted(guide.networks, key=lambda network: -_points(fits[network]))
    suited = _suited(networks, fits)
    tenths = _tenths({network: _points(fits[network]) for network in suited}, answers.budget_cents)
    short = next((network for network in suited if tenths[network] < network.learn_cents), None)
    shares = tenths if short is None else _undivided(suited, answers.budget_cents)
    parts = []
    for network in networks:
        parts.append(_part(network, fits[network], shares.get(network, 0), rates[network.id], guide.days))
    left_out = next((network for network in suited if shares and network not in shares), None)
    least = min(suited, key=lambda network: network.learn_cents)
    return Plan(tuple(parts), short, tenths[short] if short else 0, left_out, least, guide.days)


def rates_of(
    network: Network, assumptions: Iterable[Assumption], figures: Sequence[Figures], trade: str
) -> dict[Stage, Rate]:
    """What is believed of a network in a trade, stage by stage."""
    return {row.stage: learn(row, figures, trade) for row in assumptions if row.network == network.id}


def _tenths(points: Mapping[Network, int], cents: int) -> dict[Network, int]:
    """The budget shared out by points, in tenths and whole euros; the first takes what rounding leaves, so that the
    shares add up to it as they are read."""
    first, *others = points
    shares = {network: _rounded(cents * points[network] / sum(points.values()), cents) for network in others}
    return {first: cents - sum(shares.values()), **shares}


def _undivided(suited: Sequence[Network], cents: int) -> dict[Network, int]:
    """All of it to the first that can learn from it; to none when it is too little for each."""
    alone = next((network for network in suited if cents >= network.learn_cents), None)
    return {alone: cents} if alone is not None else {}


def _suited(networks: Sequence[Network], fits: Mapping[Network, tuple[Fit, ...]]) -> list[Network]:
    """Those that serve at least half as well as the best, which comes first."""
    best = _points(fits[networks[0]])
    return [network for network in networks if 2 * _points(fits[network]) >= best]


def _rounded(share: float, cents: int) -> int:
    """To the nearest tenth, then down to a whole euro."""
    tenth = cents / STEP
    return round(round(share / tenth) * tenth) // EURO * EURO if cents else 0


def _part(
    network: Network, fits: tuple[Fit, ...], cents: int, rates: Mapping[Stage, Rate], days: int
) -> Part:
    assert set(rates) == set(STAGES)
    ordered = tuple(sorted(fits, key=lambda fit: -fit.points))
    if not cents:
        return Part(network, ordered, 0, rates, None, None)
    return Part(network, ordered, cents, rates, outcome(rates, cents), watch(rates, cents, days=days))


def _points(fits: tuple[Fit, ...]) -> int:
    return sum(fit.points for fit in fits)
