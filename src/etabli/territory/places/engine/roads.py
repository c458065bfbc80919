"""Distances by road, from a graph of neighbouring communes."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Straight lines between neighbouring town centres, summed, fall short of the road by about this much. It is
# not calibrated on real journeys.
ROAD_FACTOR = 1.15


@dataclass(frozen=True, slots=True)
class Roads:
    """Which communes can be driven to from which: code -> ((neighbour, km by road), ...)."""

    links: Mapping[str, tuple[tuple[str, float], ...]]

    @classmethod
    def build(cls, edges: Iterable[tuple[str, str, float]], *, factor: float = ROAD_FACTOR) -> Roads:
        """`edges`: (code, code, km in a straight line), usable both ways. ValueError on a negative length."""
        links: dict[str, list[tuple[str, float]]] = {}
        for a, b, km in edges:
            if not km >= 0:
                raise ValueError(f"road {a}-{b}: a length of {km} km makes no sense")
            links.setdefault(a, []).append((b, km * factor))
            links.setdefault(b, []).append((a, km * factor))
        return cls({code: tuple(neighbours) for code, neighbours in links.items()})


def road_km(roads: Roads, origin: str) -> Mapping[str, float]:
    """Shortest way by road from `origin` to each commune that can be reached, itself included (0)."""
    distances: dict[str, float] = {}
    waiting = [(0.0, origin)]
    while waiting:
        km, code = heapq.heappop(waiting)
        if code in distances:
            continue
        distances[code] = km
        for neighbour, length in roads.links.get(code, ()):
            if neighbour not in distances:
                heapq.heappush(waiting, (km + length, neighbour))
    return distances


def minutes(km: float, *, kmh: float = 50.0, start: int = 4) -> int:
    """Minutes by car for `km`, rounded up: `kmh` on small roads, and `start` minutes to leave and to park.

    An assumption, not a route: it is shown as "about".
    """
    return math.ceil(start + km / kmh * 60) if km > 0 else start
