"""What a forecast takes and gives."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Past:
    """A workshop that took place: how many came, and the requests for support that followed it."""

    on: date
    theme: str
    zone: str
    attended: float
    requests: int


@dataclass(frozen=True)
class Upcoming:
    """A workshop to come: how many people are expected."""

    on: date
    theme: str
    zone: str
    expected: float


@dataclass(frozen=True)
class Range:
    """A count that isn't known yet: its mean, and the smallest numbers not passed in 10, 50 and 90 cases of 100."""

    mean: float
    p10: int
    p50: int
    p90: int


EMPTY_RANGE = Range(0.0, 0, 0, 0)


@dataclass(frozen=True)
class Forecast:
    """One range for each workshop to come, in their order, and that of their total."""

    workshops: tuple[Range, ...]
    total: Range
