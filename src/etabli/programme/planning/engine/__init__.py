"""What to offer next, and why: themes ranked from what people asked for and what was given."""

from etabli.programme.planning.engine.ranking import Given, Ranked, Reason, Wanted, rank

__all__ = ["Given", "Ranked", "Reason", "Wanted", "rank"]
