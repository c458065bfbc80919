"""The ground that sessions serve: how far the nearest one is, commune by commune."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Served:
    """The nearest place with a session, and how far it is by road."""

    place: str
    km: float


def nearest(roads: Mapping[str, Mapping[str, float]]) -> dict[str, Served]:
    """For each commune that can be reached, the nearest of these places; `roads`: km from each place to each commune.

    Of two as near, the first by its code.
    """
    served: dict[str, Served] = {}
    for place in sorted(roads):
        for code, km in roads[place].items():
            if code not in served or km < served[code].km:
                served[code] = Served(place, km)
    return served


def of_the_middle(far: Iterable[tuple[int, int]]) -> int | None:
    """What half of the businesses are within: `far` holds (minutes, businesses) of each commune; None without any.

    Where no business is known, each commune counts for one.
    """
    rows = sorted(far)
    if not any(weight for _minutes, weight in rows):
        rows = [(minutes, 1) for minutes, _weight in rows]
    whole, passed = sum(weight for _minutes, weight in rows), 0
    for minutes, weight in rows:
        passed += weight
        if 2 * passed >= whole:
            return minutes
    return None
