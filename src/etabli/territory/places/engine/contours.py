"""Contours as published: which commune or EPCI each outline is, and the same with fewer corners.

Neighbours share the corners of their border. It is cut where three of them meet, and each piece is simplified once,
for both: no gap opens between them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from etabli.territory.places.engine.drawing import KM_PER_DEGREE
from etabli.territory.places.engine.shapes import Ring

CODES = ("code", "insee", "insee_com", "code_insee", "codgeo", "code_com", "code_commune")
GROUP_CODES = ("code", "siren_epci", "code_siren", "code_epci", "epci", "siren")
DECIMALS = 4  # of a degree: eleven metres
MAX_CORNERS = 3_000_000

type Corner = tuple[float, float]
type Feature = tuple[Mapping[str, Any], Any]  # properties, geometry: as in GeoJSON


class Unreadable(ValueError):
    """It can't be taken for contours; `why` is "geometry", "degrees", "topology" or "corners", `code` whose it is."""

    def __init__(self, why: str, code: str = "") -> None:
        super().__init__(why)
        self.why, self.code = why, code


def outlines_of(
    features: Iterable[Feature], communes: Mapping[str, str], groups: Iterable[str]
) -> dict[str, list[Ring]]:
    """The rings of the communes that we know, else of their groups, by code; all others are passed over.

    `communes`: the code of today by each code that a file may bear, former ones included. Outer rings turn one way,
    holes the other. Raises Unreadable.
    """
    outlines: dict[str, list[Ring]] = defaultdict(list)
    of_groups, corners = {code: code for code in groups}, 0
    for properties, geometry in features:
        named = {str(key).lower(): value for key, value in properties.items()}
        code = _first_known(named, CODES, communes) or _first_known(named, GROUP_CODES, of_groups)
        if not code:
            continue
        rings = list(_rings(geometry, code))
        corners += sum(map(len, rings))
        if corners > MAX_CORNERS:
            raise Unreadable("corners")
        outlines[code] += rings
    return dict(outlines)


def features_of_topology(document: Mapping[str, Any]) -> Iterator[Feature]:
    """The same features of a TopoJSON file, whatever object holds them. Raises Unreadable."""
    try:
        arcs = [list(_decode_arc(arc, document.get("transform"))) for arc in document["arcs"]]
        geometries = [
            part
            for geometry in document["objects"].values()
            for part in geometry.get("geometries", [geometry])
        ]
        for part in geometries:
            if part.get("type") in {"Polygon", "MultiPolygon"}:
                depth = 1 if part["type"] == "Polygon" else 2
                coordinates = _stitch_arcs(part["arcs"], arcs, depth)
                yield part.get("properties") or {}, {"type": part["type"], "coordinates": coordinates}
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise error if isinstance(error, Unreadable) else Unreadable("topology") from error


def simplify(outlines: Mapping[str, Sequence[Ring]], *, km: float = 0.12) -> dict[str, list[list[Corner]]]:
    """The same with fewer corners, none moved, none left out that stands farther than `km` from the line drawn.

    An island smaller than that goes, unless it is all there is.
    """
    rings = {
        code: [[(x, y) for x, y in ring] for ring in code_rings] for code, code_rings in outlines.items()
    }
    neighbours: dict[Corner, set[Corner]] = defaultdict(set)
    for code_rings in rings.values():
        for ring in code_rings:
            for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
                neighbours[a].add(b)
                neighbours[b].add(a)
    knots = {corner for corner, others in neighbours.items() if len(others) != 2}
    simplifier = _Simplifier(km)
    out = {}
    for code, code_rings in rings.items():
        simplified_rings = [simplifier.ring(ring, knots) for ring in code_rings]
        out[code] = [ring for ring in simplified_rings if len(ring) > 2] or code_rings
    return out


