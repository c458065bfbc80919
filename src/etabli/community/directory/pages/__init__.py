"""Visitors (`visitors`, `writing`), a member's own profile (`own`), portfolio (`portfolio`) and messages (`messages`)."""
