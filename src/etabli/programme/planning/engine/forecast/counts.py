"""The negative binomial, and what tells an odd count from a usual one."""

import numpy as np
from numpy.typing import NDArray

type Array = NDArray[np.float64]

ODD_SHARE = 0.03  # of the workshops, and one more
ODD_TIMES = 4.0  # an odd workshop brings about so many times what was to be expected
MIN_EXPECTED = 3.0  # where next to nothing was to be expected, five requests are not odd


def log_gamma(values: Array) -> Array:
    """The logarithm of the gamma function for positive numbers, to 1e-9: Stirling's series, eight further on."""
    low = np.zeros_like(values)
    for at in range(8):
        low += np.log(values + at)
    x = values + 8
    series = 1 / (12 * x) - 1 / (360 * x**3) + 1 / (1260 * x**5)
    result: Array = (x - 0.5) * np.log(x) - x + 0.5 * np.log(2 * np.pi) + series - low
    return result


def means_of(log_means: Array) -> Array:
    """Means that no arithmetic overflows."""
    result: Array = np.exp(np.clip(log_means, -8, 8))
    return result


def log_likelihood(counts: Array, means: Array, sizes: Array) -> Array:
    """Of a negative binomial of this mean and size."""
    total = sizes + means
    combinations = log_gamma(counts + sizes) - log_gamma(sizes) - log_gamma(counts + 1)
    result: Array = combinations + sizes * np.log(sizes / total) + counts * np.log(means / total)
    return result


def derivatives(counts: Array, means: Array, sizes: Array) -> tuple[Array, Array]:
    """Its slope by the logarithm of the mean, and minus its curvature."""
    scale = sizes / (sizes + means)
    return scale * (counts - means), scale * means * (counts + sizes) / (sizes + means)


def trust(counts: Array, means: Array, sizes: Array) -> Array:
    """How likely each count is a usual one, given what was to be expected, rather than an odd one."""
    odd_means = ODD_TIMES * np.maximum(means, MIN_EXPECTED)
    odd = counts * np.log(odd_means / (1 + odd_means)) - np.log1p(odd_means)
    log_ratio = np.clip(odd - log_likelihood(counts, means, sizes), -50, 50)
    result: Array = 1 / (1 + np.exp(log_ratio) * (ODD_SHARE + 1 / max(1, len(counts))))
    return result
