"""Two that may be one, for somebody to decide: businesses, persons, events."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """The numbers of two that may be one (`first` < `second`), a score of 0 to 100, and why, the strongest reason
    first: what each reason means, and how much it says, stands where the pair is made."""

    first: int
    second: int
    score: int
    reasons: tuple[str, ...]
