"""Boxes that a PDF paints over what was drawn before, and those outside which it draws nothing."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any

from ..model import Box

type Point = tuple[float, float]

_THICK = 4  # points: what is thinner is a line
_MOST_CORNERS = 60  # of a path, and of a clip
_NEAR = 0.05
_MOST_CLIPS = 20
_BAND = 24  # points


def painted(item: Any) -> tuple[Box, ...]:
    """The boxes that a path paints over altogether, in the page's own coordinates; none when it is another shape, or
    lets something through."""
    import pypdfium2.raw as pdfium

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, mode, stroke) or mode.value == pdfium.FPDF_FILLMODE_NONE:
        return ()
    corners = pdfium.FPDFPath_CountSegments(item)
    if not _is_thick(bounds_of(item)) or not 4 <= corners <= _MOST_CORNERS or not _is_opaque(item):
        return ()
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    shapes = [
        [(matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f) for x, y in shape]
        for shape in _shapes(pdfium.FPDFPath_GetPathSegment(item, at) for at in range(corners))
    ]
    if len(shapes) > 1 and mode.value == pdfium.FPDF_FILLMODE_ALTERNATE:
        return ()  # the second is a hole in the first
    boxes = [box for shape in shapes if (box := _box_of(shape))]
    clips = [_box_of(shape) for path in _clips(item) for shape in path]
    if None in clips:
        return ()  # it isn't known which part of the box is painted
    parts = (_common([box, *(clip for clip in clips if clip)]) for box in boxes)
    return tuple(box for box in parts if _is_thick(box))


def _is_thick(box: Box) -> bool:
    return box[2] - box[0] > _THICK and box[3] - box[1] > _THICK


def _is_opaque(item: Any) -> bool:
    import pypdfium2.raw as pdfium

    levels = [ctypes.c_uint() for _ in range(4)]
    filled = pdfium.FPDFPageObj_GetFillColor(item, *levels)
    return bool(filled) and levels[3].value == 255 and not pdfium.FPDFPageObj_HasTransparency(item)


def clip_of(item: Any) -> Box | None:
    """A box outside which nothing of this object is drawn, in the coordinates of what it lies in; None for no clip."""
    around = [
        (min(xs), min(ys), max(xs), max(ys))
        for path in _clips(item)
        if (points := [point for shape in path for point in shape])
        for xs, ys in [zip(*points, strict=True)]
    ]
    return _common(around) if around else None


def _clips(item: Any) -> list[list[list[Point]]]:
    """The shapes of each path of an object's clip."""
    import pypdfium2.raw as pdfium

    clip = pdfium.FPDFPageObj_GetClipPath(item)
    paths = []
    for path in range(min(pdfium.FPDFClipPath_CountPaths(clip), _MOST_CLIPS)):
        corners = min(pdfium.FPDFClipPath_CountPathSegments(clip, path), _MOST_CORNERS)
        paths.append(_shapes(pdfium.FPDFClipPath_GetPathSegment(clip, path, at) for at in range(corners)))
    return paths


def _shapes(segments: Iterable[Any]) -> list[list[Point]]:
    """The corners of each shape of a path; those of a curve are its handles."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    shapes: list[list[Point]] = []
    for segment in segments:
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not shapes:
            shapes.append([])
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        shapes[-1].append((x.value, y.value))
    return [shape for shape in shapes if len(shape) > 1]


def _box_of(shape: list[Point]) -> Box | None:
    """The box that a shape is: four corners, each side level or upright."""
    corners = shape[:-1] if len(shape) == 5 and _is_near(shape[0], shape[-1]) else shape
    if len(corners) != 4:
        return None
    sides = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    if not all((abs(a[0] - b[0]) < _NEAR) != (abs(a[1] - b[1]) < _NEAR) for a, b in sides):
        return None
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _is_near(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) < _NEAR and abs(a[1] - b[1]) < _NEAR


def _common(boxes: list[Box]) -> Box:
    """The part that all have; of no size, or less, when there is none."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return max(lefts), max(bottoms), min(rights), min(tops)


def bounds_of(item: Any) -> Box:
    """Of an object, in the coordinates of what it lies in; of no size when the library doesn't know."""
    import pypdfium2.raw as pdfium

    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *edges)
    x0, y0, x1, y1 = (edge.value for edge in edges)
    return x0, y0, x1, y1


def holds(box: Box, x: float, y: float) -> bool:
    """Whether a point lies in the box."""
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def within(inner: Box, outer: Box) -> bool:
    """Whether a box lies in another."""
    return holds(outer, inner[0], inner[1]) and holds(outer, inner[2], inner[3])


class Covers:
    """Boxes, found by where they lie. From the bottom of the page up, in bands."""

    def __init__(self) -> None:
        self._bands: dict[int, list[Box]] = {}

    def __bool__(self) -> bool:
        return bool(self._bands)

    def add(self, box: Box) -> None:
        """Keep one more."""
        for band in self._of(box):
            self._bands.setdefault(band, []).append(box)

    def over(self, box: Box) -> tuple[Box, ...]:
        """Those that meet a box."""
        near = {other for band in self._of(box) for other in self._bands.get(band, ())}
        return tuple(o for o in near if o[0] < box[2] and o[2] > box[0] and o[1] < box[3] and o[3] > box[1])

    def all(self) -> tuple[Box, ...]:
        """Every one, once."""
        return tuple({box for band in self._bands.values() for box in band})

    @staticmethod
    def _of(box: Box) -> range:
        low, high = (int(max(-9999.0, min(edge, 9999.0)) // _BAND) for edge in (box[1], box[3]))
        return range(low, high + 1)
