"""The map: an outline for each commune and each group of communes, drawn around the towns or read from a file."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etabli.territory.places.engine.drawing import XY, Corners, DrawingBox, FlatProjection, outline, path

# The map without anybody's contours: each town point gets the ground that is nearest to it.


def cells_around(sites: Mapping[str, XY], water: Sequence[XY], limit: float) -> dict[str, list[XY]]:
    """The ring of each site, in km; `water`: what belongs to nobody. Of two at one place, the second has none."""
    unowned_points = [*water, *_empty_points(list(sites.values()), limit)]
    return _cells(sites, unowned_points, limit)


def _empty_points(sites: Sequence[XY], limit: float) -> list[XY]:
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


def _cells(sites: Mapping[str, XY], unowned_points: Sequence[XY], limit: float) -> dict[str, list[XY]]:
    all_points = [*sites.values(), *unowned_points]
    cells: dict[str, list[XY]] = {}
    seen: set[XY] = set()
    for code, site in sites.items():
        cells[code] = [] if site in seen else _cell(site, all_points, 2 * limit)
        seen.add(site)
    return cells


def _cell(site: XY, all_points: Sequence[XY], reach: float) -> list[XY]:
    """Cut a large square halfway to each other point, the nearest first, until the rest is too far to matter."""
    x, y = site
    ring = [(x - reach, y - reach), (x + reach, y - reach), (x + reach, y + reach), (x - reach, y + reach)]
    for distance, other in sorted((math.dist(site, other), other) for other in all_points if other != site):
        if distance > 2 * max((math.dist(site, corner) for corner in ring), default=0):
            break
        ring = _clip(ring, site, other)
    return ring


def _clip(ring: Sequence[XY], site: XY, other: XY) -> list[XY]:
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


type Ring = Sequence[Sequence[float]]  # (lon, lat) in degrees, not closed: the order of GeoJSON


@dataclass(frozen=True, slots=True)
class TownPoint:
    """A town: its code, the group it is drawn with (its EPCI), and where it is in degrees."""

    code: str
    group: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Shapes:
    """Paths for one SVG: `d` per commune and per group, one centre per commune, all in the same units.

    `is_official`: the groups are those of a contour file; else they are drawn around the towns.
    """

    communes: Mapping[str, str]
    groups: Mapping[str, str]
    centres: Mapping[str, XY]
    is_official: bool = False


def draw_shapes(
    points: Sequence[TownPoint],
    *,
    contours: Mapping[str, Sequence[Ring]] | None = None,
    water: Sequence[XY] = (),
    limit_km: float = 18.0,
    units_per_km: float = 4.0,
) -> Shapes:
    """The outlines of `points` and of their groups.

    `contours`: those of a file, by the code of a point or of a group. What it doesn't know is drawn: a point has the
    ground nearest to it, a group that of its points.
    `water`: (lat, lon) of points that belong to nobody (a river, the sea). `limit_km`: ground farther than
    this from every town is nobody's; a cell reaches at least half of it. Of two points at the same place, the
    second has no cell.
    """
    if not points:
        return Shapes({}, {}, {})
    flat, known, corners = FlatProjection([point.lat for point in points]), contours or {}, Corners()
    sites = {point.code: flat.km(point.lat, point.lon) for point in points}

    def rings_of(code: str) -> list[list[int]]:
        return [corners.ring(flat.km(lat, lon) for lon, lat in ring) for ring in known[code]]

    # Of communes merged since the file was made, one outline: what stood between them goes.
    rings = {code: outline(rings_of(code)) for code in sites if code in known}
    if len(rings) < len(sites):
        cells = cells_around(sites, [flat.km(lat, lon) for lat, lon in water], limit_km)
        rings |= {code: [corners.ring(ring)] for code, ring in cells.items() if code not in rings}
    members: dict[str, list[list[int]]] = defaultdict(list)
    for point in points:
        members[point.group] += rings[point.code]
    groups = {
        group: rings_of(group) if group in known else outline(member_rings)
        for group, member_rings in members.items()
    }
    corner_numbers = [
        i for member_rings in (*rings.values(), *groups.values()) for ring in member_rings for i in ring
    ]
    box = DrawingBox([corners.at(i) for i in corner_numbers], units_per_km)
    positions = [box.place(corners.at(i)) for i in range(len(corners))]
    return Shapes(
        communes={code: path(rings[code], positions) for code in sites},
        groups={group: path(member_rings, positions) for group, member_rings in groups.items()},
        centres={code: box.place(site) for code, site in sites.items()},
        is_official=bool(known),
    )
