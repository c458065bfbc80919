"""The map without anybody's contours: each town point gets the ground that is nearest to it.

Where an official contour file is not at hand, a cell drawn around each town (a Voronoi cell) shows a
département well enough to be recognised. Cells stop at water points and, outside, at ghosts set around it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

XY = tuple[float, float]
_KM_PER_DEGREE = 111.32


@dataclass(frozen=True, slots=True)
class Point:
    """A town: its code, the group it is drawn with (its EPCI), and where it is in degrees."""

    code: str
    group: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Shapes:
    """Paths for one SVG: `d` per commune and per group, one centre per commune, all in the same units."""

    communes: Mapping[str, str]
    groups: Mapping[str, str]
    centres: Mapping[str, XY]


def shapes(
    points: Sequence[Point],
    *,
    water: Sequence[XY] = (),
    limit_km: float = 18.0,
    units_per_km: float = 4.0,
) -> Shapes:
    """Cells of `points` and the outlines of their groups.

    `water`: (lat, lon) of points that belong to nobody (a river, the sea). `limit_km`: ground farther than
    this from every town is nobody's; a cell reaches at least half of it. Of two points at the same place, the
    second has no cell.
    """
    if not points:
        return Shapes({}, {}, {})
    flat = _Flat(points)
    sites = {point.code: flat.km(point.lat, point.lon) for point in points}
    nobody = [flat.km(lat, lon) for lat, lon in water]
    nobody += _ghosts(list(sites.values()), limit_km)
    corners = _Corners()
    cells = {code: corners.ring(ring) for code, ring in _cells(sites, nobody, limit_km).items()}
    box = _Box([corners.at(i) for ring in cells.values() for i in ring], units_per_km)
    rings: dict[str, list[list[int]]] = defaultdict(list)
    for point in points:
        rings[point.group].append(cells[point.code])
    drawn = [box.place(corners.at(i)) for i in range(len(corners))]
    return Shapes(
        communes={code: _path([ring], drawn) for code, ring in cells.items()},
        groups={group: _path(_outline(members), drawn) for group, members in rings.items()},
        centres={code: box.place(site) for code, site in sites.items()},
    )


class _Flat:
    """Degrees to kilometres on a plane, true enough over a département."""

    def __init__(self, points: Sequence[Point]) -> None:
        self._middle = sum(point.lat for point in points) / len(points)
        self._shrink = math.cos(math.radians(self._middle))

    def km(self, lat: float, lon: float) -> XY:
        return (lon * self._shrink * _KM_PER_DEGREE, -lat * _KM_PER_DEGREE)


class _Box:
    """Kilometres to the whole units of an SVG, from the top left corner."""

    def __init__(self, corners: Sequence[XY], scale: float) -> None:
        self._left = min((x for x, _ in corners), default=0.0)
        self._top = min((y for _, y in corners), default=0.0)
        self._scale = scale

    def place(self, at: XY) -> tuple[int, int]:
        return (round((at[0] - self._left) * self._scale), round((at[1] - self._top) * self._scale))


class _Corners:
    """Corners that two neighbours computed a hair apart are one corner: the seams of the map close."""

    _near = 1e-4

    def __init__(self) -> None:
        self._all: list[XY] = []
        self._at: dict[tuple[int, int], list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._all)

    def at(self, index: int) -> XY:
        return self._all[index]

    def ring(self, ring: Iterable[XY]) -> list[int]:
        out: list[int] = []
        for corner in ring:
            index = self._index(corner)
            if not out or out[-1] != index:
                out.append(index)
        return out[:-1] if len(out) > 1 and out[0] == out[-1] else out

    def _index(self, corner: XY) -> int:
        column, row = math.floor(corner[0] / self._near), math.floor(corner[1] / self._near)
        for near in ((column + i, row + j) for i in (0, -1, 1) for j in (0, -1, 1)):
            for index in self._at.get(near, ()):
                if math.dist(self._all[index], corner) < self._near:
                    return index
        self._all.append(corner)
        self._at[column, row].append(len(self._all) - 1)
        return len(self._all) - 1


def _ghosts(sites: Sequence[XY], limit: float) -> list[XY]:
    """A grid of points around the towns, none nearer than `limit` to any of them."""
    step = limit / 4
    columns = range(
        math.floor(min(x for x, _ in sites) / step) - 9, math.ceil(max(x for x, _ in sites) / step) + 10
    )
    rows = range(
        math.floor(min(y for _, y in sites) / step) - 9, math.ceil(max(y for _, y in sites) / step) + 10
    )
    grid = ((column * step, row * step) for column in columns for row in rows)
    return [spot for spot in grid if all(math.dist(spot, site) > limit for site in sites)]


def _cells(sites: Mapping[str, XY], nobody: Sequence[XY], limit: float) -> dict[str, list[XY]]:
    everyone = [*sites.values(), *nobody]
    cells: dict[str, list[XY]] = {}
    seen: set[XY] = set()
    for code, site in sites.items():
        cells[code] = [] if site in seen else _cell(site, everyone, 2 * limit)
        seen.add(site)
    return cells


def _cell(site: XY, everyone: Sequence[XY], reach: float) -> list[XY]:
    """Cut a large square halfway to each other point, the nearest first, until the rest is too far to matter."""
    x, y = site
    ring = [(x - reach, y - reach), (x + reach, y - reach), (x + reach, y + reach), (x - reach, y + reach)]
    for distance, other in sorted((math.dist(site, other), other) for other in everyone if other != site):
        if distance > 2 * max((math.dist(site, corner) for corner in ring), default=0):
            break
        ring = _cut(ring, site, other)
    return ring


def _cut(ring: Sequence[XY], site: XY, other: XY) -> list[XY]:
    """The part of a convex ring that is nearer to `site` than to `other`."""
    nx, ny = other[0] - site[0], other[1] - site[1]
    edge = (nx * (other[0] + site[0]) + ny * (other[1] + site[1])) / 2
    out: list[XY] = []
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        a, b = edge - nx * ax - ny * ay, edge - nx * bx - ny * by
        if a >= 0:
            out.append((ax, ay))
        if (a > 0 > b) or (a < 0 < b):
            part = a / (a - b)
            out.append((ax + part * (bx - ax), ay + part * (by - ay)))
    return out


def _outline(rings: Iterable[Sequence[int]]) -> list[list[int]]:
    """The border of a union of cells: an edge walked in both directions is inside, and drops out."""
    edges = {
        edge
        for ring in rings
        for edge in zip(ring, [*ring[1:], *ring[:1]], strict=True)
        if edge[0] != edge[1]
    }
    onward: dict[int, list[int]] = defaultdict(list)
    for a, b in sorted(edges):
        if (b, a) not in edges:
            onward[a].append(b)
    out: list[list[int]] = []
    while onward:
        start = next(iter(onward))
        ring, here = [start], _take(onward, start)
        while here is not None and here != start:
            ring.append(here)
            here = _take(onward, here)
        out.append(ring)
    return out


def _take(onward: dict[int, list[int]], corner: int) -> int | None:
    if corner not in onward:
        return None
    following = onward[corner].pop()
    if not onward[corner]:
        del onward[corner]
    return following


def _path(rings: Iterable[Sequence[int]], drawn: Sequence[tuple[int, int]]) -> str:
    """Whole units, relative: the shortest way to write a shape."""
    parts: list[str] = []
    for ring in rings:
        if len(ring) < 3:
            continue
        x, y = drawn[ring[0]]
        steps = [f"M{x} {y}l"]
        for corner in ring[1:]:
            nx, ny = drawn[corner]
            if (nx, ny) != (x, y):
                steps.append(f"{nx - x} {ny - y} ")
                x, y = nx, ny
        parts.append("".join(steps).strip().replace(" -", "-") + "z")
    return "".join(parts)
