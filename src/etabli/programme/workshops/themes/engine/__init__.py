"""What a theme says, and how two of its versions differ: plain values, no database."""

from etabli.programme.workshops.themes.engine.content import (
    HALF_DAY_MINUTES,
    MOMENTS,
    SHEET_FORMS,
    Content,
    Part,
    Sheet,
    content_in,
    faults,
    moments_left_out,
)
from etabli.programme.workshops.themes.engine.differences import Difference, differences

__all__ = [
    "HALF_DAY_MINUTES",
    "MOMENTS",
    "SHEET_FORMS",
    "Content",
    "Difference",
    "Part",
    "Sheet",
    "content_in",
    "differences",
    "faults",
    "moments_left_out",
]
