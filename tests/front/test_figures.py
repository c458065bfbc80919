"""The public figures: what may be published, the map with its table, addresses that ask for what there is not."""

from typing import Any

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from etabli.foundation.people.viewer import Viewer
from etabli.front.figures import public_figures, publishable
from etabli.programme.coverage.queries import SMALLEST
from etabli.territory.relays.actions import count_visit
from tests import factories as make
from tests.programme.trip import AT, Trip


@pytest.fixture
def trip(db: None) -> Trip:
    return Trip()


def attended(trip: Trip, commune: Any, number: int, of: Any = None) -> None:
    by = trip.next_door_post if of == trip.neighbour else trip.post
    session = trip.session(commune, days=10 + by.user.half_days.count(), capacity=40, by=by)
    for _rank in range(number):
        trip.sign_up(session, trip.person(commune, of=of), present=True)


@pytest.fixture
def now() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.mark.parametrize(
    ("values", "given_ones"),
    [
        ({"a": 0, "b": 5, "c": 12}, {"a": 0, "b": 5, "c": 12}),
        ({"a": 0, "b": 4, "c": 3}, {"a": 0, "b": None, "c": None}),
        # One hidden alone would be the total less the others: the next smallest is hidden with it.
        ({"a": 0, "b": 4, "c": 9, "d": 7}, {"a": 0, "b": None, "c": 9, "d": None}),
        # Two that make two are one each.
        ({"b": 1, "c": 1, "d": 7, "e": 9}, {"b": None, "c": None, "d": None, "e": 9}),
        ({"b": 4}, {"b": None}),
        ({}, {}),
    ],
)
def test_what_is_under_five_is_not_given_nor_to_be_worked_out(values: Any, given_ones: Any) -> None:
    assert publishable(values) == given_ones


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 12), max_size=9))
def test_no_small_figure_is_published_and_none_is_changed(values: dict[str, int]) -> None:
    published = publishable(values)
    assert published.keys() == values.keys()
    for code, value in published.items():
        assert value in (None, values[code])
        assert value is None or value == 0 or value >= SMALLEST
    hidden = [values[code] for code, value in published.items() if value is None]
    if any(value >= SMALLEST for value in published.values() if value):
        assert len(hidden) != 1, "the total less the others tells it"


def test_the_page_shows_the_map_with_the_same_figures_in_tables(trip: Trip, now: Any, client: Any) -> None:
    attended(trip, trip.pauillac, 7)
    attended(trip, trip.blaye, 6)
    trip.businesses(trip.pauillac, 3)
    answer = client.get(reverse("front:figures"))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert '<svg class="map"' in text
    assert text.count("<table") == 2
    assert {name: value for name, value, _path, _url in answer.context["page"].shapes} == {
        "CC Médoc Cœur de Presqu’île": 7,
        "CC de Blaye": 6,
    }
    assert [(row.name, row.businesses, row.values) for row in answer.context["page"].rows] == [
        ("CC de Blaye", 0, (0, 6, 6, 0)),
        ("CC Médoc Cœur de Presqu’île", 3, (0, 7, 7, 0)),
    ]


def test_a_figure_under_five_is_nowhere_on_the_page(trip: Trip, now: Any, client: Any) -> None:
    attended(trip, trip.pauillac, 4)
    answer = client.get(reverse("front:figures"))
    page = answer.context["page"]
    assert {value for _name, value, _path, _url in page.shapes} == {None, 0}
    assert [value for value, _label in page.totals] == [0, None, None, 0]
    text = answer.content.decode()
    assert "moins de 5" in text
    assert "non donné" in text
    assert ">4<" not in text


def test_the_figures_move_with_an_act(trip: Trip, now: Any, client: Any) -> None:
    relay = trip.relay()
    for _visit in range(5):
        count_visit(relay=relay, at=AT)
    before = client.get(reverse("front:figures"), {"mesure": "reached"}).context["page"].totals[0][0]
    client.get(reverse("front:relay", args=[relay.code]))
    after = client.get(reverse("front:figures"), {"mesure": "reached"}).context["page"].totals[0][0]
    assert (before, after) == (5, 6)


@pytest.mark.parametrize("year", ["1990", "20260", "abcd", "<b>", "-1", "２０２７"])
def test_a_year_that_there_is_not_is_told_and_answered(trip: Trip, now: Any, client: Any, year: str) -> None:
    answer = client.get(reverse("front:figures"), {"annee": year, "mesure": "registered"})
    assert answer.status_code == 200
    assert (answer.context["page"].year, answer.context["page"].measure) == (2027, "registered")
    assert "Pas de chiffres pour cette année" in answer.content.decode()
    assert "<b>" not in answer.content.decode().split("L’adresse demandait")[1][:60]


def test_a_measure_that_there_is_not_is_told_and_answered(trip: Trip, now: Any, client: Any) -> None:
    answer = client.get(reverse("front:figures"), {"annee": "2026", "mesure": "businesses"})
    assert (answer.context["page"].year, answer.context["page"].measure) == (2026, "attended")
    assert "Ce chiffre n’existe pas" in answer.content.decode()


def test_a_chamber_reads_its_own_and_visitors_those_of_the_installation(trip: Trip) -> None:
    attended(trip, trip.pauillac, 6, of=trip.neighbour)
    assert public_figures(trip.next_door, 2027, "attended").totals[2][0] == 6
    assert public_figures(trip.adviser, 2027, "attended").totals[2][0] == 0
    assert public_figures(Viewer.nobody(), 2027, "attended").totals[2][0] == 0
    member = make.membership(make.association(), make.Role.MEMBER)
    from etabli.foundation.people.viewer import of_membership

    assert public_figures(of_membership(member), 2027, "attended").totals[2][0] == 0


def test_before_the_set_up_there_is_no_page(client: Any, db: None) -> None:
    assert client.get(reverse("front:figures")).status_code == 404
