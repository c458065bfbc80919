"""How many people would come, for each theme, territory and trade group: see docs/en/models.md, "Demand"."""

from etabli.programme.planning.engine.demand.counting import ANSWERS_TOLD, NEAR_MINUTES, reach
from etabli.programme.planning.engine.demand.estimating import estimate
from etabli.programme.planning.engine.demand.reasons import Reason, reasons
from etabli.programme.planning.engine.demand.shapes import (
    Answered,
    Demand,
    Estimate,
    Evidence,
    Offer,
    Outlook,
    Territory,
    Wanted,
)

__all__ = [
    "ANSWERS_TOLD",
    "NEAR_MINUTES",
    "Answered",
    "Demand",
    "Estimate",
    "Evidence",
    "Offer",
    "Outlook",
    "Reason",
    "Territory",
    "Wanted",
    "estimate",
    "reach",
    "reasons",
]
