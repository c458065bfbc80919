"""Sessions that somebody chose: what they bring, what they break, which pins clash."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from bench.plan import referee
from bench.seasons import SMALL, season as invented
from etabli.programme.planning.engine.season import (
    Season,
    Session,
    broken_rules,
    clashing_pins,
    plan,
    read_season,
    value_of,
    worth_of_more,
)
from etabli.site.testing import collected
from tests.programme.planning.season import checker
from tests.programme.planning.season.test_plan import seasons

SEASONS = collected.holding("season")


@st.composite
def chosen(draw: st.DrawFn) -> tuple[Season, list[Session]]:
    season = draw(seasons())
    if not season.slots or not season.advisers:
        return season, []
    slot = st.sampled_from(sorted(season.slots))
    one = st.builds(
        lambda theme, venue, adviser, at: Session(theme.id, venue.id, adviser.id, *at),
        st.sampled_from(season.themes),
        st.sampled_from(season.venues),
        st.sampled_from(season.advisers),
        slot,
    )
    return season, draw(st.lists(one, max_size=5, unique=True))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(chosen())
def test_what_sessions_bring_and_break_is_what_the_checker_says(given: tuple[Season, list[Session]]) -> None:
    season, sessions = replace(given[0], pins=()), given[1]
    served = value_of(season, sessions)
    assert served.value == pytest.approx(checker.value(season, sessions), abs=1e-6)
    assert list(served.uncovered) == checker.uncovered(season, sessions)
    assert bool(broken_rules(season, sessions)) == bool(checker.faults(season, sessions))
    clash = clashing_pins(replace(season, pins=tuple(sessions)))
    assert (clash is None) == (not checker.faults(season, sessions))
    if clash is not None:
        assert checker.faults(season, clash.sessions)
        for session in clash.sessions:
            assert not checker.faults(season, [other for other in clash.sessions if other != session])


def test_a_session_on_a_half_day_that_is_not_listed_serves_nobody() -> None:
    season = invented(SMALL, 0)
    first = Session("theme-0", "venue-0", "adviser-0", date(2029, 1, 1), "am")
    assert value_of(season, [first]).expected == {first: 0}
    assert {rule.rule for rule in broken_rules(season, [first])} >= {"listed", "available"}


def test_one_more_half_day_brings_something_where_people_are_left() -> None:
    season = invented(SMALL, 0)
    more = worth_of_more(season, plan(season, seconds=0.2))
    assert set(more.advisers) == {"adviser-0"}
    assert more.advisers["adviser-0"] == max(more.venues.values()) > 0


def test_a_plan_at_hand_is_kept_where_the_rules_allow() -> None:
    season = invented(SMALL, 0)
    before = [session.session for session in plan(season, seconds=0.5).sessions]
    pinned = replace(season, pins=(before[0],), bans=({"venue": before[1].venue},))
    after = plan(pinned, seconds=0, start=before)
    assert before[0] in [session.session for session in after.sessions]
    assert before[1] not in [session.session for session in after.sessions]
    kept = [one for one in before if one.venue != before[1].venue]
    assert set(kept) <= {session.session for session in after.sessions}
    assert checker.wrong(pinned, after) == []


def test_the_search_ends_when_told_to() -> None:
    season = invented(SMALL, 0)
    found = plan(season, seconds=3600, stop=lambda: True)
    assert checker.wrong(season, found) == []


@pytest.mark.skipif(not SEASONS, reason="ETABLI_CORPUS holds no development seasons to plan")
@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("tiny", 2),
        ("edge-no-availability", 2),
        pytest.param("small", 15, marks=pytest.mark.deep),
        pytest.param("gironde", 15, marks=pytest.mark.deep),
    ],
)
def test_the_independent_referee_agrees(name: str, seconds: float) -> None:
    assert SEASONS
    file = SEASONS / f"{name}.json"
    verdict = referee(file, plan(read_season(file.read_bytes()), seconds=seconds))
    if "No module named" in verdict:
        pytest.skip("the referee needs scipy")
    assert verdict == "OK"
