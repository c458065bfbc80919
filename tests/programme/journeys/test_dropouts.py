"""Where paths stop: curves without a name for the staff, names for the adviser."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from etabli.foundation.people.models import Person
from etabli.foundation.people.queries import NotVisible
from etabli.programme.journeys import dropout_queries
from etabli.programme.journeys.dropout_queries import PathFilter
from etabli.programme.journeys.engine.survival import MIN_PEOPLE
from etabli.programme.journeys.path import path_of
from etabli.programme.showcase import actions as showcase
from etabli.programme.showcase.story_content import Telling
from tests import factories as make
from tests.programme.trip import AT, Trip

MASON, BAKER = "4399CA", "1071CZ"


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        yield Trip()


@pytest.fixture
def browser(trip: Trip, client: Client) -> Client:
    return make.become(client, membership=trip.post)


def silent(trip: Trip, name: str = "", *, days: int = 100, trade: str = "") -> Person:
    """Somebody who asked for a place so long ago, and nothing since."""
    given = {"name": name} if name else {}
    person = trip.person(**given)
    trip.wish(person, on=AT.date() - timedelta(days=days))
    if trade:
        person.artisan.trade_code = trade
        person.artisan.save()
    return person


def test_the_page_draws_a_curve_and_says_it_in_words(trip: Trip, browser: Client) -> None:
    for rank in range(MIN_PEOPLE):
        silent(trip, days=100 + rank)
    page = browser.get(reverse("journeys:drop_outs")).content.decode()
    assert "Sur 10 personnes, 10 se sont arrêtées." in page
    assert 'class="around"' in page or 'class="drawn"' in page
    assert "rien depuis 60 jours" in page
    assert f"{reverse('journeys:stopped')}?stage=half_day_asked" in page


def test_that_nobody_stopped_is_said_as_such(trip: Trip, browser: Client) -> None:
    for _rank in range(MIN_PEOPLE):
        person = silent(trip)
        trip.wish(person, on=AT.date() - timedelta(days=5))
    page = browser.get(reverse("journeys:drop_outs")).content.decode()
    assert "Sur 10 personnes, aucune ne s’est arrêtée." in page
    assert "Plus de la moitié est encore" not in page
    assert "aucune n’est encore allée plus loin" in page
    assert "Les devis ne regardent que l’artisan" in page


def test_how_many_gave_no_answer_is_said(trip: Trip, browser: Client) -> None:
    for _rank in range(3):
        silent(trip)
    page = browser.get(reverse("journeys:drop_outs"), {"by": "ease"}).content.decode()
    assert "3 personnes n’ont pas répondu à cette question" in page
    page = browser.get(reverse("journeys:drop_outs"), {"by": "sector"}).content.decode()
    assert "On ne connaît pas le métier de 3 personnes" in page


def test_whoever_told_their_story_has_arrived_and_never_stopped(trip: Trip, browser: Client) -> None:
    person = silent(trip, "Zoé Exemple", days=200)
    telling = Telling(
        title="Un mur",
        trade_code=MASON,
        commune=trip.pauillac,
        channels=("instagram",),
        done="…",
        brought="…",
    )
    long_ago = AT - timedelta(days=100)
    story = showcase.write_story(
        chamber=trip.chamber, person=person, telling=telling, by=trip.adviser, at=long_ago
    )
    assert "Zoé Exemple" in browser.get(reverse("journeys:stopped")).text
    showcase.agree(story=story, by=make.artisan(person), at=long_ago)
    assert "Zoé Exemple" not in browser.get(reverse("journeys:stopped")).text
    assert path_of(person, AT).standing.name == "arrived"


def test_of_few_people_no_curve_is_drawn(trip: Trip, browser: Client) -> None:
    for _rank in range(MIN_PEOPLE - 1):
        silent(trip)
    page = browser.get(reverse("journeys:drop_outs")).content.decode()
    assert 'class="drawn"' not in page
    assert "9 personnes\u00a0: pas de courbe sous 10." in page


@pytest.mark.parametrize("by", ["stage", "sector", "ease", "nonsense"])
def test_curves_are_compared_by_stage_by_trade_by_ease(trip: Trip, browser: Client, by: str) -> None:
    for _rank in range(MIN_PEOPLE):
        silent(trip, trade=MASON)
    page = browser.get(reverse("journeys:drop_outs"), {"by": by})
    assert page.status_code == 200
    assert ("Bâtiment</figcaption>" in page.content.decode()) == (by == "sector")


def test_who_stopped_is_listed_by_stage_and_by_trade(trip: Trip, browser: Client) -> None:
    silent(trip, "Zoé Exemple", trade=BAKER)
    silent(trip, "Léo Exemple", days=90)
    silent(trip, "Ana Exemple", days=10)
    trip.sign_up(trip.session(days=5), trip.person(name="Max Exemple"))
    address = reverse("journeys:stopped")
    page = browser.get(address).content.decode()
    assert page.index("Léo Exemple") < page.index("Zoé Exemple")
    assert "Ana Exemple" not in page
    assert "Max Exemple" not in page
    page = browser.get(address, {"stage": "half_day_asked", "sector": "ALIMENTATION"}).content.decode()
    assert "Zoé Exemple" in page
    assert "Léo Exemple" not in page
    assert "Personne ne s’est arrêté là." in browser.get(address, {"stage": "workshop"}).content.decode()


def test_the_management_sees_counts_and_no_name(trip: Trip, client: Client) -> None:
    silent(trip, "Zoé Exemple")
    client = make.become(client, membership=make.membership(trip.chamber, trip.manager.role))
    page = client.get(reverse("journeys:drop_outs")).content.decode()
    assert "Où en sont-elles aujourd’hui" in page
    assert "Zoé" not in page
    assert reverse("journeys:stopped") not in page
    assert client.get(reverse("journeys:stopped")).status_code == 403
    assert client.get(reverse("journeys:calls")).status_code == 403
    with pytest.raises(NotVisible):
        dropout_queries.stopped_paths(trip.manager, PathFilter(), at=AT)


def test_how_many_stopped_by_stage_are_those_of_the_list(trip: Trip) -> None:
    assert dropout_queries.stopped_by_stage(trip.manager, at=AT) == {}
    silent(trip, "Zoé Exemple")
    silent(trip, days=90)
    silent(trip, days=10)  # not silent for long enough
    counted = dropout_queries.stopped_by_stage(trip.manager, at=AT)
    assert counted == {"half_day_asked": 2}
    for stage, number in counted.items():
        assert len(dropout_queries.stopped_paths(trip.adviser, PathFilter(stage=stage), at=AT)) == number
    assert dropout_queries.stopped_by_stage(trip.next_door, at=AT) == {}
    with pytest.raises(NotVisible):
        dropout_queries.stopped_by_stage(make.artisan(trip.person()), at=AT)


def test_the_neighbours_see_their_own(trip: Trip) -> None:
    silent(trip)
    assert dropout_queries.stopped_paths(trip.next_door, PathFilter(), at=AT) == []
    assert dropout_queries.overview(trip.next_door, PathFilter(), by="stage", at=AT).counts == ()


def test_a_long_list_is_read_page_by_page(trip: Trip, browser: Client) -> None:
    for rank in range(26):
        silent(trip, f"Artisan {rank:02}", days=100 + rank)
    page = browser.get(reverse("journeys:stopped"), {"page": 2}).content.decode()
    assert "Artisan 12" in page
    assert "Artisan 11" not in page


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("name", "statements"), [("journeys:drop_outs", 30), ("journeys:stopped", 31)])
def test_the_pages_cost_the_same_whatever_the_number_of_people(
    trip: Trip, browser: Client, number: int, name: str, statements: int, django_assert_num_queries: Any
) -> None:
    for _rank in range(number):
        silent(trip)
    with django_assert_num_queries(statements):
        browser.get(reverse(name))
