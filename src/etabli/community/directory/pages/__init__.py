"""Visitors (`visitors`, `writing`); a member's own profile (`own`), portfolio (`portfolio`), messages (`messages`)."""
