"""Where lines of text stand on a level picture: the map of a detection model -> boxes, and how each line leans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

type Map = np.ndarray[Any, np.dtype[np.float32]]
type Mask = np.ndarray[Any, np.dtype[np.bool_]]
type Whole = np.ndarray[Any, np.dtype[np.int64]]

_LIKELY = 0.3  # of a pixel: it belongs to a line of text
_SURE = 0.5  # of a line's pixels together
_WIDENED = 1.6  # the model draws lines thinner than they are: by this share of area over perimeter
_SMALL = 3  # pixels: less is a speck
_MOST = 1500  # lines of a page


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of text, in pixels of the picture: `core` is its middle (x0, y0, x1, y1), `reach` how far the letters go
    around that, `slope` how much it goes down for each pixel to the right."""

    core: tuple[float, float, float, float]
    reach: float
    slope: float

    @property
    def stands(self) -> bool:
        """Whether it goes up or down the page."""
        x0, y0, x1, y1 = self.core
        return y1 - y0 > 1.5 * (x1 - x0)


def strips(likely: Map, across: float, down: float) -> list[Strip]:
    """The lines of a map, each of its pixels being `across` by `down` pixels of the picture; in reading order."""
    mask = likely > _LIKELY
    mask[1:] |= mask[:-1].copy()
    mask[:, 1:] |= mask[:, :-1].copy()
    rows, starts, stops = _runs(mask)
    result = []
    labels = _joined(rows, starts, stops)
    order = np.argsort(labels, kind="stable")
    for runs in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)[:_MOST] if len(order) else ():
        x0, x1 = int(starts[runs].min()), int(stops[runs].max())
        y0, y1 = int(rows[runs].min()), int(rows[runs].max()) + 1
        wide, high = x1 - x0, y1 - y0
        if min(wide, high) < _SMALL or likely[y0:y1, x0:x1][mask[y0:y1, x0:x1]].mean() < _SURE:
            continue
        slope = _slope(rows[runs], starts[runs], stops[runs]) * down / across if wide > 4 * high else 0.0
        thick = max(high - abs(slope) * across / down * wide, 0.5 * high)
        reach = thick * wide * _WIDENED / (2 * (thick + wide))
        middle = (y0 + y1) / 2
        core = (x0 * across, (middle - thick / 2) * down, x1 * across, (middle + thick / 2) * down)
        result.append(Strip(core, reach * down, slope))
    return sorted(result, key=lambda strip: (strip.core[1], strip.core[0]))


def _runs(mask: Mask) -> tuple[Whole, Whole, Whole]:
    """The row, the first and the past-the-last column of each run of a mask, from the top."""
    padded = np.pad(mask, ((0, 0), (1, 1))).astype(np.int8)
    edges = np.diff(padded, axis=1)
    rows, starts = np.nonzero(edges == 1)
    stops = np.nonzero(edges == -1)[1]
    return rows, starts, stops


def _joined(rows: Whole, starts: Whole, stops: Whole) -> Whole:
    """For each run, the number of the group of runs that touch each other."""
    parents = list(range(len(rows)))
    levels, lefts, rights = rows.tolist(), starts.tolist(), stops.tolist()

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    above = here = 0
    for at, (row, start, stop) in enumerate(zip(levels, lefts, rights, strict=True)):
        while here < at and levels[here] < row:
            here += 1
        while above < here and (levels[above] < row - 1 or rights[above] <= start):
            above += 1
        over = above
        while over < here and lefts[over] < stop:
            if levels[over] == row - 1 and rights[over] > start:
                parents[root(over)] = root(at)
            over += 1
    return np.array([root(at) for at in range(len(parents))], dtype=np.int64)


def _slope(rows: Whole, starts: Whole, stops: Whole) -> float:
    """How a line leans: the straight line through its pixels, each run weighing as much as it is long."""
    weights = (stops - starts).astype(np.float64)
    xs, ys = (starts + stops) / 2, rows.astype(np.float64)
    mean_x, mean_y = np.average(xs, weights=weights), np.average(ys, weights=weights)
    # A run is spread over its own length too.
    spread = (weights * ((xs - mean_x) ** 2 + weights**2 / 12)).sum()
    return float((weights * (xs - mean_x) * (ys - mean_y)).sum() / spread) if spread else 0.0