class _Simplifier:
    """Simplifies each piece of border once, in one direction, whoever asks for it (Douglas and Peucker)."""

    def __init__(self, km: float) -> None:
        self._km = km
        self._kept: dict[tuple[Corner, ...], list[Corner]] = {}

    def ring(self, ring: Sequence[Corner], knots: set[Corner]) -> list[Corner]:
        cuts = [place for place, corner in enumerate(ring) if corner in knots] or [ring.index(min(ring))]
        if len(cuts) == 1:  # all of it between one neighbour and us: two pieces, from end to end
            start = ring[cuts[0]]
            far = max(range(len(ring)), key=lambda place: (math.dist(ring[place], start), ring[place]))
            cuts = sorted({*cuts, far})
        turned = [*ring[cuts[0] :], *ring[: cuts[0]]]
        ends = [place - cuts[0] for place in cuts] + [len(ring)]
        turned.append(turned[0])
        out: list[Corner] = []
        for a, b in pairwise(ends):
            out += self._piece(turned[a : b + 1])[:-1]
        return out

    def _piece(self, piece: list[Corner]) -> list[Corner]:
        forward = tuple(piece)
        backward = forward[::-1]
        key = min(forward, backward)
        if key not in self._kept:
            self._kept[key] = _simplify_line(key, self._km)
        return self._kept[key] if key == forward else self._kept[key][::-1]


def _simplify_line(line: Sequence[Corner], km: float) -> list[Corner]:
    shrink = math.cos(math.radians(line[0][1]))
    flat = [(x * shrink * KM_PER_DEGREE, y * KM_PER_DEGREE) for x, y in line]
    keep, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    while waiting:
        a, b = waiting.pop()
        if b - a < 2:
            continue
        (ax, ay), (bx, by) = flat[a], flat[b]
        length = math.hypot(bx - ax, by - ay) or 1e-9
        far, place = max(
            (abs((bx - ax) * (ay - flat[i][1]) - (ax - flat[i][0]) * (by - ay)) / length, i)
            for i in range(a + 1, b)
        )
        if far > km:
            keep.add(place)
            waiting += [(a, place), (place, b)]
    return [line[place] for place in sorted(keep)]


def _first_known(named: Mapping[str, Any], keys: Iterable[str], known: Mapping[str, str]) -> str:
    return next((known[str(named[key])] for key in keys if str(named.get(key)) in known), "")


def _rings(geometry: Any, code: str) -> Iterator[Ring]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise Unreadable("geometry", code)
    coordinates = geometry.get("coordinates")
    for polygon in [coordinates] if kind == "Polygon" else _as_list(coordinates, code):
        for rank, ring in enumerate(_as_list(polygon, code)):
            corners = _corners(_as_list(ring, code), code)
            if len(corners) > 2:
                yield corners if (_signed_area(corners) > 0) is (rank == 0) else corners[::-1]


def _corners(ring: Sequence[Any], code: str) -> list[Corner]:
    out: list[Corner] = []
    for position in ring:
        x, y = [*_as_list(position, code), None, None][:2]
        if not all(isinstance(value, int | float) for value in (x, y)):
            raise Unreadable("geometry", code)
        if not (-180 <= x <= 180 and -90 <= y <= 90):
            raise Unreadable("degrees", code)
        corner = (round(float(x), DECIMALS), round(float(y), DECIMALS))
        if not out or out[-1] != corner:
            out.append(corner)
    return out[:-1] if len(out) > 1 and out[0] == out[-1] else out


def _as_list(value: Any, code: str) -> Sequence[Any]:
    if not isinstance(value, list):
        raise Unreadable("geometry", code)
    return value


def _signed_area(ring: Sequence[Corner]) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True))


def _decode_arc(arc: Iterable[Sequence[float]], transform: Any) -> Iterator[list[float]]:
    """The positions of an arc: with a transform, each is told from the one before, in its units."""
    if not transform:
        yield from ([position[0], position[1]] for position in arc)
        return
    (sx, sy), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0.0
    for position in arc:
        x, y = x + position[0], y + position[1]
        yield [x * sx + dx, y * sy + dy]


def _stitch_arcs(arcs: Any, known: Sequence[Sequence[Any]], depth: int) -> list[Any]:
    """Rings of numbered arcs as rings of positions; a number below zero is an arc walked backwards."""
    if depth:
        return [_stitch_arcs(arc, known, depth - 1) for arc in arcs]
    ring: list[Any] = []
    for number in arcs:
        walked = known[number] if number >= 0 else known[~number][::-1]
        ring += walked[1:] if ring else walked
    return ring
