"""How evenly people are shown: places among the first, out of the visits in which they could have been there."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MIN_SHARE_OF_VISITS = (
    0.5  # of the most visits: whoever was there for less than that has had too few for a comparison
)


@dataclass(frozen=True)
class Evenness:
    """The least and the most shown, as shares of the visits in which they were eligible, and how far apart they are."""

    members: int
    visits: int
    min_share: float
    max_share: float

    @property
    def ratio(self) -> float | None:
        """The most shown ÷ the least shown: 1 is perfect. None while somebody was never shown."""
        return self.max_share / self.min_share if self.min_share else None


def evenness(counts: Iterable[tuple[int, int]]) -> Evenness | None:
    """From (shown, eligible) of each; None when nobody was. Newcomers are left out of the comparison."""
    eligible_counts = [(shown, eligible) for shown, eligible in counts if eligible]
    if not eligible_counts:
        return None
    visits = max(eligible for _shown, eligible in eligible_counts)
    shares = [
        shown / eligible for shown, eligible in eligible_counts if eligible >= MIN_SHARE_OF_VISITS * visits
    ]
    return Evenness(len(eligible_counts), visits, min(shares), max(shares))


def far_from_chance(counts: Sequence[int]) -> float:
    """How many standard deviations the chi-square of these counts lies from that of an even chance for each.

    Below: more regular than chance; above: less even. (The cube root of Wilson and Hilferty, good from 3 degrees on.)
    """
    expected, free = sum(counts) / len(counts), len(counts) - 1
    chi_square = sum((count - expected) ** 2 / expected for count in counts)
    spread = 2 / (9 * free)
    root: float = (chi_square / free) ** (1 / 3)
    return (root - (1 - spread)) / math.sqrt(spread)
