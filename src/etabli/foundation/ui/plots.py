"""Plots and maps as plain geometry: numbers in, frozen dataclasses out. The templates only write them down."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from re import findall

CLASS_COUNT = 5
LINE_EM, GAP_EM, BAR_EM = (
    Decimal("1.25"),
    Decimal("0.9"),
    Decimal("0.85"),
)  # heights of a bar's text, space and body, in em
MAP_WIDTH = 1000
LINE_HEIGHT = 11  # em, of a line plot
MAX_MARKED_POINTS = 40  # up to so many points, each is marked by a dot
MAX_UNDENSE_AREAS = 30  # beyond so many areas, their numbers are written smaller
MAX_HEIGHT = 1500  # units: beyond this height, a map is drawn less wide than its column
SPOT_DISTANCE = 44  # units between the middles of two places that are at the same spot

type Number = int | float | Decimal


@dataclass(frozen=True)
class Scale:
    """From values to percents of a length; it always holds zero."""

    low: float
    high: float

    def at(self, value: Number) -> float:
        return round((float(value) - self.low) / (self.high - self.low) * 100, 2)


def scale_of(values: Iterable[Number | None]) -> Scale:
    """The scale that holds these values, those that are missing left out."""
    known_values = [float(value) for value in values if value is not None]
    low, high = min(known_values, default=0.0), max(known_values, default=0.0)
    return Scale(min(low, 0.0), max(high, 0.0) if low < 0 or high > 0 else 1.0)


@dataclass(frozen=True)
class Bar:
    """One bar under its text, from zero; a missing value has none. Heights are in em, the rest in percent: the drawing
    follows the reader's type size."""

    label: str
    lines: tuple[tuple[str, Decimal], ...]
    value: Number | None
    y: Decimal
    x: float
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
    highest: Bar | None
    bar_height: Decimal = BAR_EM


@dataclass(frozen=True)
class Pair:
    """One row of a dot plot: two values of one thing, each in percent of the width, or None when it is missing."""

    label: str
    lines: tuple[tuple[str, Decimal], ...]
    first: Number | None
    second: Number | None
    y: Decimal
    first_x: float | None
    second_x: float | None

    @property
    def baseline(self) -> Decimal:
        return self.lines[-1][1]


@dataclass(frozen=True)
class DotPlot:
    """Rows of two dots, all on one scale."""

    pairs: tuple[Pair, ...]
    height: Decimal


@dataclass(frozen=True)
class Point:
    """One point of a line: in percent of the width, and in em from the top. None: no value there."""

    label: str
    value: Number | None
    x: float
    y: float | None


@dataclass(frozen=True)
class LinePlot:
    """A line broken where a value is missing. `d` is its path in a box of 1000 by 1000 that is stretched over the
    drawing; `dots` are the points to mark; `marks` are the values to write at their height, in em."""

    points: tuple[Point, ...]
    d: str
    dots: tuple[Point, ...]
    marks: tuple[tuple[Number, float], ...]
    first: str
    last: str
    lowest: Point | None
    highest: Point | None
    latest: Point | None


@dataclass(frozen=True)
class Shape:
    """One area of a map, in its class: 0 has no figure, 1 is the lowest, 5 the highest. `count`: what its figure, a
    rate, was made of."""

    name: str
    value: Number | None
    d: str
    url: str | None
    rank: int
    x: int
    y: int
    count: Number | None = None


@dataclass(frozen=True)
class Key:
    """One line of a map's legend: what a class holds, ends included."""

    rank: int
    low: Number | None
    high: Number | None


@dataclass(frozen=True)
class Spot:
    """A numbered place on a map, above its areas."""

    number: int
    name: str
    detail: str
    url: str | None
    x: int
    y: int


