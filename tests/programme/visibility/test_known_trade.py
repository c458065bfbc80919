"""What somebody said of their trade is not asked again."""

from typing import Any

import pytest
from django.test import Client

from etabli.foundation.people.models import Organisation, Person
from etabli.programme.visibility.trades import trade_typed
from tests import factories as make

pytestmark = pytest.mark.django_db
HOME, ADS, WEEKS = "/visibilite/", "/visibilite/publicite/", "/visibilite/calendrier/nouveau/"
SEARCH = "/visibilite/sans-site/"
PLAN = {"goal": "known", "trade": "baker", "place": "town", "budget": "137"}


def preset(client: Any, page: str) -> str:
    return str(client.get(page).context["form"].initial["trade"])


@pytest.mark.parametrize(
    ("typed", "trade"),
    [
        ("Boulangère", "baker"),
        ("boulangerie-pâtisserie", "baker"),
        ("Plombier chauffagiste", "plumber"),
        ("artisan maçon", "builder"),
        ("coiffeuse à domicile", "hair"),
        ("Barbier", "hair"),
        ("carrossier", "garage"),
        ("artisan", None),
        ("à mon compte", None),
        ("maréchal-ferrant", None),
        ("", None),
    ],
)
def test_a_trade_is_known_by_the_words_in_which_one_says_it(typed: str, trade: str | None) -> None:
    known = trade_typed(typed)
    assert (known.id if known else None) == trade


def test_what_a_visitor_typed_to_search_for_themselves_is_asked_no_more(
    client: Client, chamber: Organisation
) -> None:
    assert (preset(client, ADS), preset(client, WEEKS)) == ("", "")
    client.get(SEARCH, {"trade": "boulangère", "town": "Langon"})
    assert (preset(client, ADS), preset(client, WEEKS)) == ("baker", "baker")
    where = client.get(SEARCH).text
    assert 'value="boulangère"' in where
    assert 'value="Langon"' in where


def test_the_trade_of_a_plan_or_of_weeks_is_asked_no_more(client: Client, chamber: Organisation) -> None:
    client.get(f"{ADS}plan/", PLAN)
    assert preset(client, WEEKS) == "baker"
    client.post(WEEKS, {"trade": "florist"})
    assert preset(client, ADS) == "florist"


def test_what_was_said_of_the_trade_is_erased_with_the_rest_and_comes_back(
    client: Client, chamber: Organisation
) -> None:
    client.get(SEARCH, {"trade": "boulangère", "town": "Langon"})
    client.post(f"{HOME}effacer/")
    assert preset(client, ADS) == ""
    assert "boulangère" not in client.get(SEARCH).text
    client.post(f"{HOME}effacer/", {"restore": ""})
    assert preset(client, ADS) == "baker"
    assert 'value="boulangère"' in client.get(SEARCH).text


def test_an_artisan_without_a_trade_in_the_register_is_asked_once(
    artisan: Any, person: Person, chamber: Organisation
) -> None:
    assert preset(artisan, ADS) == ""
    artisan.post(WEEKS, {"trade": "florist"})
    assert preset(artisan, ADS) == "florist"


def test_what_a_visitor_said_is_not_what_an_artisan_is(client: Client, person: Person) -> None:
    client.get(f"{ADS}plan/", PLAN)
    make.become(client, link=make.link(person))
    assert preset(client, ADS) == ""
