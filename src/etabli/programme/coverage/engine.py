"""What is hard to get right, in plain Python: seasons, and the ground that no session serves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

INVITED_AHEAD = timedelta(days=30)  # a season is spoken of a month before it begins


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
        return cls.of(day + INVITED_AHEAD)

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


@dataclass(frozen=True, slots=True)
class NearestPlace:
    """The nearest place with a session, and how far it is by road."""

    place: str
    km: float


def nearest(roads: Mapping[str, Mapping[str, float]]) -> dict[str, NearestPlace]:
    """For each commune that can be reached, the nearest of these places; `roads`: km from each place to each commune.

    Of two as near, the first by its code.
    """
    nearest_by_commune: dict[str, NearestPlace] = {}
    for place in sorted(roads):
        for code, km in roads[place].items():
            if code not in nearest_by_commune or km < nearest_by_commune[code].km:
                nearest_by_commune[code] = NearestPlace(place, km)
    return nearest_by_commune


def median_minutes(weighted_minutes: Iterable[tuple[int, int]]) -> int | None:
    """What half of the businesses are within, from (minutes, businesses) of each commune; None without any.

    Where no business is known, each commune counts for one.
    """
    rows = sorted(weighted_minutes)
    if not any(weight for _minutes, weight in rows):
        rows = [(minutes, 1) for minutes, _weight in rows]
    whole, passed = sum(weight for _minutes, weight in rows), 0
    for minutes, weight in rows:
        passed += weight
        if 2 * passed >= whole:
            return minutes
    return None