@dataclass(frozen=True)
class ShapeMap:
    """Areas in five classes, with the box that holds them, and the places on it.

    `is_dense`: many small areas; `is_tall`: drawn smaller than others, for its height. What is written on it follows.
    """

    shapes: tuple[Shape, ...]
    keys: tuple[Key, ...]
    spots: tuple[Spot, ...]
    view_box: str
    transform: str

    @property
    def has_figures(self) -> bool:
        return any(shape.rank for shape in self.shapes)

    @property
    def height(self) -> float:
        return float(self.view_box.rpartition(" ")[2])

    @property
    def is_tall(self) -> bool:
        return self.height > MAX_HEIGHT

    @property
    def is_dense(self) -> bool:
        return len(self.shapes) > MAX_UNDENSE_AREAS


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


def _rows(labels: Iterable[str]) -> Iterator[tuple[tuple[tuple[str, Decimal], ...], Decimal]]:
    """For each label: its lines with their baselines, and the top of what is drawn under them; in em."""
    y = Decimal(0)
    for label in labels:
        lines = []
        for line in _lines(label):
            y += LINE_EM
            lines.append((line, y - Decimal("0.3")))
        yield tuple(lines), y + Decimal("0.1")
        y += BAR_EM + GAP_EM


def _height(tops: Sequence[Decimal]) -> Decimal:
    return tops[-1] + BAR_EM + GAP_EM if tops else Decimal(0)


def bars(series: Sequence[tuple[str, Number | None]]) -> BarPlot:
    """Lay out (label, value or None) pairs in the order given; what is below zero goes to the left of it."""
    scale = scale_of(value for _label, value in series)
    laid_out = []
    rows = _rows(str(label) for label, _value in series)
    for (label, value), (lines, top) in zip(series, rows, strict=True):
        ends = sorted((scale.at(0), scale.at(value or 0)))
        laid_out.append(Bar(str(label), lines, value, top, ends[0], round(ends[1] - ends[0], 2)))
    highest = max((bar for bar in laid_out if bar.value is not None), key=_value_of, default=None)
    return BarPlot(tuple(laid_out), _height([bar.y for bar in laid_out]), highest)


def dots(rows: Sequence[tuple[str, Number | None, Number | None]]) -> DotPlot:
    """Lay out (label, first, second) rows in the order given; a missing value has no dot."""
    scale = scale_of(value for _label, *values in rows for value in values)
    laid_out = []
    for (label, first, second), (lines, top) in zip(rows, _rows(str(row[0]) for row in rows), strict=True):
        across = [None if value is None else 2 + scale.at(value) * 0.96 for value in (first, second)]
        laid_out.append(Pair(str(label), lines, first, second, top + BAR_EM / 2, *across))
    return DotPlot(tuple(laid_out), _height([pair.y - BAR_EM / 2 for pair in laid_out]))


def line(series: Sequence[tuple[str, Number | None]]) -> LinePlot:
    """Lay out (label, value or None) pairs, evenly from left to right."""
    scale = scale_of(value for _label, value in series)
    step = 100 / max(1, len(series) - 1)
    points = tuple(
        Point(
            str(label),
            value,
            round(place * step if len(series) > 1 else 50, 2),
            None if value is None else round((100 - scale.at(value)) / 100 * LINE_HEIGHT, 3),
        )
        for place, (label, value) in enumerate(series)
    )
    known_points = [point for point in points if point.value is not None]
    has_value = [False, *(point.y is not None for point in points), False]
    alone = [
        point
        for place, point in enumerate(points)
        if point.y is not None and not has_value[place] and not has_value[place + 2]
    ]
    marked = tuple(known_points if len(known_points) <= MAX_MARKED_POINTS else alone)
    marked_values = sorted({scale.low, 0.0, scale.high} if known_points else set())
    marks = tuple((value, round((100 - scale.at(value)) / 100 * LINE_HEIGHT, 3)) for value in marked_values)
    ends = [_lines(point.label, 16)[0] for point in (points[:1] + points[-1:])] or ["", ""]
    lowest, highest = (
        min(known_points, key=_value_of, default=None),
        max(known_points, key=_value_of, default=None),
    )
    latest = known_points[-1] if known_points else None
    return LinePlot(points, _path(points), marked, marks, ends[0], ends[-1], lowest, highest, latest)


def _value_of(drawn: Bar | Point) -> float:
    return float(drawn.value or 0)


