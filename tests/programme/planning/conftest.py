"""A season of five weeks in two territories, with one adviser, two rooms and the people that the test says."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from etabli.foundation.people.models import Membership, Organisation
from etabli.foundation.people.viewer import Viewer
from etabli.programme.planning.actions.season import open_season, record_plan, request_plan
from etabli.programme.planning.engine.season import plan
from etabli.programme.planning.models import Proposal, Season
from etabli.programme.planning.queries.season_inputs import gather_inputs
from etabli.programme.planning.season.plans import engine_season, planned_session
from etabli.programme.planning.season.settings import Settings
from etabli.programme.workshops.models import Theme, Venue
from etabli.territory.places.models import Commune, Epci
from tests import factories

MONDAY = date(2027, 3, 1)
LAST = date(2027, 4, 2)
EAST, WEST = "200000001", "200000002"
PEOPLE = {f"visible/{EAST}": 9.0, f"visible/{WEST}": 6.0, f"social/{EAST}": 5.0}


@pytest.fixture
def rooms(chamber: Organisation, communes: dict[str, Commune]) -> list[Venue]:
    """One in Blaye, one in Pauillac, which is another territory and far by road."""
    west = Epci.objects.create(code=WEST, name="CC du Médoc")
    Commune.objects.filter(name="Pauillac").update(epci=west)
    return [
        Venue.objects.create(chamber=chamber, name="Salle", commune=communes[town], capacity=8)
        for town in ("Blaye", "Pauillac")
    ]


@pytest.fixture
def season(
    chamber: Organisation,
    adviser: Viewer,
    membership: Membership,
    rooms: list[Venue],
    delivered: None,
) -> Season:
    nobody = {f"{theme.pk}/{zone}": 0.0 for theme in Theme.objects.all() for zone in (EAST, WEST)}
    return open_season(
        chamber=chamber,
        name="Printemps",
        starts_on=MONDAY,
        ends_on=LAST,
        settings=Settings(people=nobody | PEOPLE, half_days=1.0, gap_days=10),
        by=adviser,
        at=factories.AT,
    )


@pytest.fixture
def found(season: Season, adviser: Viewer, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Proposal]:
    """A plan as the engine finds it at once, kept; for what people are said by hand to come for, no estimate beside."""
    monkeypatch.setattr(
        "etabli.programme.planning.queries.season_inputs.estimated_demand", lambda *_a, **_k: {}
    )

    def find(**given: Any) -> Proposal:
        inputs = gather_inputs(adviser, season, today=factories.AT.date()).as_season()
        asked = request_plan(season=season, inputs=inputs, by=adviser, at=factories.AT, **given)
        best = plan(engine_season(asked.inputs), seconds=2)
        return record_plan(
            proposal=asked,
            sessions=[planned_session(session.session) for session in best.sessions],
            objective=best.value,
            objective_bound=best.bound,
            by=Viewer.system(season.chamber_id),
            at=factories.AT,
        )

    return find
