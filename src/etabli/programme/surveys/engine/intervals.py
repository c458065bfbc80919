"""How far a figure would go if other people had answered: intervals at 95 %, right for a dozen answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z = 1.959964  # 95 % of a normal law lie within so many standard deviations
ADDED = Z * Z  # pretended answers, half of them at each end


@dataclass(frozen=True)
class Interval:
    """A share (from 0 to 1) or a mean (in steps of its scale), and where it would lie 95 times of 100."""

    value: float
    low: float
    high: float


def share(count: int, of: int) -> Interval:
    """Wilson's interval of `count` people of `of` (at least one).

    E. B. Wilson, "Probable inference", JASA 22 (1927): it stays between 0 and 1, and is not empty at 0 or at `of`.
    """
    seen = count / of
    centre = (seen + ADDED / (2 * of)) / (1 + ADDED / of)
    half = Z * sqrt(seen * (1 - seen) / of + ADDED / (4 * of * of)) / (1 + ADDED / of)
    return Interval(seen, max(0.0, min(seen, centre - half)), min(1.0, max(seen, centre + half)))


def mean(marks: Sequence[int], first: int, last: int) -> Interval:
    """The mean of marks (at least one) on a scale from `first` to `last`.

    Agresti and Coull's way ("Approximate is better than exact", The American Statistician 52, 1998) carried over to a
    scale: four pretended answers, half at each end, then the ordinary interval. On a scale of two steps it is theirs;
    marks that are all the same don't pass for certain.
    """
    shares = [(mark - first) / (last - first) for mark in marks]
    number = len(shares) + ADDED
    centre = (sum(shares) + ADDED / 2) / number
    spread = (sum(s * s for s in shares) + ADDED / 2) / number - centre * centre
    half = Z * sqrt(max(0.0, spread) / number)
    seen = sum(shares) / len(shares)
    low, high = max(0.0, min(seen, centre - half)), min(1.0, max(seen, centre + half))
    return Interval(*(first + part * (last - first) for part in (seen, low, high)))
