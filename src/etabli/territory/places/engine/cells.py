"""The map without anybody's contours: each town point gets the ground that is nearest to it.

Where an official contour file is not at hand, a cell drawn around each town (a Voronoi cell) shows a
département well enough to be recognised. Cells stop at water points and, outside, at ghosts set around it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from etabli.territory.places.engine.drawing import XY


def cells_around(sites: Mapping[str, XY], water: Sequence[XY], limit: float) -> dict[str, list[XY]]:
    """The ring of each site, in km; `water`: what belongs to nobody. Of two at one place, the second has none."""
    nobody = [*water, *_ghosts(list(sites.values()), limit)]
    return _cells(sites, nobody, limit)


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
