from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings, strategies as st

from etabli.territory.places import source
from etabli.territory.places.engine import Shapes, TownPoint, draw_shapes

XY = tuple[int, int]


@pytest.fixture(scope="module")
def gironde() -> Shapes:
    points = [TownPoint(row.code, row.epci, row.lat, row.lon) for row in source.communes()]
    return draw_shapes(points, water=source.boundary_points())


def rings(d: str) -> list[list[XY]]:
    """The corners of each ring of a path written M x y l dx dy … z."""
    out = []
    for part in d.split("z")[:-1]:
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        x, y = numbers[:2]
        ring = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        out.append(ring)
    return out


def area(ring: list[XY]) -> float:
    turned = [*ring[1:], ring[0]]
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, turned, strict=True)) / 2


def inside(ring: list[XY], spot: tuple[float, float]) -> bool:
    x, y = spot
    turned = [*ring[1:], ring[0]]
    crossings = 0
    for (ax, ay), (bx, by) in zip(ring, turned, strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            crossings += 1
    return crossings % 2 == 1


def test_every_commune_and_every_epci_has_its_shape(gironde: Shapes) -> None:
    assert set(gironde.communes) == {row.code for row in source.communes()}
    assert set(gironde.groups) == {row.code for row in source.epcis()}
    assert all(
        d.startswith("M") and d.endswith("z") for d in [*gironde.communes.values(), *gironde.groups.values()]
    )


def test_a_group_covers_exactly_its_communes(gironde: Shapes) -> None:
    """Outlines are found by dropping shared edges: no hole, no overlap, up to the rounding of corners."""
    members: dict[str, float] = {}
    for row in source.communes():
        members[row.epci] = members.get(row.epci, 0) + sum(map(area, rings(gironde.communes[row.code])))
    for code, d in gironde.groups.items():
        assert sum(map(area, rings(d))) == pytest.approx(members[code], abs=1)


def test_most_towns_stand_inside_their_own_epci(gironde: Shapes) -> None:
    for row in source.communes():
        assert any(inside(ring, gironde.centres[row.code]) for ring in rings(gironde.groups[row.epci])), (
            row.name
        )


def test_the_estuary_lies_between_pauillac_and_blaye(gironde: Shapes) -> None:
    (ax, ay), (bx, by) = gironde.centres["33314"], gironde.centres["33058"]
    middle = ((ax + bx) / 2 + 0.1, (ay + by) / 2 + 0.1)
    assert not any(inside(ring, middle) for d in gironde.groups.values() for ring in rings(d))


def test_the_map_of_the_epcis_stays_light(gironde: Shapes) -> None:
    assert sum(map(len, gironde.groups.values())) < 6_000


@settings(max_examples=40, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=12))
def test_cells_share_the_ground_without_overlap(spots: set[tuple[int, int]]) -> None:
    points = [
        TownPoint(f"{i}", f"{i % 3}", 44.5 + a / 100, -0.5 + b / 100)
        for i, (a, b) in enumerate(sorted(spots))
    ]
    drawn = draw_shapes(points, limit_km=10, units_per_km=100)
    for point in points:
        (ring,) = rings(drawn.communes[point.code])
        assert area(ring) > 0
        assert inside(ring, (drawn.centres[point.code][0] + 0.1, drawn.centres[point.code][1] + 0.1))
    cells = sum(area(ring) for d in drawn.communes.values() for ring in rings(d))
    groups = sum(area(ring) for d in drawn.groups.values() for ring in rings(d))
    assert math.isclose(cells, groups, rel_tol=1e-3)


def test_no_point_and_two_at_the_same_place_are_no_accident() -> None:
    assert draw_shapes([]).communes == {}
    twice = draw_shapes([TownPoint("a", "g", 44.5, -0.5), TownPoint("b", "g", 44.5, -0.5)])
    assert twice.communes["a"]
    assert not twice.communes["b"]
