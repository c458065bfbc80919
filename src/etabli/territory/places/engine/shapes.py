"""The map: an outline for each commune and each group of communes, drawn around the towns or read from a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etabli.territory.places.engine.cells import cells_around
from etabli.territory.places.engine.drawing import XY, Box, Corners, Flat, outline, path

type Ring = Sequence[Sequence[float]]  # (lon, lat) in degrees, not closed: the order of GeoJSON


@dataclass(frozen=True, slots=True)
class Point:
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


def shapes(
    points: Sequence[Point],
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
    flat, known, corners = Flat([point.lat for point in points]), contours or {}, Corners()
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
    groups = {group: rings_of(group) if group in known else outline(held) for group, held in members.items()}
    ends = [i for held in (*rings.values(), *groups.values()) for ring in held for i in ring]
    box = Box([corners.at(i) for i in ends], units_per_km)
    drawn = [box.place(corners.at(i)) for i in range(len(corners))]
    return Shapes(
        communes={code: path(rings[code], drawn) for code in sites},
        groups={group: path(held, drawn) for group, held in groups.items()},
        centres={code: box.place(site) for code, site in sites.items()},
        is_official=bool(known),
    )
