"""What is hard to get right, in plain Python: seasons, and the ground that no session serves."""

from etabli.programme.coverage.engine.seasons import Season as Season
from etabli.programme.coverage.engine.serving import (
    Served as Served,
    nearest as nearest,
    of_the_middle as of_the_middle,
)
