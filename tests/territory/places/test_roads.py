from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given, settings, strategies as st

from etabli.territory.places import source
from etabli.territory.places.engine import Roads, minutes, road_km

CODES = list("abcdefg")
EDGES = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(CODES), st.floats(0, 50, allow_nan=False)), max_size=18
)


def by_brute_force(edges: list[tuple[str, str, float]]) -> dict[tuple[str, str], float]:
    """Floyd and Warshall: another way to the same distances."""
    km = {(a, b): 0.0 if a == b else math.inf for a in CODES for b in CODES}
    for a, b, length in edges:
        km[a, b] = km[b, a] = min(km[a, b], length)
    for through, a, b in itertools.product(CODES, repeat=3):
        km[a, b] = min(km[a, b], km[a, through] + km[through, b])
    return km


@given(EDGES)
def test_distances_are_the_shortest(edges: list[tuple[str, str, float]]) -> None:
    expected = by_brute_force(edges)
    roads = Roads.build(edges, factor=1)
    for origin in CODES:
        found = road_km(roads, origin)
        for target in CODES:
            assert found.get(target, math.inf) == pytest.approx(expected[origin, target])


@given(st.floats(0, 500), st.floats(0, 500))
@settings(max_examples=50)
def test_farther_never_takes_less_time(near: float, far: float) -> None:
    assert minutes(min(near, far)) <= minutes(max(near, far))


def test_pauillac_and_blaye_face_each_other_across_the_estuary() -> None:
    """10.5 km as the crow flies, 88.6 km by the nearest bridge (before the factor)."""
    roads = Roads.build(source.roads(), factor=1)
    assert road_km(roads, "33314")["33058"] == pytest.approx(88.6, abs=0.1)
    with_factor = road_km(Roads.build(source.roads()), "33314")["33058"]
    assert with_factor == pytest.approx(88.6 * 1.15, abs=0.2)


def test_the_whole_departement_is_one_network() -> None:
    assert set(road_km(Roads.build(source.roads()), "33063")) == {row.code for row in source.communes()}


def test_where_there_is_no_road_one_is_still_at_home() -> None:
    assert road_km(Roads.build([]), "33063") == {"33063": 0}


def test_a_negative_road_is_refused() -> None:
    with pytest.raises(ValueError, match="a-b"):
        Roads.build([("a", "b", -1)])
    with pytest.raises(ValueError, match="a-b"):
        Roads.build([("a", "b", math.nan)])
