"""From what was learnt to ranges: draws from one seed, so that one question always has the same answer."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from etabli.programme.planning.engine.forecast.counts import means_of
from etabli.programme.planning.engine.forecast.model import Fitted, fit
from etabli.programme.planning.engine.forecast.shapes import EMPTY_RANGE, Forecast, Past, Range, Upcoming

type Array = NDArray[np.float64]

USUAL_REQUESTS = 2.0  # requests per workshop, as chambers tell it before they have counted
BELIEF_CORRECTION = 2.7  # where it was counted, six came for two forecast: a belief is taken for too low
NUMBER_OF_DRAWS = 4000
COMES, SPREAD = 0.95, 0.24  # of those expected: the share that comes, and how far from it one workshop falls


def forecast(
    history: Sequence[Past], upcoming: Sequence[Upcoming], *, belief: float = USUAL_REQUESTS
) -> Forecast:
    """The requests that will follow each workshop to come, and their total; with no history, from the belief alone."""
    if not upcoming:
        return Forecast((), EMPTY_RANGE)
    fitted = fit(history, upcoming, level=belief * BELIEF_CORRECTION)
    draw = np.random.default_rng(2027)
    log_means, sizes = _log_means(fitted, draw)
    means = means_of(log_means)
    counts = draw.poisson(draw.gamma(sizes[:, None], means / sizes[:, None]))
    ranges = tuple(_range(means[:, at], counts[:, at]) for at in range(len(upcoming)))
    return Forecast(ranges, _range(means.sum(axis=1), counts.sum(axis=1)))


def _log_means(fitted: Fitted, draw: np.random.Generator) -> tuple[Array, Array]:
    """Of each draw: the logarithms of the means of the workshops to come, and the size of their counts."""
    ends = np.cumsum(fitted.weights)
    chosen = np.minimum(
        np.searchsorted(ends, (np.arange(NUMBER_OF_DRAWS) + 0.5) / NUMBER_OF_DRAWS), len(ends) - 1
    )
    come = np.log(
        np.maximum(0.2, COMES + SPREAD * draw.standard_normal((NUMBER_OF_DRAWS, len(fitted.ahead))))
    )
    normal = draw.standard_normal((NUMBER_OF_DRAWS, fitted.likely.shape[1]))
    effects = fitted.likely[chosen] + fitted.spreads[chosen] * normal
    for at, root in enumerate(fitted.roots):
        draws_of_setting = np.flatnonzero(chosen == at)[:, None]
        effects[draws_of_setting, fitted.informative] = (
            fitted.likely[at, fitted.informative] + normal[draws_of_setting, fitted.informative] @ root.T
        )
    return effects @ fitted.ahead.T + effects[:, 1:2] * come, fitted.sizes[chosen]


def _range(means: Array, counts: NDArray[np.int64]) -> Range:
    low, middle, high = np.quantile(counts, (0.1, 0.5, 0.9), method="inverted_cdf")
    return Range(float(means.mean()), int(low), int(middle), int(high))
