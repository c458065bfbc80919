"""Plans of small seasons against a checker that shares nothing with the solver, and against trying everything."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from bench.seasons import DEPARTMENT, season as invented
from etabli.programme.planning.engine.season import (
    Adviser,
    PinsClash,
    Progress,
    Season,
    Session,
    Support,
    Theme,
    Venue,
    Zone,
    plan,
)
from tests.programme.planning.season import checker

MONDAY = date(2026, 12, 28)  # its ISO week runs over the new year
SLOTS = tuple((MONDAY + timedelta(days=days), half) for days, half in product((0, 1, 4, 8, 11), ("am", "pm")))


@st.composite
def seasons(draw: st.DrawFn) -> Season:
    """A handful of half-days, two of everything; figures that are round, so that ties and limits are met exactly."""
    slots = draw(st.lists(st.sampled_from(SLOTS), max_size=4, unique=True))
    some = st.sampled_from(slots or [(MONDAY, "am")])  # without slots, what nobody lists
    zones = tuple(
        Zone(f"z{at}", draw(st.sampled_from((0.0, 1.0, 1.5))), draw(st.booleans()))
        for at in range(draw(st.integers(1, 3)))
    )
    venues = tuple(
        Venue(
            f"v{at}",
            draw(st.sampled_from(zones)).id,
            draw(st.sampled_from((0, 4, 10))),
            draw(st.frozensets(some, max_size=1)),
        )
        for at in range(draw(st.integers(1, 2)))
    )
    themes = tuple(
        Theme(f"t{at}", draw(st.sampled_from((0, 1, 4, 30)))) for at in range(draw(st.integers(1, 2)))
    )
    advisers = tuple(
        Adviser(
            f"a{at}",
            draw(st.frozensets(st.sampled_from([theme.id for theme in themes]))),
            draw(st.frozensets(some)),
            draw(st.integers(0, 2)),
            draw(st.none() | st.frozensets(st.sampled_from([venue.id for venue in venues]))),
        )
        for at in range(draw(st.integers(0, 2)))
    )
    part = st.sampled_from((0.0, 0.3, 0.5, 1.0))
    made = Season(
        advisers,
        venues,
        themes,
        zones,
        demand={
            (t.id, z.id): draw(st.sampled_from((0.0, 3.0, 8.0, 12.0))) for t, z in product(themes, zones)
        },
        share={(z.id, v.id): draw(part) for z, v in product(zones, venues)},
        slots={slot: draw(st.sampled_from((0.0, 0.5, 0.8, 1.0))) for slot in slots},
        support=Support(
            draw(st.sampled_from((0.0, 0.8, 1.0))),
            draw(st.sampled_from((3, 7))),
            draw(st.sampled_from((0.9, 1.0))),
        ),
        uncovered_penalty=draw(st.sampled_from((0.0, 5.0))),
        bans=tuple(
            draw(st.lists(st.sampled_from(({"venue": "v0", "half": "pm"}, {"theme": "t1"})), max_size=1))
        ),
    )
    return replace(
        made, pins=tuple(_pin(draw, made, some) for _ in range(draw(st.integers(0, 1)) if slots else 0))
    )


def _pin(draw: st.DrawFn, made: Season, some: st.SearchStrategy) -> Session:
    adviser = draw(st.sampled_from(made.advisers)).id if made.advisers else "a0"
    return Session(
        draw(st.sampled_from(made.themes)).id, draw(st.sampled_from(made.venues)).id, adviser, *draw(some)
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(seasons())
def test_no_plan_of_a_tiny_season_is_better(season: Season) -> None:
    if not season.advisers:
        season = replace(season, pins=())
    if season.pins and checker.faults(season, season.pins):
        with pytest.raises(PinsClash):
            plan(season, seconds=5)
        return
    found = plan(season, seconds=5)
    assert checker.wrong(season, found) == []
    best = checker.best_value(season)
    assert found.value == pytest.approx(best, abs=1e-4)
    assert found.gap < 1e-4
    bringing = [session for session in found.sessions if session.session not in season.pins]
    assert all(one.reason.worth > 0 for one in bringing)


def test_a_department_is_planned_by_columns_and_prices() -> None:
    season = invented(DEPARTMENT, 1)
    told: list[Progress] = []
    found = plan(season, seconds=2.5, tell=told.append)
    assert checker.wrong(season, found) == []
    assert [one.value for one in told] == sorted(one.value for one in told)
    assert [one.bound for one in told] == sorted((one.bound for one in told), reverse=True)
    assert found.value > told[0].value - 1e-9
