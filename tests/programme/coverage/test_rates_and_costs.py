"""Rates for 1,000 businesses on the map, beside their counts; what it costs to reach and to support somebody."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
import time_machine
from django.test import Client

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Role
from etabli.programme.coverage.actions import say_costs
from etabli.programme.coverage.map_layers import map_of_measure
from etabli.programme.coverage.queries.costs import cost_per_person, costs_of
from etabli.programme.coverage.queries.territories import Row
from tests import factories as make
from tests.programme.trip import AT, Trip

pytestmark = pytest.mark.django_db


@pytest.fixture
def trip() -> Iterator[Trip]:
    with time_machine.travel(AT, tick=False):
        yield Trip()


@pytest.mark.parametrize(
    ("came", "businesses", "rate"), [(8, 640, 12), (3, 900, 3.3), (0, 640, 0), (None, 10, None)]
)
def test_a_rate_is_for_a_thousand_businesses(came: int | None, businesses: int, rate: float | None) -> None:
    row = Row("1", "Médoc", {"attended": came, "businesses": businesses})
    said = map_of_measure([row], "attended")
    assert said["values"] == {"1": rate}
    assert said["counts_on_map"] == {"Médoc": came}


def test_the_businesses_themselves_have_no_rate() -> None:
    said = map_of_measure([Row("1", "Médoc", {"businesses": 640})], "businesses")
    assert said["values"] == {"1": 640}
    assert not said["counted"]


def test_without_a_register_the_counts_stand_alone() -> None:
    rows = [
        Row("1", "Médoc", {"attended": 8, "businesses": 0}),
        Row("2", "Blaye", {"attended": 0, "businesses": 0}),
    ]
    assert map_of_measure(rows, "attended")["values"] == {"1": 8, "2": 0}
    rows.append(Row("3", "Libourne", {"attended": 1, "businesses": 100}))
    assert map_of_measure(rows, "attended")["values"] == {"1": None, "2": None, "3": 10}


@pytest.mark.parametrize(
    "page",
    ["/couverture/?mesure=attended&saison=2027-1", "/couverture/200069995/?mesure=attended&saison=2027-1"],
)
def test_both_stand_on_the_map_and_in_its_table(trip: Trip, client: Client, page: str) -> None:
    trip.businesses(trip.pauillac, 50)
    trip.sign_up(trip.session(), trip.person(), present=True)
    make.become(client, membership=trip.post)
    shown = unescape(client.get(page).content.decode())
    shown = shown[shown.index('<svg class="map') :]
    drawn = shown[: shown.index("</details>")]
    assert re.search(r">20<tspan[^>]*>\(1\)</tspan>", drawn), "on the map"
    assert re.search(r'<td class="num">20</td><td class="num">1</td>', drawn), "in the table"
    assert "pour 1\u00a0000 entreprises" in drawn.replace(" 000", "\u00a0000")


def say(trip: Trip, session: int = 40_000, half_day: int = 15_000) -> None:
    say_costs(chamber=trip.chamber, session_cents=session, half_day_cents=half_day, by=trip.manager, at=AT)


def test_the_cost_of_each_person_reached_and_supported(trip: Trip) -> None:
    say(trip)
    with time_machine.travel(AT.replace(month=2), tick=False):
        session = trip.session()
        for _number in range(2):
            trip.sign_up(session, trip.person(), present=True)
        trip.sign_up(session, trip.person(), present=False)
        trip.reported(trip.booked(trip.person()))
        trip.reported(trip.booked(trip.person(), half="pm"), outcome="absent")
        cost = cost_per_person(trip.manager, today=AT.replace(month=2).date())
    assert cost is not None
    assert (cost.sessions.times, cost.sessions.people, cost.sessions.cents_per_person) == (1, 2, 20_000)
    assert (cost.half_days.times, cost.half_days.people, cost.half_days.cents_per_person) == (2, 1, 30_000)


def test_nothing_is_counted_with_costs_that_nobody_said(trip: Trip) -> None:
    cost = cost_per_person(trip.manager, today=AT.date())
    assert cost is not None
    assert not cost.is_said
    say(trip, half_day=0)
    cost = cost_per_person(trip.manager, today=AT.date())
    assert cost is not None
    assert cost.is_said
    assert cost.half_days.cents_per_person is cost.sessions.cents_per_person is None, "nobody came yet"


def test_only_the_management_says_and_sees_them(trip: Trip) -> None:
    assert cost_per_person(trip.adviser, today=AT.date()) is None
    with pytest.raises(NotAllowed):
        say_costs(chamber=trip.chamber, session_cents=1, half_day_cents=1, by=trip.adviser, at=AT)
    say(trip)
    undo(entry=Entry.objects.latest("pk"), by=trip.manager, at=AT)
    assert costs_of(trip.manager) == {"session_cents": 0, "half_day_cents": 0}


def test_they_are_said_from_the_overview(trip: Trip, client: Client) -> None:
    make.become(client, membership=trip.chamber.memberships.get(role=Role.MANAGER))
    assert 'href="/couverture/couts/"' in client.get("/bureau/").content.decode()
    wrong = client.post("/couverture/couts/", {"session_cents": "beaucoup", "half_day_cents": "150"})
    assert wrong.status_code == 422
    assert 'value="beaucoup"' in wrong.content.decode()
    assert client.post("/couverture/couts/", {"session_cents": "-450"}).status_code == 422
    client.post("/couverture/couts/", {"session_cents": "450,50", "half_day_cents": ""})
    assert costs_of(trip.manager) == {"session_cents": 45_050, "half_day_cents": 0}
    assert 'value="450,50"' in client.get("/couverture/couts/").content.decode()
