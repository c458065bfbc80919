"""Seasons: half-years, as a chamber plans its workshops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

AHEAD = timedelta(days=30)  # a season is spoken of a month before it begins


@dataclass(frozen=True, order=True)
class Season:
    """A half-year: `half` is 1 (January to June) or 2 (July to December)."""

    year: int
    half: int

    @classmethod
    def of(cls, day: date) -> Season:
        """The one that holds this day."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    @classmethod
    def spoken_of(cls, day: date) -> Season:
        """The one for which people are invited on this day."""
        return cls.of(day + AHEAD)

    @classmethod
    def read(cls, code: str) -> Season | None:
        """That of this code ("2027-1"); None when there is none."""
        year, _dash, half = code.partition("-")
        if half not in {"1", "2"} or len(year) != 4 or not year.isascii() or not year.isdigit():
            return None
        return cls(int(year), int(half))

    @property
    def code(self) -> str:
        return f"{self.year}-{self.half}"

    @property
    def since(self) -> date:
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def until(self) -> date:
        """Its last day, included."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    @property
    def before(self) -> Season:
        return Season(self.year, 1) if self.half == 2 else Season(self.year - 1, 2)

    @property
    def after(self) -> Season:
        return Season(self.year, 2) if self.half == 1 else Season(self.year + 1, 1)
