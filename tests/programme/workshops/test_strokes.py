"""A signature's strokes: what is drawn comes back point by point; nothing else is ever kept."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, strategies as st

from etabli.programme.workshops.engine.strokes import (
    HEIGHT,
    MAX_POINTS,
    MIN_INK,
    WIDTH,
    NotASignature,
    Strokes,
    ink,
    path_of,
    read_strokes,
    svg_of,
)

POINT = st.tuples(st.integers(0, WIDTH), st.integers(0, HEIGHT))
DRAWN = st.lists(st.lists(POINT, min_size=1, max_size=12), min_size=1, max_size=6)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=12,
)
WAVE = [[[x, 100 + (x % 40)] for x in range(20, 400, 10)]]


def drawn_by(path: str) -> Strokes:
    """The points of a path, read as a browser reads it."""
    return [
        [(int(x), int(y)) for x, y in re.findall(r"(\d+) (\d+)", stroke)] for stroke in path.split("M")[1:]
    ]


@given(DRAWN)
def test_what_is_drawn_comes_back_point_by_point(strokes: Strokes) -> None:
    try:
        kept = read_strokes(json.dumps(strokes))
    except NotASignature:
        assert ink(strokes) < MIN_INK
        return
    assert ink(kept) == pytest.approx(ink(strokes))
    assert read_strokes(json.dumps(kept)) == kept
    assert drawn_by(path_of(kept)) == kept
    assert drawn_by(path_of(strokes)) == strokes


@given(JSON)
def test_whatever_else_is_sent_is_refused_by_name(value: Any) -> None:
    try:
        kept = read_strokes(json.dumps(value))
    except NotASignature:
        return
    assert ink(kept) >= MIN_INK
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for stroke in kept for x, y in stroke)


@given(st.text(max_size=200))
def test_a_text_that_is_no_drawing_is_refused(text: str) -> None:
    with pytest.raises(NotASignature):
        read_strokes(text)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ([], "too_little"),
        ([[[5, 5]]], "too_little"),
        ([[[0, 0], [WIDTH + 1, 0]]], "outside"),
        ([[[0, -1], [90, 0]]], "outside"),
        ([[[True, 0], [90, 0]]], "unreadable"),
        ([[[0.5, 0], [90, 0]]], "unreadable"),
        ([[[0, 0, 0], [90, 0, 0]]], "unreadable"),
        ({"0": [[0, 0], [90, 0]]}, "unreadable"),
        ([[[n % 500, 0] for n in range(MAX_POINTS + 1)]], "too_much"),
        ([[[0, 0], [90, 0]]] * 81, "too_much"),
    ],
)
def test_the_reason_is_named(given: Any, why: str) -> None:
    with pytest.raises(NotASignature) as refusal:
        read_strokes(json.dumps(given))
    assert refusal.value.why == why


@pytest.mark.parametrize(("text", "why"), [("[" * 30_000, "unreadable"), ("[" * 70_000, "too_much")])
def test_a_text_made_to_exhaust_us_is_refused(text: str, why: str) -> None:
    with pytest.raises(NotASignature) as refusal:
        read_strokes(text)
    assert refusal.value.why == why


def test_a_dot_is_drawn() -> None:
    kept = read_strokes(json.dumps([*WAVE, [[300, 20]]]))
    assert path_of(kept).endswith("M300 20h0")
    assert svg_of(kept).startswith("<svg xmlns=")
