"""Requests per workshop as a count whose mean is learnt from the workshops before."""

from collections.abc import Sequence

import numpy as np

from etabli.programme.planning.engine.forecast.shapes import NONE, Forecast, Past, Range, Upcoming

_PRIOR = (1.5, 3.5)  # shape, and mean of a workshop of ten people
_SIZE = 3.5


def forecast(history: Sequence[Past], upcoming: Sequence[Upcoming]) -> Forecast:
    """The requests that will follow each workshop to come, and their total; with no history, from a stated prior."""
    if not upcoming:
        return Forecast((), NONE)
    draw = np.random.default_rng(2027)
    shape = _PRIOR[0] + sum(min(past.requests, 20) for past in history)
    people = _PRIOR[0] / (_PRIOR[1] / 10) + sum(past.attended for past in history)
    rate = draw.gamma(shape, 1 / people, size=(4000, 1))
    means = rate * np.array([one.expected for one in upcoming])
    counts = draw.poisson(draw.gamma(_SIZE, means / _SIZE))
    ranges = tuple(_range(means[:, at], counts[:, at]) for at in range(len(upcoming)))
    return Forecast(ranges, _range(means.sum(axis=1), counts.sum(axis=1)))


def _range(means: np.ndarray, counts: np.ndarray) -> Range:
    low, middle, high = np.quantile(counts, (0.1, 0.5, 0.9), method="inverted_cdf")
    return Range(float(means.mean()), float(low), float(middle), float(high))
