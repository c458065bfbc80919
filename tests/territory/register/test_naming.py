"""A trade, a business or a SIRET in one box: suggested as one types, asked under the field when in doubt."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from etabli.foundation.people.models import Organisation
from etabli.territory.places.models import Commune, Epci
from etabli.territory.register.craft_field import Craft, CraftField
from etabli.territory.register.finding import index_changed
from etabli.territory.register.models import Business
from tests import factories

SIRET = "73282932000074"


@pytest.fixture
def chamber(db: None) -> Organisation:
    return factories.chamber()


@pytest.fixture
def towns(db: None) -> dict[str, Commune]:
    epci = Epci.objects.create(code="200000001", name="CC du Test")
    return {
        name: Commune.objects.create(
            code=code, name=name, epci=epci, population=5000, lat=45.0, lon=-0.7, postal_codes="33250"
        )
        for code, name in (("33314", "Pauillac"), ("33058", "Blaye"))
    }


@pytest.fixture
def business(chamber: Organisation, towns: dict[str, Commune]) -> Any:
    def make(name: str, town: str = "Pauillac", **fields: Any) -> Business:
        number = Business.objects.count()
        told = {"siret": f"{number:014}", "trade_code": "1071CB", "name": name}
        place = {"commune": towns[town], "commune_code": towns[town].pk}
        made = Business.objects.create(chamber=chamber, **{**told, **place, **fields})
        index_changed(chamber.pk, [made.pk])
        return made

    return make


def suggested(client: Client, text: str) -> list[tuple[str, str]]:
    found = client.get("/metiers/", {"q": text}).json()["found"]
    return [(one["value"], one["detail"]) for one in found]


def meant(text: str, chamber: Organisation, commune: Commune | None = None) -> Craft:
    return CraftField().resolve(text, chamber_id=chamber.pk, commune=commune)


def test_trades_in_everyday_words_then_businesses_are_suggested(client: Client, business: Any) -> None:
    business("Boulangère des Dunes", "Blaye")
    found = suggested(client, "boulang")
    assert found[0][0] == "Boulangerie-pâtisserie"
    assert found[-1] == ("Boulangère des Dunes, Blaye", "Boulangerie-pâtisserie")


def test_who_asked_not_to_be_published_is_never_shown(client: Client, business: Any) -> None:
    """Even if a name were left in the row: nothing of it leaves, by name nor by SIRET."""
    business("Xavier Secret", siret=SIRET, is_published=False)
    business("Xavier Fermé", closed_on="2020-01-01")
    assert suggested(client, "xavier") == []
    assert suggested(client, SIRET) == []
    assert suggested(client, "732829320") == []


def test_what_is_shown_is_what_the_public_register_shows(client: Client, business: Any) -> None:
    business("Fournil", siret=SIRET)
    answer = client.get("/metiers/", {"q": "732 829 320"})
    assert answer.json() == {"found": [{"value": "Fournil, Pauillac", "detail": "Boulangerie-pâtisserie"}]}
    assert all(detail == "" for _value, detail in suggested(client, "fo")), "two letters name trades alone"


def test_a_suggestion_once_chosen_is_that_business(chamber: Organisation, business: Any) -> None:
    one, other = business("Fournil", "Pauillac"), business("Fournil", "Blaye")
    assert meant("Fournil, Blaye", chamber) == Craft(business=other)
    assert meant("Fournil, Pauillac", chamber) == Craft(business=one)


def test_a_name_alone_is_understood_when_there_is_one_or_one_here(
    chamber: Organisation, business: Any, towns: dict[str, Commune]
) -> None:
    only, one, _other = (
        business("Toiture Zéro"),
        business("Fournil", "Pauillac"),
        business("Fournil", "Blaye"),
    )
    assert meant("toiture zero", chamber).business == only
    assert meant("Fournil", chamber, towns["Pauillac"]).business == one


def test_several_are_asked_and_the_words_may_be_kept(chamber: Organisation, business: Any) -> None:
    business("Fournil", "Pauillac")
    business("Fournil", "Blaye")
    field = CraftField()
    with pytest.raises(ValidationError):
        field.resolve("Fournil", chamber_id=chamber.pk, commune=None)
    choices = [value for value, _detail in field.widget.suggestions]
    assert choices == ["Fournil, Pauillac", "Fournil, Blaye", "« Fournil »".replace(" ", "\u00a0")]
    assert field.resolve(choices[-1], chamber_id=chamber.pk, commune=None) == Craft(business_name="Fournil")


def test_a_trade_a_project_and_too_vague_a_word_stop_nobody(chamber: Organisation, business: Any) -> None:
    for number in range(8):
        business(f"Zozo {number}")
    assert meant("maçon", chamber).trade_code == "4399CZ"
    assert meant("zozo", chamber) == Craft(business_name="zozo")
    assert meant("je veux ouvrir une savonnerie", chamber).business is None
    assert meant("", chamber) == Craft()


@pytest.mark.parametrize("number", [1, 3])
def test_suggestions_take_the_same_statements_whatever_they_find(
    client: Client, business: Any, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        business("Fournil")
    with django_assert_num_queries(7):
        assert len(suggested(client, "fourn")) == number
