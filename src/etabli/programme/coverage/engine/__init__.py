"""What is hard to get right, in plain Python: seasons, and the ground that no session serves."""

from etabli.programme.coverage.engine.seasons import Season
from etabli.programme.coverage.engine.serving import Served, nearest, of_the_middle

__all__ = ["Season", "Served", "nearest", "of_the_middle"]
