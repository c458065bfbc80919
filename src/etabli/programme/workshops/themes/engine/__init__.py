"""What a theme says, and how two of its versions differ: plain values, no database."""

from etabli.programme.workshops.themes.engine.content import (
    FORMS,
    HALF_DAY_MINUTES,
    MOMENTS,
    Content,
    Part,
    Sheet,
    content_in,
    faults,
    moments_left_out,
)
from etabli.programme.workshops.themes.engine.differences import Difference, differences

__all__ = [
    "FORMS",
    "HALF_DAY_MINUTES",
    "MOMENTS",
    "Content",
    "Difference",
    "Part",
    "Sheet",
    "content_in",
    "differences",
    "faults",
    "moments_left_out",
]
