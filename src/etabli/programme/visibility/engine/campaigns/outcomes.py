"""What a sum may bring, drawn many times from what is believed: the same sum always gives the same range."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from etabli.programme.visibility.engine.campaigns.learning import Rate
from etabli.programme.visibility.engine.campaigns.model import STAGES, Stage

if TYPE_CHECKING:
    import numpy as np

DRAWS, SEED = 4000, 29
EIGHT_IN_TEN = (0.1, 0.5, 0.9)
RARE = 0.1  # what happens less than once in ten campaigns that go as they should
LEAST = 1e-6  # of a rate or its remainder: no distribution has a parameter of 0
MAX_EUROS = 100_000
PER_EURO: tuple[Stage, ...] = ("views", "clicks")
SHARES_OF: tuple[tuple[Stage, Stage], ...] = (("contacts", "clicks"), ("customers", "contacts"))


@dataclass(frozen=True)
class Range:
    """Eight times in ten between `low` and `high`; as often under `middle` as above. `exact`: the middle, unrounded."""

    low: int
    middle: int
    high: int
    exact: float


@dataclass(frozen=True)
class Watch:
    """What to look at after a week: `clicks` as expected; stop under `fewest_clicks`, or if nobody has called or come
    once `quiet_cents` are spent (None: not even the whole sum would tell)."""

    spent_cents: int
    clicks: Range
    fewest_clicks: int
    quiet_cents: int | None


def outcome(rates: Mapping[Stage, Rate], cents: int) -> dict[Stage, Range]:
    """What a sum brings on one network, stage by stage."""
    draws = _draws(rates, cents)
    return {stage: _range(draws[stage]) for stage in STAGES}


def outcome_together(outcomes: Sequence[Mapping[Stage, Range]]) -> dict[Stage, Range]:
    """What several networks bring in all: their ranges added up, as whoever reads them does. Networks seldom do badly
    together, so that it falls within them more than eight times in ten."""
    return {
        stage: Range(
            sum(row[stage].low for row in outcomes),
            sum(row[stage].middle for row in outcomes),
            sum(row[stage].high for row in outcomes),
            sum(row[stage].exact for row in outcomes),
        )
        for stage in STAGES
    }


def rate_range(rate: Rate) -> tuple[float, float]:
    """Where the rate itself lies, eight times in ten."""
    import numpy as np

    low, _middle, high = np.quantile(_rates(rate, _generator()), EIGHT_IN_TEN)
    return float(low), float(high)


def watch(rates: Mapping[Stage, Rate], cents: int, *, days: int) -> Watch:
    """What to watch of a campaign of so many days after the first seven, and when to stop, in figures."""
    import numpy as np

    first = cents * 7 // days
    clicks = _draws(rates, first)["clicks"]
    steps = [cents * step // days for step in range(7, days + 1)]
    rank = bisect_left(steps, True, key=lambda spent: _share_of_zero(rates, spent) <= RARE)
    quiet = steps[rank] if rank < len(steps) else None
    return Watch(first, _range(clicks), int(np.quantile(clicks, RARE / 2)), quiet)


def _share_of_zero(rates: Mapping[Stage, Rate], cents: int) -> float:
    return float((_draws(rates, cents)["contacts"] == 0).mean())


def _draws(rates: Mapping[Stage, Rate], cents: int) -> dict[Stage, Any]:
    """Campaigns that might be: for each a rate among those believed, then what this campaign makes of it."""
    generator, euros = _generator(), min(cents / 100, MAX_EUROS)
    drawn: dict[Stage, Any] = {}
    for stage in PER_EURO:
        mean = _rates(rates[stage], generator) * euros
        shape = rates[stage].assumption.max_events_per_campaign
        drawn[stage] = generator.poisson(generator.gamma(shape, 1 / shape, DRAWS) * mean)
    for stage, before in SHARES_OF:
        share, trials = _rates(rates[stage], generator), rates[stage].assumption.max_events_per_campaign
        own = generator.beta(share * trials + LEAST, (1 - share) * trials + LEAST)
        drawn[stage] = generator.binomial(drawn[before], own)
    return drawn


def _rates(rate: Rate, generator: "np.random.Generator") -> Any:
    if rate.assumption.is_share:
        a, b = rate.mean * rate.strength, (1 - rate.mean) * rate.strength
        return generator.beta(a + LEAST, b + LEAST, DRAWS)
    shape = max(rate.strength * rate.mean / rate.assumption.mean, LEAST)
    return generator.gamma(shape, rate.mean / shape, DRAWS)


def _generator() -> "np.random.Generator":
    import numpy as np

    return np.random.default_rng(SEED)


def _range(values: Any) -> Range:
    import numpy as np

    low, middle, high = np.quantile(values, EIGHT_IN_TEN)
    return Range(int(low), int(middle), int(high), _exact(values, int(middle)))


def _exact(values: Any, middle: int) -> float:
    """Where the middle would lie, were each count spread evenly over half a unit on both sides."""
    below, at = float((values < middle).mean()), float((values == middle).mean())
    return middle - 0.5 + (0.5 - below) / at if at else float(middle)
