"""What one more session would bring to a plan, about: a half-day more for a room that there is, or a room more.

It takes only people whom the plan leaves out: seating all anew would at times bring a little more. Plain Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Pair = tuple[str, str]


@dataclass(frozen=True)
class Place:
    """Where a session could be given: its key, how many it holds, which part of each territory comes."""

    key: str
    capacity: float
    share: Mapping[str, float]


@dataclass(frozen=True)
class More:
    """The theme that brings the most in a place, and how many people."""

    place: str
    theme: str
    people: float


def places_of(season: Mapping[str, Any]) -> list[Place]:
    """The rooms of a season (SEASON.json)."""
    shares: dict[str, dict[str, float]] = {row["id"]: {} for row in season["venues"]}
    for row in season["share"]:
        shares[row["venue"]][row["zone"]] = row["share"]
    return [Place(row["id"], row["capacity"], shares[row["id"]]) for row in season["venues"]]


def best_more(
    season: Mapping[str, Any], places: list[Place], unserved: Mapping[Pair, float], *, most: int = 3
) -> list[More]:
    """The places where one more session brings the most people, each with its best theme."""
    demand = {(row["theme"], row["zone"]): row["people"] for row in season["demand"]}
    themes = sorted({theme for theme, _zone in unserved})
    found = []
    for place in places:
        people = {theme: _people(place, theme, demand, unserved) for theme in themes}
        if people:
            best = max(themes, key=lambda theme: people[theme])
            found.append(More(place.key, best, people[best]))
    worth = [one for one in found if one.people >= 1]
    return sorted(worth, key=lambda one: (-one.people, one.place))[:most]


def _people(place: Place, theme: str, demand: Mapping[Pair, float], unserved: Mapping[Pair, float]) -> float:
    coming = sum(
        min(share * demand.get((theme, zone), 0.0), unserved.get((theme, zone), 0.0))
        for zone, share in place.share.items()
    )
    return min(place.capacity, coming)
