"""How many people would come, for each theme and territory: see docs/en/models.md, "Demand"."""

from etabli.programme.planning.engine.demand.shapes import Estimate

__all__ = ["Estimate"]
