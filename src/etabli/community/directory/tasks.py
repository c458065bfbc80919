"""What the clock does for the directory."""

from etabli.community.directory.openings import count_openings

PERIODIC = [count_openings]
