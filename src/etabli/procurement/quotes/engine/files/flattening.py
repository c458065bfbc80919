"""A sheet photographed askew, made flat: by its four edges where they are seen, and by its lines of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

type Grey = np.ndarray[Any, np.dtype[np.uint8]]
type Mask = np.ndarray[Any, np.dtype[np.bool_]]
type Points = np.ndarray[Any, np.dtype[np.float64]]

_SMALL = 500  # pixels: enough to see the edges of a sheet
_STRAIGHT = 2.5  # pixels of those: how far from its line an edge may wander
_SHARES = (
    1.0,
    0.85,
    0.7,
    1.15,
)  # of the level that parts light from dark best: a part of the sheet is in the shade
_SEEN = 0.6  # of an edge's length: what of it must lie on its line
_LEAST = 0.25  # of the picture: a sheet is larger
_INSIDE = 0.004  # of the sheet: its very edge is left out, with the shadow on it
_RIM = 0.04  # of the sheet: its edge, with the shadow on it, is neither in nor out
_CONTRAST = 0.12  # from its surroundings: letters have more
_FALL = 4  # pixels from an edge, within which the light falls
_BARE = 0.4  # as much as on the sheet: less is printed on a table
_BANDS = 4
_LEAST_FAN = 0.2  # degrees by which the first and the last lines of text lean apart: less is chance
_MOST_FAN = 8.0


def on_its_own(image: Image.Image) -> Image.Image:
    """The sheet alone, seen from above, when what lies around it is seen and is darker; else the picture as it is."""
    scale = _SMALL / max(image.size)
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    small = np.asarray(image.convert("L").resize(size, Image.Resampling.BOX))
    parting = _parting(small)
    tried = (_corners(small > share * parting) for share in _SHARES)
    sheets = (each for each in tried if each is not None and _has_edges(each, small))
    corners = next((each for each in sheets if _holds_all(each, small)), None)
    if corners is None:
        return image
    corners = corners / scale
    centre = corners.mean(axis=0)
    corners = centre + (corners - centre) * (1 - _INSIDE)
    top, right, bottom, left = (float(np.linalg.norm(corners[n] - corners[(n + 1) % 4])) for n in range(4))
    wide, high = round(max(top, bottom)), round(max(left, right))
    if min(wide, high) < 100:
        return image
    return image.transform(
        (wide, high),
        Image.Transform.PERSPECTIVE,
        _coefficients(corners, wide, high),
        Image.Resampling.BICUBIC,
    )


def _corners(paper: Mask) -> Points | None:
    """The corners of what is light, from the top left one, clockwise; None when it has no four straight edges."""
    edge = np.concatenate(
        [paper[:3].ravel(), paper[-3:].ravel(), paper[:, :3].ravel(), paper[:, -3:].ravel()]
    )
    if edge.mean() > 0.5 or paper.mean() < _LEAST:
        return None
    left, right = _edges(paper)
    top, bottom = _edges(np.ascontiguousarray(paper.T))
    if left is None or right is None or top is None or bottom is None:
        return None
    corners = np.array(
        [_crossing(top, left), _crossing(top, right), _crossing(bottom, right), _crossing(bottom, left)]
    )
    high, wide = paper.shape
    outside = (corners < -0.05 * _SMALL) | (corners > np.array([wide, high]) + 0.05 * _SMALL)
    x, y = corners[:, 0], corners[:, 1]
    area = 0.5 * abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))))
    return None if outside.any() or area < _LEAST * wide * high else corners


def _has_edges(corners: Points, grey: Grey) -> bool:
    """Whether the light falls at once on each side that is seen: where it fades, one part lies in the shade."""
    centre = corners.mean(axis=0)
    near = np.asarray(Image.fromarray(grey).filter(ImageFilter.BoxBlur(1)), dtype=np.float32)
    for n in range(4):
        along = corners[n] + (corners[(n + 1) % 4] - corners[n]) * np.linspace(0.1, 0.9, 40)[:, None]
        toward = centre - along.mean(axis=0)
        step = _FALL * toward / float(np.linalg.norm(toward))
        inside, outside = (np.rint(along + way * step).astype(int) for way in (1, -1))
        seen = ((np.minimum(inside, outside) >= 0) & (np.maximum(inside, outside) < grey.shape[::-1])).all(
            axis=1
        )
        if seen.sum() < len(seen) / 2:
            continue
        levels = [np.median(near[points[seen, 1], points[seen, 0]]) for points in (inside, outside)]
        if levels[0] - levels[1] < _CONTRAST * levels[0]:
            return False
    return True


def _holds_all(corners: Points, grey: Grey) -> bool:
    """Whether little is printed outside: what is in the shade is no table around the sheet."""
    centre = corners.mean(axis=0)
    inner, outer = (
        _filled(centre + (corners - centre) * share, grey.shape) for share in (1 - _RIM, 1 + _RIM)
    )
    light = np.asarray(Image.fromarray(grey).filter(ImageFilter.BoxBlur(4)), dtype=np.float32)
    dark = grey < (1 - _CONTRAST) * light
    return bool(outer.all() or dark[~outer].mean() < _BARE * dark[inner].mean())


def _filled(corners: Points, shape: tuple[int, ...]) -> Mask:
    canvas = Image.new("1", (shape[1], shape[0]))
    ImageDraw.Draw(canvas).polygon([(float(x), float(y)) for x, y in corners], fill=1)
    return np.asarray(canvas)


def _parting(grey: Grey) -> float:
    """The level that parts the dark from the light best (Otsu)."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    levels = np.arange(256)
    below = np.cumsum(counts)
    total, mass = below[-1], np.cumsum(counts * levels)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = (mass[-1] * below - mass * total) ** 2 / (below * (total - below))
    return float(np.nanargmax(np.where(np.isfinite(apart), apart, -1)))


