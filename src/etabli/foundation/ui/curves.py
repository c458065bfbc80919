"""A curve that goes down by steps, with what it may be by chance around it, as plain geometry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etabli.foundation.ui.plots import LINE_HEIGHT, Number

AXIS_MARKS = (
    (100, 0.0),
    (50, LINE_HEIGHT / 2),
    (0, float(LINE_HEIGHT)),
)  # percents, how far from the top in em
LEFT_MARGIN = 15  # percent of the width, for the marks
MIN_TICK_DISTANCE = 15  # percent of the width: ticks that are nearer would be written on each other

type Point = tuple[Number, Number, Number | None, Number | None]


@dataclass(frozen=True)
class CurvePlot:
    """`d` and `band` are paths in a box of 1000 by 1000 that is stretched over the drawing, right of its marks (`left`
    percent of the width); `ticks` are texts, each at a percent of the width."""

    d: str
    band: str
    marks: tuple[tuple[int, float], ...]
    ticks: tuple[tuple[str, float], ...]
    left: int = LEFT_MARGIN
    width: int = 100 - LEFT_MARGIN


def curve(points: Sequence[Point], *, until: Number, ticks: Sequence[tuple[str, Number]] = ()) -> CurvePlot:
    """Lay out (x, percent from there on, its lowest, its highest) points from 0 to `until`, by ascending x.

    Before the first point it is 100 percent. A lowest or a highest that is None leaves a hole in the band; points
    beyond `until` are not drawn.
    """
    length = float(until) or 1.0
    shown_points = [point for point in points if 0 <= float(point[0]) <= length]
    path = "M0 0" + "".join(f"H{_x(x, length)}V{_y(y)}" for x, y, _low, _high in shown_points) + "H1000"
    return CurvePlot(path, _band(shown_points, length), AXIS_MARKS, tuple(_ticks_with_room(ticks, length)))


def _ticks_with_room(ticks: Sequence[tuple[str, Number]], length: float) -> Iterator[tuple[str, float]]:
    """Those within the drawing, without the ones that have no room beside the one before."""
    free_from = 0.0
    for label, x in ticks:
        at = LEFT_MARGIN + float(x) / length * (100 - LEFT_MARGIN)
        if free_from <= at <= 100:
            yield str(label), round(at, 2)
            free_from = at + MIN_TICK_DISTANCE


def _band(points: Sequence[Point], length: float) -> str:
    """One outline for each run of points whose two limits are known: above from left to right, below back."""
    outlines: list[str] = []
    above: list[str] = []
    below: list[str] = []
    ends = [*(point[0] for point in points[1:]), length][: len(points)]
    for (x, _y_at, low, high), end in zip(points, ends, strict=True):
        if low is None or high is None:
            outlines += _closed_path(above, below)
            above, below = [], []
            continue
        above.append(f"{_x(x, length)} {_y(high)}L{_x(end, length)} {_y(high)}")
        below.append(f"{_x(end, length)} {_y(low)}L{_x(x, length)} {_y(low)}")
    return "".join([*outlines, *_closed_path(above, below)])


def _closed_path(above: Sequence[str], below: Sequence[str]) -> list[str]:
    return ["M" + "L".join([*above, *reversed(below)]) + "Z"] if above else []


def _x(value: Number, length: float) -> str:
    return f"{float(value) / length * 1000:.4g}"


def _y(percent: Number) -> str:
    return f"{(100 - float(percent)) * 10:.4g}"
