"""What the model of demand takes and gives."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """People who would come over a season if the theme were given on the spot: between `low` and `high` eight times
    out of ten, `mean` on average."""

    mean: float
    low: int
    high: int
