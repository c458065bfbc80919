"""The people expected at a session: one figure, wherever it is shown."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given, settings

from etabli.foundation.people.viewer import Viewer
from etabli.programme.planning.actions.season import open_season, record_plan, request_plan
from etabli.programme.planning.engine.demand import Estimate, Evidence, Offer, Territory, calibrated, estimate
from etabli.programme.planning.engine.season import (
    Season as EngineSeason,
    Session as Asked,
    in_turn,
    value_of,
)
from etabli.programme.planning.queries import expected_attendance
from etabli.programme.planning.queries.expected_attendance import expected_people
from etabli.programme.planning.queries.season_inputs import gather_inputs
from etabli.programme.planning.queries.season_plans import plan_summary
from etabli.programme.planning.season.settings import Period, Settings
from tests import factories
from tests.programme.planning.season.test_by_hand import chosen
from tests.programme.trip import AT, Trip

TODAY = AT.date()


@pytest.fixture
def trip(db: None) -> Trip:
    return Trip()


def believe(monkeypatch: pytest.MonkeyPatch, trip: Trip, people: float) -> None:
    """So many would come to each theme from each territory."""
    said = {(theme.pk, zone.epci_id): people for theme in trip.themes for zone in (trip.pauillac, trip.blaye)}
    monkeypatch.setattr(
        expected_attendance,
        "estimated_demand",
        lambda *_a, **_k: {pair: Estimate(number, 0, round(2 * number)) for pair, number in said.items()},
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(chosen())
def test_in_turn_adds_up_to_what_the_sessions_bring_together(
    given: tuple[EngineSeason, list[Asked]],
) -> None:
    season = replace(given[0], pins=(), zones=tuple(replace(zone, weight=1.0) for zone in given[0].zones))
    added = in_turn(season, given[1])
    assert sum(added.values()) == pytest.approx(sum(value_of(season, given[1]).expected.values()), abs=1e-6)
    for many in range(len(given[1])):  # what stands is not changed by what comes later
        assert in_turn(season, given[1][:many]) == pytest.approx(dict(list(added.items())[:many]))


def test_whoever_comes_to_the_first_session_comes_to_no_later_one(
    trip: Trip, monkeypatch: pytest.MonkeyPatch
) -> None:
    believe(monkeypatch, trip, 15.0)
    first, second = trip.session(days=10), trip.session(days=20)
    other = trip.session(days=30, theme=trip.themes[1])
    people = expected_people(trip.adviser, today=TODAY)
    assert people[first.pk] == 12  # its places
    assert 3 <= people[second.pk] < 12
    assert people[other.pk] == 12


def test_never_fewer_than_those_who_have_a_place(trip: Trip, monkeypatch: pytest.MonkeyPatch) -> None:
    believe(monkeypatch, trip, 0.0)
    session = trip.session()
    for _rank in range(3):
        trip.sign_up(session, trip.person())
    assert expected_people(trip.adviser, today=TODAY) == {session.pk: 3}
    assert expected_people(trip.next_door, today=TODAY) == {}
    assert expected_people(Viewer.nobody(), today=TODAY) == {}


def test_fewer_come_in_what_the_season_says_of_its_days(trip: Trip, monkeypatch: pytest.MonkeyPatch) -> None:
    believe(monkeypatch, trip, 8.0)
    session = trip.session(days=10)
    usual = expected_people(trip.adviser, today=TODAY)[session.pk]
    first, last = TODAY + timedelta(days=5), TODAY + timedelta(days=60)
    said = Settings(
        periods=(Period("Fête", first, last, 0.5),),
        people={f"visible/{trip.pauillac.epci_id}": 8.0},
    )
    open_season(
        chamber=trip.chamber, name="Hiver", starts_on=first, ends_on=last, settings=said,
        by=trip.adviser, at=AT,
    )  # fmt: skip
    assert expected_people(trip.adviser, today=TODAY)[session.pk] == pytest.approx(usual / 2)


def test_the_plan_and_the_forecast_say_the_same_of_a_session(
    trip: Trip, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when more is known since the plan was worked out, and somebody has taken a place."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    session = trip.session(days=10)
    season = open_season(
        chamber=trip.chamber, name="Hiver", starts_on=TODAY, ends_on=TODAY + timedelta(days=60),
        settings=Settings(people={f"visible/{trip.pauillac.epci_id}": 7.5}), by=trip.adviser, at=AT,
    )  # fmt: skip
    inputs = gather_inputs(trip.adviser, season, today=TODAY)
    assert [planned.session for planned in inputs.standing] == [session.pk]
    asked = request_plan(
        season=season, inputs=inputs.as_season(), start=inputs.standing, by=trip.adviser, at=AT
    )
    proposal = record_plan(
        proposal=asked,
        sessions=inputs.standing,
        objective=5.0,
        objective_bound=9.0,
        by=Viewer.system(trip.chamber.pk),
        at=AT,
    )
    for _rank in range(9):
        trip.sign_up(session, trip.person())
    staff = factories.become(client, membership=trip.post)
    (row,) = plan_summary(trip.adviser, proposal, today=TODAY).sessions
    assert row.expected_text == "9 personnes"
    assert row.expected_text in staff.get(f"/saison/plans/{proposal.pk}/").text
    assert row.expected_text in staff.get(f"/saison/plans/{proposal.pk}/seances/{row.planned.key}/").text
    assert 'data-label="Personnes attendues">9</td>' in staff.get("/prevision/").text


def held(came: int, number: int) -> Offer:
    on = date(2026, 12, 1) - timedelta(days=60 * number)
    return Offer(number, "visible", "A", on, "Ville", 0, 1.0, {"FOOD": came}, {}, 12)


def evidence(*offers: Offer) -> Evidence:
    return Evidence(("visible", "social"), ("FOOD",), (Territory("A", {"FOOD": 900.0}),), offers=offers)


def test_the_demand_follows_those_who_came_and_the_theme_most() -> None:
    today = date(2027, 1, 11)
    nobody = evidence()
    assert calibrated(nobody, today=today) == estimate(nobody, today=today)
    many = evidence(*(held(11, rank) for rank in range(8)))
    few = evidence(*(held(0, rank) for rank in range(8)))
    before, after = (
        {theme: model(many, today=today).of(theme, "A").estimate.mean for theme in many.themes}
        for model in (estimate, calibrated)
    )
    factor = {theme: after[theme] / before[theme] for theme in before}
    assert factor["visible"] > factor["social"] > 1
    less = [model(few, today=today).of("visible", "A").estimate.mean for model in (estimate, calibrated)]
    assert less[1] < less[0] < before["visible"]
