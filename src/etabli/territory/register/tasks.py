"""What the clock does for the register."""

from etabli.territory.register.finding.renewing import renew_due

PERIODIC = [renew_due]