def _path(points: Sequence[Point]) -> str:
    written, pen = [], "M"
    for point in points:
        if point.y is None:
            pen = "M"
            continue
        written.append(f"{pen}{point.x * 10:.4g} {point.y / LINE_HEIGHT * 1000:.4g}")
        pen = "L"
    return "".join(written)


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


def breaks(values: Sequence[Number], classes: int = CLASS_COUNT) -> list[Number]:
    """The highest value of each class: as many areas in each as equal values allow (quantiles)."""
    ordered = sorted(values)
    if not ordered:
        return []
    ends = [ordered[max(0, round(len(ordered) * step / classes) - 1)] for step in range(1, classes + 1)]
    return sorted(set(ends))


def shape_map(
    shapes: Sequence[tuple[str, Number | None, str, str | None]],
    points: Sequence[tuple[str, float, float, str | None, object]] = (),
    counts: Mapping[str, Number] | None = None,
) -> ShapeMap:
    """Lay out (name, value, path d, url) areas. `None` as value: no figure, drawn empty. `counts`: by name, the count
    that is written beside a rate.

    `points`: (name, x, y, url, detail) in the units of the paths, numbered in their order.
    """
    ends = breaks([value for _name, value, _d, _url in shapes if value is not None])
    spread = {end: _rank(index, len(ends)) for index, end in enumerate(ends)}
    outlines = [_points(d) for _name, _value, d, _url in shapes]
    frame = _frame([point for outline in outlines for point in outline] or [(0.0, 0.0), (1.0, 1.0)])
    laid_out = []
    for (name, value, d, url), outline in zip(shapes, outlines, strict=True):
        rank = 0 if value is None else next(spread[end] for end in ends if value <= end)
        place = frame.place(*(_centre(outline) if outline else (frame.left, frame.top)))
        laid_out.append(Shape(str(name), value, d, url, rank, *place, (counts or {}).get(str(name))))
    spots = tuple(_spots(points, frame))
    return ShapeMap(tuple(laid_out), _keys(laid_out), spots, frame.view_box, frame.transform)


@dataclass(frozen=True)
class _Frame:
    """From the units of the paths to those of the drawing, whose width is MAP_WIDTH."""

    left: float
    top: float
    scale: float
    height: float

    def place(self, x: float, y: float) -> tuple[int, int]:
        return round((x - self.left) * self.scale), round((y - self.top) * self.scale)

    @property
    def view_box(self) -> str:
        return f"-6 -6 {MAP_WIDTH + 12} {self.height + 12:.0f}"

    @property
    def transform(self) -> str:
        return f"scale({self.scale:.6g}) translate({-self.left:.6g} {-self.top:.6g})"


def _frame(points: Sequence[tuple[float, float]]) -> _Frame:
    left, top = min(x for x, _y in points), min(y for _x, y in points)
    scale = MAP_WIDTH / ((max(x for x, _y in points) - left) or 1)
    return _Frame(left, top, scale, (max(y for _x, y in points) - top) * scale)


def _spots(points: Iterable[tuple[str, float, float, str | None, object]], frame: _Frame) -> Iterator[Spot]:
    """Those of one spot stand side by side, so that each is seen."""
    spots_at: Counter[tuple[int, int]] = Counter()
    for number, (name, across, down, url, detail) in enumerate(points, 1):
        x, y = frame.place(across, down)
        yield Spot(number, str(name), str(detail), url, x + SPOT_DISTANCE * spots_at[x, y], y)
        spots_at[x, y] += 1


def _rank(index: int, count: int) -> int:
    """Spread fewer classes than five over the whole scale, so that the highest is always the darkest."""
    return CLASS_COUNT if count == 1 else 1 + round(index * (CLASS_COUNT - 1) / (count - 1))


def _keys(shapes: Sequence[Shape]) -> tuple[Key, ...]:
    keys = []
    for rank in sorted({shape.rank for shape in shapes}):
        values = [shape.value for shape in shapes if shape.rank == rank and shape.value is not None]
        keys.append(Key(rank, min(values, default=None), max(values, default=None)))
    return tuple(keys)
