"""The public figures: what may be published, the map with its table, addresses that ask for what there is not."""

from collections import defaultdict
from itertools import product
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from etabli.foundation.people.viewer import Viewer
from etabli.front.figures import public_figures, publishable
from etabli.programme.coverage.queries import MIN_COUNT
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
    ("values", "given_ones", "whole"),
    [
        ({"a": 0, "b": 5, "c": 12}, {"a": 0, "b": 5, "c": 12}, 17),
        ({"a": 0, "b": 4, "c": 3}, {"a": 0, "b": None, "c": None}, 7),
        # One hidden alone would be the total less the others: the next smallest is hidden with it.
        ({"a": 0, "b": 4, "c": 9, "d": 7}, {"a": 0, "b": None, "c": 9, "d": None}, 20),
        # Two that make two are one each. An equal of a hidden one is hidden, or its place would tell.
        ({"b": 1, "c": 1, "d": 7, "e": 7, "f": 9}, {"b": None, "c": None, "d": None, "e": None, "f": 9}, 25),
        # Zeros come last: five that make five, beside shown zeros, are one each.
        (dict.fromkeys("abcde", 1) | {"z": 0}, dict.fromkeys("abcdez"), 5),
        (dict.fromkeys("abcde", 1), dict.fromkeys("abcde"), None),
        # Under five in all: zeros stay while the others may be one or more.
        ({"b": 4, "z": 0}, {"b": None, "z": 0}, None),
        (dict.fromkeys("abc", 1) | {"z": 0}, dict.fromkeys("abc") | {"z": 0}, None),
        (dict.fromkeys("abcd", 1) | {"z": 0}, dict.fromkeys("abcdz"), None),
        ({"b": 0}, {"b": 0}, 0),
        ({}, {}, 0),
    ],
)
def test_what_is_under_five_is_not_given_nor_to_be_worked_out(
    values: Any, given_ones: Any, whole: int | None
) -> None:
    assert publishable(values) == (given_ones, whole)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_each_figure_not_given_may_be_two_numbers_at_least(size: int) -> None:
    """Every table of up to five territories, for a reader who knows all that is given, and the rule."""
    may_be: dict[Any, list[set[int]]] = defaultdict(lambda: [set() for _cell in range(size)])
    for table in product(range(MIN_COUNT + 3), repeat=size):
        given, whole = publishable({str(code): value for code, value in enumerate(table)})
        cells = tuple(given.values())
        for cell, value, possible in zip(cells, table, may_be[cells, whole], strict=True):
            assert cell in (None, value)
            assert cell is None or cell == 0 or cell >= MIN_COUNT
            possible.add(value)
        assert whole in (None, sum(table))
        assert whole is None or whole == 0 or whole >= MIN_COUNT
    for (cells, whole), possibles in may_be.items():
        for cell, possible in zip(cells, possibles, strict=True):
            assert (cell is not None) or len(possible) > 1, (cells, whole)


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
        ("Ailleurs, ou non précisé", 0, (0, 0, 0, 0)),
    ]


def test_a_figure_under_five_is_nowhere_on_the_page(trip: Trip, now: Any, client: Any) -> None:
    attended(trip, trip.pauillac, 4)
    answer = client.get(reverse("front:figures"))
    page = answer.context["page"]
    assert {value for _name, value, _path, _url in page.shapes} == {None, 0}
    assert [value for value, _label in page.totals] == [0, None, None, 0]
    text = answer.content.decode()
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
