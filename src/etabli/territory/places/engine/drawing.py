"""From ground to SVG paths: a plane, the corners that neighbours share, the outline of a group, whole units."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

XY = tuple[float, float]
KM_PER_DEGREE = 111.32


class FlatProjection:
    """Degrees to kilometres on a plane, true enough over a département."""

    def __init__(self, latitudes: Sequence[float]) -> None:
        self._shrink = math.cos(math.radians(sum(latitudes) / len(latitudes)))

    def km(self, lat: float, lon: float) -> XY:
        """Where a place is, in kilometres to the east and to the south."""
        return (lon * self._shrink * KM_PER_DEGREE, -lat * KM_PER_DEGREE)


class DrawingBox:
    """Kilometres to the whole units of an SVG, from the top left corner."""

    def __init__(self, corners: Sequence[XY], scale: float) -> None:
        self._left = min((x for x, _ in corners), default=0.0)
        self._top = min((y for _, y in corners), default=0.0)
        self._scale = scale

    def place(self, at: XY) -> tuple[int, int]:
        """A place in whole units, to the right and down."""
        return (round((at[0] - self._left) * self._scale), round((at[1] - self._top) * self._scale))


class Corners:
    """Corners that two neighbours computed a hair apart are one corner: the seams of the map close."""

    _near = 1e-4

    def __init__(self) -> None:
        self._all: list[XY] = []
        self._at: dict[tuple[int, int], list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._all)

    def at(self, index: int) -> XY:
        """Where the corner of this number is."""
        return self._all[index]

    def ring(self, ring: Iterable[XY]) -> list[int]:
        """The numbers of the corners of a ring, none twice in a row, the first not repeated at the end."""
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


def outline(rings: Iterable[Sequence[int]]) -> list[list[int]]:
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
        ring, corner = [start], _next_corner(onward, start)
        while corner is not None and corner != start:
            ring.append(corner)
            corner = _next_corner(onward, corner)
        out.append(ring)
    return out


def _next_corner(onward: dict[int, list[int]], corner: int) -> int | None:
    if corner not in onward:
        return None
    following = onward[corner].pop()
    if not onward[corner]:
        del onward[corner]
    return following


def path(rings: Iterable[Sequence[int]], positions: Sequence[tuple[int, int]]) -> str:
    """Whole units, relative: the shortest way to write a shape."""
    parts: list[str] = []
    for ring in rings:
        if len(ring) < 3:
            continue
        x, y = positions[ring[0]]
        steps = [f"M{x} {y}l"]
        for corner in ring[1:]:
            nx, ny = positions[corner]
            if (nx, ny) != (x, y):
                steps.append(f"{nx - x} {ny - y} ")
                x, y = nx, ny
        parts.append("".join(steps).strip().replace(" -", "-") + "z")
    return "".join(parts)
