"""Plots and maps as plain geometry: numbers in, frozen dataclasses out. The templates only write them down."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from re import findall

WIDTH = 640
LABEL, VALUE = 210, 70  # what the names and the values take of the width
ROW, BAR = 34, 18
CLASSES = 5

type Number = int | float | Decimal


@dataclass(frozen=True)
class Bar:
    """One bar: its text, its value, and where it stands in a drawing `WIDTH` wide."""

    label: str
    lines: tuple[str, ...]
    value: Number
    x: int
    y: int
    width: float
    height: int
    middle: int
    after: float


@dataclass(frozen=True)
class BarPlot:
    """Horizontal bars from zero, all on one scale."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    room: int


@dataclass(frozen=True)
class Shape:
    """One area of a map, in its class: 0 has no figure, 1 is the lowest, 5 the highest."""

    name: str
    value: Number | None
    d: str
    url: str | None
    rank: int
    x: float
    y: float


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
    text_size: float


def _lines(label: str, width: int = 24) -> tuple[str, ...]:
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
    room = WIDTH - LABEL - VALUE
    laid = []
    for index, (label, value) in enumerate(series):
        y = index * ROW + (ROW - BAR) // 2
        width = round(float(value) / top * room, 1)
        laid.append(
            Bar(
                str(label),
                _lines(str(label)),
                value,
                LABEL,
                y,
                width,
                BAR,
                index * ROW + ROW // 2,
                LABEL + width + 8,
            )
        )
    return BarPlot(tuple(laid), WIDTH, max(len(series), 1) * ROW, room)


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
    laid, every = [], []
    for name, value, d, url in shapes:
        points = _points(d)
        every += points
        rank = 0 if value is None else next(spread[end] for end in ends if value <= end)
        x, y = _centre(points) if points else (0.0, 0.0)
        laid.append(Shape(str(name), value, d, url, rank, round(x, 1), round(y, 1)))
    left, top = min((p[0] for p in every), default=0), min((p[1] for p in every), default=0)
    width = max((p[0] for p in every), default=1) - left
    height = max((p[1] for p in every), default=1) - top
    margin = max(width, height) * 0.01
    box = f"{left - margin:.1f} {top - margin:.1f} {width + 2 * margin:.1f} {height + 2 * margin:.1f}"
    return ShapeMap(tuple(laid), _keys(laid), box, round(max(width, height) * 0.026, 2))


def _rank(index: int, count: int) -> int:
    """Spread fewer classes than five over the whole scale, so that the highest is always the darkest."""
    return CLASSES if count == 1 else 1 + round(index * (CLASSES - 1) / (count - 1))


def _keys(shapes: Sequence[Shape]) -> tuple[Key, ...]:
    keys = []
    for rank in sorted({shape.rank for shape in shapes}):
        values = [shape.value for shape in shapes if shape.rank == rank and shape.value is not None]
        keys.append(Key(rank, min(values, default=None), max(values, default=None)))
    return tuple(keys)
