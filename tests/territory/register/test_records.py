"""The record of a business: what it shows, what the chamber puts right, and what the official file says against it."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Person
from etabli.foundation.people.queries import NotVisible
from etabli.territory.places.models import Commune
from etabli.territory.register import actions, lookup, records, wording
from etabli.territory.register.actions.additions import AlreadyThere
from etabli.territory.register.actions.corrections import AlreadyMerged
from etabli.territory.register.actions.proposals import NothingToDecide
from etabli.territory.register.engine.directory import read_answer
from etabli.territory.register.models import Artisan, Business, Proposal
from tests.armed import ArmedClient
from tests.territory.conftest import AT, Staff
from tests.territory.register.test_lookup import SIRET, told


@pytest.fixture
def bakery(adviser: Staff, communes: dict[str, Commune]) -> Business:
    return Business.objects.create(
        chamber=adviser.chamber, siret=SIRET, name="LE FOURNIL", trade_code="1071CB",
        sector="ALIMENTATION", commune=communes["Pauillac"], commune_code="33314", address="3 RUE DU PORT",
        postal_code="33250", legal_form="5498", headcount="02",
    )  # fmt: skip


def write(business: Business, by: Staff, **changed: Any) -> Business:
    business.refresh_from_db()
    names = ("name", "trade_code", "commune", "address", "postal_code", "phone", "email")
    given = {name: getattr(business, name) for name in names}
    return actions.correct_business(business=business, **{**given, **changed}, by=by.viewer, at=AT)


def test_over_the_official_word_it_is_a_correction(
    bakery: Business, adviser: Staff, communes: dict[str, Commune]
) -> None:
    one = write(bakery, adviser, name="Le Fournil de Zoé", commune=communes["Blaye"], phone="05 56 00 00 00")
    assert one.corrected == {"name": "LE FOURNIL", "commune_code": "33314"}
    assert (one.commune_id, one.sector) == ("33058", "ALIMENTATION")
    again = write(bakery, adviser, name="Chez Zoé", trade_code="4399CZ")
    assert again.corrected == {"name": "LE FOURNIL", "commune_code": "33314", "trade_code": "1071CB"}
    assert again.sector == "BATIMENT"
    back = write(bakery, adviser, name="LE FOURNIL", commune=communes["Pauillac"], trade_code="1071CB")
    assert back.corrected == {}


def test_what_only_the_chamber_knows_is_no_correction(bakery: Business, adviser: Staff) -> None:
    Business.objects.update(siret="")
    assert write(bakery, adviser, name="Chez Zoé").corrected == {}


def test_a_record_joined_to_another_is_not_changed(bakery: Business, adviser: Staff) -> None:
    other = Business.objects.create(chamber=adviser.chamber, name="Autre")
    Business.objects.filter(pk=bakery.pk).update(merged_into=other)
    with pytest.raises(AlreadyMerged):
        write(bakery, adviser, name="Chez Zoé")


def test_the_form_keeps_what_was_typed(client: ArmedClient, bakery: Business, adviser: Staff) -> None:
    client.force_login(adviser.user)
    address = f"/registre/entreprises/{bakery.pk}/corriger/"
    page = client.get(address).content.decode()
    assert 'value="Boulangerie-pâtisserie"' in page
    wrong = {"name": "Zoé", "trade": "xyzzy", "commune": "Pauillac", "phone": "12", "postal_code": "1"}
    answer = client.post(address, wrong)
    assert answer.status_code == 422
    assert 'value="xyzzy"' in answer.content.decode()
    right = {"name": "Zoé", "trade": "maçon", "commune": "Pauillac", "phone": "0556000000", "email": ""}
    assert (
        "Fournil" not in client.post(address, right, follow=True).content.decode().partition("<h1>")[2][:200]
    )
    bakery.refresh_from_db()
    assert (bakery.name, bakery.phone, bakery.corrected["name"]) == ("Zoé", "05 56 00 00 00", "LE FOURNIL")
    assert bakery.corrected["trade_code"] == "1071CB"


@pytest.mark.parametrize("size", [1, 3])
def test_a_record_costs_the_same_at_one_and_three(
    client: ArmedClient, bakery: Business, adviser: Staff, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:  # fmt: skip
    for number in range(size):
        person = Person.objects.create(chamber=adviser.chamber, name=f"Personne {number}", created_at=AT)
        Artisan.objects.create(person=person, business=bakery)
        actions.note_business(business=bakery, text=f"Note {number}", by=adviser.viewer, at=AT)
        Business.objects.create(chamber=adviser.chamber, name="Ailleurs", siret=f"{bakery.siren}{number:05}")
    client.force_login(adviser.user)
    with django_assert_num_queries(12):
        page = client.get(f"/registre/entreprises/{bakery.pk}/").content.decode()
    for said in ("5 salariés", "EURL", "841 351 281 00016", "3 RUE DU PORT 33250", "Ce n’est pas un doublon"):
        assert said in page
    assert page.count("Personne ") >= size


def test_a_note_is_kept_and_an_empty_one_is_not(
    client: ArmedClient, bakery: Business, adviser: Staff
) -> None:
    client.force_login(adviser.user)
    address = f"/registre/entreprises/{bakery.pk}/"
    assert (
        "Rappeler &lt;mardi&gt;"
        in client.post(address, {"text": "Rappeler <mardi>"}, follow=True).content.decode()
    )
    assert client.post(address, {"text": " "}).status_code == 422
    assert bakery.notes.count() == 1


def test_a_neighbour_sees_no_record(bakery: Business, neighbour: Staff) -> None:
    with pytest.raises(NotVisible):
        records.get_business(neighbour.viewer, bakery.pk)
    with pytest.raises(NotAllowed):
        actions.note_business(business=bakery, text="x", by=neighbour.viewer, at=AT)


# -- The official file against a correction ----------------------------------------------------------------------


@pytest.fixture
def waits(bakery: Business, adviser: Staff) -> list[Proposal]:
    write(bakery, adviser, name="Chez Zoé", trade_code="4399CZ")
    told = {"business": bakery, "seen_on": AT.date()}
    return [
        Proposal.objects.create(field="name", official="LE FOURNIL DU PORT", ours="Chez Zoé", **told),
        Proposal.objects.create(field="trade_code", official="1071DZ", ours="4399CZ", **told),
    ]


def test_the_official_word_is_taken_or_ours_is_kept(waits: list[Proposal], adviser: Staff) -> None:
    name, trade = waits
    one = actions.accept_proposal(proposal=name, by=adviser.viewer, at=AT)
    assert one.name == "LE FOURNIL DU PORT"
    assert one.corrected == {"trade_code": "1071CB"}
    one = actions.keep_ours(proposal=trade, by=adviser.viewer, at=AT)
    assert (one.trade_code, one.corrected) == ("4399CZ", {"trade_code": "1071DZ"})
    assert not records.proposals_waiting(adviser.viewer).exists()
    with pytest.raises(NothingToDecide):
        actions.keep_ours(proposal=trade, by=adviser.viewer, at=AT)


def test_many_are_decided_and_taken_back_at_once(
    client: ArmedClient, waits: list[Proposal], adviser: Staff
) -> None:
    client.force_login(adviser.user)
    page = client.get("/registre/a-regarder/").content.decode()
    assert "LE FOURNIL DU PORT" in page
    assert "1071DZ" not in page  # told in words
    assert client.post("/registre/a-regarder/", {"outcome": "official"}).status_code == 422
    chosen = {"proposals": [one.pk for one in waits], "outcome": "official"}
    assert (
        "2 lignes sont tranchées"
        in client.post("/registre/a-regarder/", chosen, follow=True).content.decode()
    )
    business = Business.objects.get()
    assert (business.name, business.trade_code, business.corrected) == ("LE FOURNIL DU PORT", "1071DZ", {})
    undo(entry=Entry.objects.filter(verb="register.decide").latest("pk"), by=adviser.viewer, at=AT)
    business.refresh_from_db()
    assert (business.name, business.corrected) == ("Chez Zoé", {"name": "LE FOURNIL", "trade_code": "1071CB"})
    assert records.proposals_waiting(adviser.viewer).count() == 2


@pytest.mark.parametrize("size", [1, 3])
def test_the_communes_of_all_proposals_are_named_at_once(
    adviser: Staff, communes: dict[str, Commune], size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    named = list(communes.values())[:size]
    for commune in named:
        business = Business.objects.create(
            chamber=adviser.chamber, siret=f"{SIRET[:9]}{commune.code}", name="X"
        )
        Proposal.objects.create(
            business=business, field="commune_code", official=commune.code, ours="99999", seen_on=AT.date()
        )
    waiting = list(records.proposals_waiting(adviser.viewer))
    with django_assert_num_queries(1):
        lines = wording.differences(waiting)
    assert {(line.ours, line.official) for line in lines} == {("99999", commune.name) for commune in named}


@pytest.mark.parametrize(
    ("band", "label"), [("00", "aucun salarié"), ("53", "10\u202f000 salariés ou plus"), ("NN", "")]
)
def test_each_band_of_employees_is_said(band: str, label: str) -> None:
    assert wording.headcount_label(band) == label


# -- The trades, and a business by its SIRET ---------------------------------------------------------------------


def test_the_trades_of_the_register(
    client: ArmedClient, bakery: Business, adviser: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    told = {"chamber": adviser.chamber}
    Business.objects.create(
        **told, siret="85212149000019", naf_code="9602A", is_probable=True, sector="SERVICES"
    )
    Business.objects.create(**told, siret="42082007800012", trade_code="1071QQ")
    Business.objects.create(**told, name="Double", trade_code="1071CB", merged_into=bakery)
    with django_assert_num_queries(1):
        met = records.trades_met(adviser.viewer)
    assert {(one.code, one.businesses, one.probable, one.is_known) for one in met} == {
        ("1071CB", 1, 0, True), ("9602A", 1, 1, True), ("1071QQ", 1, 0, False),
    }  # fmt: skip
    assert dict(records.count_by_sector(met))["Alimentation"] == 2
    client.force_login(adviser.user)
    page = client.get("/registre/metiers/").content.decode()
    assert "1071QQ" in page
    assert "moins de dix salariés" in page


def test_a_business_is_added_by_its_siret(
    client: ArmedClient, adviser: Staff, communes: dict[str, Commune], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = read_answer(told(), SIRET)
    assert found is not None
    monkeypatch.setattr("etabli.territory.register.record_forms.look_up", lambda siret: found)
    client.force_login(adviser.user)
    assert "LE FOURNIL" in client.get("/registre/entreprises/siret/", {"siret": SIRET}).content.decode()
    assert not Business.objects.exists()
    answer = client.post("/registre/entreprises/siret/", {"siret": SIRET})
    one = Business.objects.get()
    assert answer["Location"] == f"/registre/entreprises/{one.pk}/"
    assert (one.name, one.commune_id, one.sector, one.fingerprint) == (
        "LE FOURNIL",
        "33314",
        "ALIMENTATION",
        0,
    )
    assert client.get("/registre/entreprises/siret/", {"siret": SIRET})["Location"] == answer["Location"]
    with pytest.raises(AlreadyThere):
        actions.add_business(chamber=adviser.chamber, establishment=found, by=adviser.viewer, at=AT)


def test_without_the_directory_the_page_says_so(client: ArmedClient, adviser: Staff) -> None:
    assert lookup.settings.COMPANY_LOOKUP == ""
    client.force_login(adviser.user)
    page = client.get("/registre/entreprises/siret/", {"siret": SIRET}).content.decode()
    assert "n’a pas été interrogé ou n’a pas répondu" in page
    assert f'value="{SIRET}"' in page
    assert client.get("/registre/entreprises/siret/", {"siret": "123"}).status_code == 422
