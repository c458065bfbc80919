"""Whether what came departs from what was expected, beyond chance.

When the forecast is right, a session of mean e brings a count of mean e, spread as a negative binomial of size SIZE, or
less (a Poisson). For each factor by which the forecast could be wrong, what came is more or less likely than if it were
right. The mean of these ratios over the factors is a martingale: by Ville's inequality it ever reaches
1 / MAX_FALSE_ALARMS in at most a share MAX_FALSE_ALARMS of seasons, however often one looks.
docs/en/models.md, "When a season departs".
"""

from collections.abc import Sequence
from math import log

import numpy as np

MAX_FALSE_ALARMS = 0.05
SIZE = 10.0  # how even counts are: smaller is more uneven
FACTORS = np.exp(np.linspace(-1.5, 1.5, 31))
BELIEF = np.exp(-0.5 * (np.log(FACTORS) / 0.5) ** 2)
MIN_PEOPLE = 0.1  # people: nobody is ever sure that fewer come


def evidence(expected: Sequence[float], came: Sequence[int]) -> float:
    """The logarithm of how much likelier what came is if the forecast is wrong: 0 says nothing."""
    means, counts = np.maximum(np.array(expected, dtype=float), MIN_PEOPLE), np.array(came, dtype=float)
    ratios = np.log(FACTORS) * counts.sum() + (
        (SIZE + counts) * (np.log(SIZE + means) - np.log(SIZE + np.outer(FACTORS, means)))
    ).sum(axis=1)
    return float(np.logaddexp.reduce(np.log(BELIEF / BELIEF.sum()) + ratios))


def departs(expected: Sequence[float], came: Sequence[int]) -> bool:
    """Whether chance no longer explains it; said of at most one season in twenty whose forecast is right."""
    return evidence(expected, came) >= -log(MAX_FALSE_ALARMS)
