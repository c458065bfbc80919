"""What a reader of pictures gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Printed:
    """A word as it was read, in pixels. `base` is the baseline's y, `size` the height of its line's letters, `line`
    that line's number; `confidence` (0 to 1) is that of its least sure letter, or the word's where letters have none.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    confidence: float
    line: int

    @property
    def box(self) -> tuple[int, int, int, int]:
        """In whole pixels."""
        return round(self.x0), round(self.y0), round(self.x1), round(self.y1)
