"""What the clock calls."""

from etabli.programme.outreach.sending import write_due

PERIODIC = [write_due]