type _Line = tuple[float, float]  # x = slope * y + offset; of an upright edge


def _edges(paper: Mask) -> tuple[_Line | None, _Line | None]:
    """The left and the right edge of what is light, each a straight line."""
    ys = np.flatnonzero(paper.any(axis=1))
    if len(ys) < 0.4 * len(paper):
        return None, None
    first = paper[ys].argmax(axis=1)
    last = paper.shape[1] - paper[ys, ::-1].argmax(axis=1)
    return _fitted(ys, first), _fitted(ys, last)


def _fitted(ys: Any, xs: Any) -> _Line | None:
    """The straight line on which most of the points lie."""
    some = np.linspace(0, len(ys) - 1, 40).round().astype(int)
    best, most = None, 0
    for a in some:
        for b in some[some > a + len(ys) // 4]:
            slope = (xs[b] - xs[a]) / (ys[b] - ys[a])
            near = int((np.abs(xs - xs[a] - slope * (ys - ys[a])) < _STRAIGHT).sum())
            if near > most:
                best, most = (slope, xs[a] - slope * ys[a]), near
    if best is None or most < _SEEN * len(ys):
        return None
    near = np.abs(xs - best[0] * ys - best[1]) < _STRAIGHT
    slope, offset = np.polyfit(ys[near], xs[near], 1)
    return float(slope), float(offset)


def _crossing(level: _Line, upright: _Line) -> tuple[float, float]:
    """Where y = a x + b meets x = c y + d."""
    (a, b), (c, d) = level, upright
    y = (a * d + b) / (1 - a * c)
    return c * y + d, y


def _coefficients(corners: Points, wide: int, high: int) -> list[float]:
    """What Pillow takes to set these corners on those of a picture of that size."""
    rows, values = [], []
    for (x, y), (u, v) in zip([(0, 0), (wide, 0), (wide, high), (0, high)], corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(each) for each in np.linalg.solve(np.array(rows, dtype=np.float64), np.array(values))]


def fanned_in(image: Image.Image, ink: Mask, slope: Callable[[Mask], tuple[float, float]]) -> Image.Image:
    """The page with its lines of text level from the first to the last, when they lean more and more down the page.
    `ink` is the same page smaller, `slope` tells how the lines of a part of it lean, in degrees."""
    high = len(ink)
    bands = [slice(n * high // _BANDS, (n + 1) * high // _BANDS) for n in range(_BANDS)]
    leaning = [(band.start + high / _BANDS / 2, slope(ink[band])[0], int(ink[band].sum())) for band in bands]
    leaning = [each for each in leaning if each[2] > 0.1 * ink.sum()]
    if len(leaning) < 3:
        return image
    at, angles, weights = (np.array(each, dtype=np.float64) for each in zip(*leaning, strict=True))
    rate, first = np.polyfit(at, angles, 1, w=np.sqrt(weights))
    apart = abs(rate) * high
    if not _LEAST_FAN < apart < _MOST_FAN or np.abs(angles - first - rate * at).max() > 0.25 * apart:
        return image
    above, below = (float(np.tan(np.radians(angle))) for angle in (first, first + rate * high))
    half = image.width / 2
    quad = (0, -above * half, 0, image.height - below * half, image.width, image.height + below * half,
            image.width, above * half)  # fmt: skip
    return image.transform(
        image.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor="white"
    )
