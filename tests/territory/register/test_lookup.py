"""A SIRET that the register doesn't hold: the State's directory, asked, kept, given up on."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from pytest_django import Settings

from etabli.foundation.outgoing import Answer, OutgoingError
from etabli.foundation.people.models import Organisation
from etabli.territory.places.models import Commune
from etabli.territory.register import lookup
from etabli.territory.register.craft_field import Craft, CraftField
from etabli.territory.register.engine.directory import UnreadableAnswer, read_answer
from etabli.territory.register.lookup import CannotLookUp, look_up

pytestmark = pytest.mark.django_db  # how often it is asked is counted there
SIRET = "84135128100016"
PLACE = {
    "siret": SIRET, "statut_diffusion_etablissement": "O", "activite_principale": "10.71C",
    "activite_principale_registre_metier": "1071CB", "adresse": "3 RUE DU PORT 33250 PAUILLAC",
    "code_postal": "33250", "libelle_commune": "PAUILLAC", "commune": "33314", "etat_administratif": "A",
    "date_creation": "2019-03-11", "date_fermeture": None, "liste_enseignes": ["LE FOURNIL"],
}  # fmt: skip


def told(**fields: Any) -> dict[str, Any]:
    unit = {
        "siren": SIRET[:9],
        "nom_complet": "ZOE MARTIN",
        "statut_diffusion": "O",
        "nature_juridique": "1000",
    }
    return {"results": [{**unit, "siege": {**PLACE, **fields}, "matching_etablissements": []}]}


def test_every_answer_of_the_sample_is_read(corpus: Path) -> None:
    sample = json.loads((corpus / "register" / "recherche_entreprises_sample.json").read_text())
    for unit in sample["results"]:
        for place in (unit["siege"], *unit["matching_etablissements"]):
            found = read_answer(sample, place["siret"])
            assert found is not None
            assert (found.commune_code, found.is_published) == (place["commune"], True)
    found = read_answer(sample, "48744469700428")
    assert found is not None
    assert (found.name, found.trade_code, found.naf_code) == ("SOLARSUD", "4321AB", "4321A")
    assert (found.address, found.postal_code) == ("22 RUE MAISON BLANCHE", "24330")
    assert read_answer(sample, "73282932000074") is None


@pytest.mark.parametrize("field", ["P", "N", None])
def test_what_is_not_published_keeps_its_name(field: str | None) -> None:
    found = read_answer(told(statut_diffusion_etablissement=field), SIRET)
    assert found is not None
    assert (found.name, found.other_names, found.address, found.postal_code) == ("", "", "", "")
    assert (found.is_published, found.commune_code) == (False, "33314")


@pytest.mark.parametrize("answer", [[], {}, {"results": [{}]}, {"results": 3}, told(date_creation="x"), None])
def test_an_answer_of_another_shape_is_not_understood(answer: Any) -> None:
    with pytest.raises(UnreadableAnswer):
        read_answer(answer, SIRET)


class Directory:
    """Stands for the State's: what it answers, and what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: Answer | OutgoingError = Answer(200, json.dumps(told()).encode())

    def __call__(self, url: str, *, seconds: float, most_bytes: int) -> Answer:
        self.asked.append(url)
        if isinstance(self.answer, OutgoingError):
            raise self.answer
        return self.answer


@pytest.fixture
def directory(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Directory:
    cache.clear()
    settings.COMPANY_LOOKUP = "https://directory.example"
    found = Directory()
    monkeypatch.setattr(lookup, "send_request", found)
    return found


def test_it_is_asked_once_and_told_the_siret_alone(directory: Directory) -> None:
    assert look_up(SIRET) == look_up(SIRET)
    assert directory.asked == [f"https://directory.example/search?q={SIRET}&page=1&per_page=10"]


def test_what_it_does_not_know_is_remembered_too(directory: Directory) -> None:
    directory.answer = Answer(200, b'{"results": []}')
    assert look_up(SIRET) is None
    assert look_up(SIRET) is None
    assert len(directory.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [OutgoingError("no answer in time"), Answer(429, b""), Answer(200, b"<html>"), Answer(200, b"[]")],
)
def test_after_a_failure_nobody_waits_again(
    directory: Directory, answer: Answer | OutgoingError, caplog: pytest.LogCaptureFixture
) -> None:
    directory.answer = answer
    for _ in range(2):
        with pytest.raises(CannotLookUp):
            look_up(SIRET)
    assert len(directory.asked) == 1
    assert SIRET not in caplog.text


def test_no_more_than_seven_a_second(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etabli.foundation.people.security.rate_limits.time.time", lambda: 1000.5)
    sirets = [f"{number:014}" for number in range(9)]
    for siret in sirets[:7]:
        look_up(siret)
    with pytest.raises(CannotLookUp):
        look_up(sirets[7])
    assert len(directory.asked) == 7


def test_without_its_address_nothing_is_asked(directory: Directory, settings: Settings) -> None:
    settings.COMPANY_LOOKUP = ""
    with pytest.raises(CannotLookUp):
        look_up(SIRET)
    assert directory.asked == []


# -- In a form ---------------------------------------------------------------------------------------------------


def meant(text: str, chamber: Organisation) -> Craft:
    return CraftField().resolve(text, chamber_id=chamber.pk, commune=None)


def test_what_it_says_is_offered_then_confirmed(
    directory: Directory, chamber: Organisation, communes: dict[str, Commune]
) -> None:
    field = CraftField()
    with pytest.raises(ValidationError, match="Est-ce votre entreprise"):
        field.resolve("841 351 281 00016", chamber_id=chamber.pk, commune=None)
    (offered, trade), (as_typed, _none) = field.widget.suggestions
    assert (offered, trade) == ("LE FOURNIL, Pauillac (841 351 281 00016)", "Boulangerie-pâtisserie")
    assert meant(offered, chamber) == Craft(trade_code="1071CB", business_name="LE FOURNIL")
    assert meant(as_typed, chamber) == Craft(business_name="SIRET 841 351 281 00016")
    assert len(directory.asked) == 1


def test_without_an_answer_the_form_goes_on_and_says_so(directory: Directory, chamber: Organisation) -> None:
    directory.answer = OutgoingError("no answer in time")
    craft = meant(SIRET, chamber)
    assert craft.business_name == "SIRET 841 351 281 00016"
    assert "ne répond pas" in craft.remark


def test_one_that_is_not_published_is_never_named(directory: Directory, chamber: Organisation) -> None:
    directory.answer = Answer(200, json.dumps(told(statut_diffusion_etablissement="P")).encode())
    assert meant(SIRET, chamber) == Craft(trade_code="1071CB", business_name="SIRET 841 351 281 00016")


def test_a_closed_establishment_without_its_day_never_counts_as_open() -> None:
    answer = told(etat_administratif="F")
    [unit] = answer["results"]
    for fact, day in (("date_mise_a_jour", "2024-03-20T10:22:33"), ("date_fermeture", "2023-12-31")):
        unit[fact] = day
        place = read_answer(answer, SIRET)
        assert place is not None
        assert place.closed_on == date.fromisoformat(day[:10])
