"""Plots and maps as plain geometry: numbers in, frozen dataclasses out. The templates only write them down."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from re import findall

CLASSES = 5
LINE, GAP, BAR = (
    Decimal("1.25"),
    Decimal("0.9"),
    Decimal("0.85"),
)  # heights of a bar's text, space and body, in em
MAP_WIDTH = 1000

type Number = int | float | Decimal


@dataclass(frozen=True)
class Bar:
    """One bar under its text. Heights are in em and widths in percent: the drawing follows the reader's type size."""

    label: str
    lines: tuple[tuple[str, Decimal], ...]
    value: Number
    y: Decimal
    percent: float

    @property
    def baseline(self) -> Decimal:
        """Where the value is written: beside the last line of the text."""
        return self.lines[-1][1]


@dataclass(frozen=True)
class BarPlot:
    """Horizontal bars from zero, all on one scale."""

    bars: tuple[Bar, ...]
    height: Decimal
    bar_height: Decimal = BAR


@dataclass(frozen=True)
class Shape:
    """One area of a map, in its class: 0 has no figure, 1 is the lowest, 5 the highest."""

    name: str
    value: Number | None
    d: str
    url: str | None
    rank: int
    x: int
    y: int


@dataclass(frozen=True)
class Key:
    """One line of a map's legend: what a class holds, ends included."""

    rank: int
    low: Number | None
    high: Number | None


@dataclass(frozen=True)
class ShapeMap:
    """Areas in five classes, with the box that holds them."""

    shapes: tuple[Shape, ...]
    keys: tuple[Key, ...]
    view_box: str
    transform: str


def _lines(label: str, width: int = 30) -> tuple[str, ...]:
    """Break a name in at most two lines; what is left over ends with an ellipsis."""
    lines: list[str] = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1][: width - 1]}…"]
    return tuple(line if len(line) <= width else f"{line[: width - 1]}…" for line in lines)


def bars(series: Sequence[tuple[str, Number]]) -> BarPlot:
    """Lay out (label, value) pairs in the order given. Values are never negative."""
    if any(value < 0 for _label, value in series):
        raise ValueError("A bar starts at zero: it can't show a value below it.")
    top = max((float(value) for _label, value in series), default=0) or 1
    laid, y = [], Decimal(0)
    for label, value in series:
        lines = []
        for line in _lines(str(label)):
            y += LINE
            lines.append((line, y - Decimal("0.3")))
        percent = round(float(value) / top * 100, 1)
        laid.append(Bar(str(label), tuple(lines), value, y + Decimal("0.1"), percent))
        y += BAR + GAP
    return BarPlot(tuple(laid), y)


def _points(d: str) -> list[tuple[float, float]]:
    """The end points of an absolute path made of M, L, H, V, Z (relative ones are followed too)."""
    points: list[tuple[float, float]] = []
    x = y = 0.0
    for command, numbers in findall(r"([MLHVZmlhvz])([^MLHVZmlhvz]*)", d):
        values = [float(value) for value in findall(r"-?\d*\.?\d+(?:e-?\d+)?", numbers)]
        base = command.islower()
        if command in "HhVv":
            for value in values:
                x, y = (value + x * base, y) if command in "Hh" else (x, value + y * base)
                points.append((x, y))
            continue
        for across, down in zip(values[::2], values[1::2], strict=False):
            x, y = across + x * base, down + y * base
            points.append((x, y))
    return points


def _centre(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Where an area's number is written: its centroid, or the middle of its points when it has no surface."""
    surface = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], *points[:1]], strict=True):
        cross = x1 * y2 - x2 * y1
        surface, x, y = surface + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if abs(surface) < 1e-9:
        return (
            sum(point[0] for point in points) / len(points),
            sum(point[1] for point in points) / len(points),
        )
    return x / (3 * surface), y / (3 * surface)


def breaks(values: Sequence[Number], classes: int = CLASSES) -> list[Number]:
    """The highest value of each class: as many areas in each as equal values allow (quantiles)."""
    ordered = sorted(values)
    if not ordered:
        return []
    ends = [ordered[max(0, round(len(ordered) * step / classes) - 1)] for step in range(1, classes + 1)]
    return sorted(set(ends))


def shape_map(shapes: Sequence[tuple[str, Number | None, str, str | None]]) -> ShapeMap:
    """Lay out (name, value, path d, url) areas. `None` as value: no figure, drawn empty."""
    ends = breaks([value for _name, value, _d, _url in shapes if value is not None])
    spread = {end: _rank(index, len(ends)) for index, end in enumerate(ends)}
    outlines = [_points(d) for _name, _value, d, _url in shapes]
    every = [point for outline in outlines for point in outline] or [(0.0, 0.0), (1.0, 1.0)]
    left, top = min(x for x, _y in every), min(y for _x, y in every)
    scale = MAP_WIDTH / ((max(x for x, _y in every) - left) or 1)
    height = (max(y for _x, y in every) - top) * scale
    laid = []
    for (name, value, d, url), outline in zip(shapes, outlines, strict=True):
        rank = 0 if value is None else next(spread[end] for end in ends if value <= end)
        x, y = _centre(outline) if outline else (left, top)
        place = round((x - left) * scale), round((y - top) * scale)
        laid.append(Shape(str(name), value, d, url, rank, *place))
    box = f"-6 -6 {MAP_WIDTH + 12} {height + 12:.0f}"
    move = f"scale({scale:.6g}) translate({-left:.6g} {-top:.6g})"
    return ShapeMap(tuple(laid), _keys(laid), box, move)


def _rank(index: int, count: int) -> int:
    """Spread fewer classes than five over the whole scale, so that the highest is always the darkest."""
    return CLASSES if count == 1 else 1 + round(index * (CLASSES - 1) / (count - 1))


def _keys(shapes: Sequence[Shape]) -> tuple[Key, ...]:
    keys = []
    for rank in sorted({shape.rank for shape in shapes}):
        values = [shape.value for shape in shapes if shape.rank == rank and shape.value is not None]
        keys.append(Key(rank, min(values, default=None), max(values, default=None)))
    return tuple(keys)
