"""A signature drawn with a finger, a pen or a mouse: strokes of whole points in a fixed box, checked, drawn again."""

import json
from itertools import pairwise
from math import dist

WIDTH, HEIGHT = 600, 200  # the box, whatever the screen; the origin is its upper left corner
MAX_STROKES, MAX_POINTS = 80, 3000
MIN_INK = 60  # a tenth of the box: a finger that slipped is not a signature
MAX_TEXT_LENGTH = 60_000  # characters: more than MOST_POINTS ever need

type Strokes = list[list[tuple[int, int]]]


class NotASignature(ValueError):
    """What was drawn can't be kept; `why` is "unreadable", "outside", "too_much" or "too_little"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read_strokes(text: str) -> Strokes:
    """The strokes of a JSON text, `[[[x, y], …], …]`: a point that repeats the one before it is left out.

    Raises NotASignature, whatever the text holds.
    """
    if len(text) > MAX_TEXT_LENGTH:
        raise NotASignature("too_much")
    try:
        raw_strokes = json.loads(text)
    except (ValueError, RecursionError):
        raise NotASignature("unreadable") from None
    if not isinstance(raw_strokes, list) or not all(isinstance(stroke, list) for stroke in raw_strokes):
        raise NotASignature("unreadable")
    if len(raw_strokes) > MAX_STROKES or sum(map(len, raw_strokes)) > MAX_POINTS:
        raise NotASignature("too_much")
    strokes = [_stroke(stroke) for stroke in raw_strokes if stroke]
    if ink(strokes) < MIN_INK:
        raise NotASignature("too_little")
    return strokes


def ink(strokes: Strokes) -> float:
    """How long the line is, all strokes together, in units of the box."""
    return sum(dist(a, b) for stroke in strokes for a, b in pairwise(stroke))


def path_of(strokes: Strokes) -> str:
    """The `d` of an SVG path in the box WIDTH × HEIGHT; a stroke of one point is a dot."""
    return "".join(
        f"M{_points(stroke)}" if len(stroke) > 1 else f"M{_points(stroke)}h0" for stroke in strokes
    )


def svg_of(strokes: Strokes) -> str:
    """The signature as a picture of its own, for a document: dark, without a background."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><path d="{path_of(strokes)}" '
        'fill="none" stroke="#14243d" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def _stroke(points: list[object]) -> list[tuple[int, int]]:
    points_kept: list[tuple[int, int]] = []
    for point in map(_point, points):
        if not points_kept or points_kept[-1] != point:
            points_kept.append(point)
    return points_kept


def _point(value: object) -> tuple[int, int]:
    """Whole numbers only: True is one for Python, and none for us."""
    match value:
        case [int() as x, int() as y] if not isinstance(x, bool) and not isinstance(y, bool):
            if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
                return x, y
            raise NotASignature("outside")
    raise NotASignature("unreadable")


def _points(stroke: list[tuple[int, int]]) -> str:
    return "L".join(f"{x} {y}" for x, y in stroke)
