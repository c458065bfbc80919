"""What is asked of a spreadsheet before it is read: its communes, a SIRET of another name, rows that are alike."""

from __future__ import annotations

from html import unescape

import pytest

from etabli.territory.places.models import Commune
from etabli.territory.register.models import Business, Import, Sheet
from etabli.territory.register.tasks import import_sheet_now
from tests.armed import ArmedClient
from tests.territory.conftest import AT
from tests.territory.register.sheets.giving import answers, confirmed, given


def test_a_mistyped_commune_is_a_correction_to_accept(signed_in: ArmedClient, held: list[Business]) -> None:
    rows = (";Fleurs Exemple;;;;Pauilac;;;", ";Bijoux Exemple;;;;pauilac;;;")
    page = given(signed_in, *rows).headers["Location"]
    shown = unescape(signed_in.get(page).content.decode())
    assert "« Pauilac »" in shown.replace("\u00a0", " ")
    accepted = answers(signed_in, page)
    assert accepted["town_pauilac"] == "33314", "proposed"
    signed_in.post(page, accepted)
    import_sheet_now(Sheet.objects.latest("pk").pk, AT)
    assert set(Business.objects.filter(name__contains="Exemple").values_list("name", "commune_code")) == {
        ("Fleurs Exemple", "33314"),
        ("Bijoux Exemple", "33314"),
    }
    again = given(signed_in, *rows).headers["Location"]
    assert answers(signed_in, again)["town_pauilac"] == "33314", "as it was answered"
    refused = signed_in.post(again, answers(signed_in, again, town_pauilac=""))
    import_sheet_now(Sheet.objects.latest("pk").pk, AT)
    assert refused.status_code == 302
    assert Import.objects.latest("pk").rejected_count == 2


def test_a_missing_commune_is_asked_for_once(signed_in: ArmedClient, held: list[Business]) -> None:
    header, rows = "Entreprise;Téléphone", ("Fleurs Exemple;0556000001", "Bijoux Exemple;0556000002")
    page = given(signed_in, *rows, header=header).headers["Location"]
    wrong = signed_in.post(page, answers(signed_in, page, nowhere="Xyzzy"))
    assert wrong.status_code == 422
    assert "Xyzzy" in wrong.content.decode()
    signed_in.post(page, answers(signed_in, page, nowhere="33390 Blaye"))
    import_sheet_now(Sheet.objects.latest("pk").pk, AT)
    done = Import.objects.latest("pk")
    assert (done.created, done.rejected_count) == (2, 0)
    assert set(Business.objects.filter(name__contains="Exemple").values_list("commune_code", flat=True)) == {
        "33058"
    }


def test_another_choice_of_columns_asks_what_it_leaves_open(
    signed_in: ArmedClient, held: list[Business]
) -> None:
    header, rows = "Entreprise;Divers", ("Fleurs Exemple;Pauilac", "Bijoux Exemple;Blaye")
    page = given(signed_in, *rows, header=header).headers["Location"]
    said = answers(signed_in, page) | {"column_1": "commune"}
    asked = signed_in.post(page, said)
    assert asked.status_code == 422
    assert "town_pauilac" in asked.context["form"].fields
    assert signed_in.post(page, {**said, "town_pauilac": "33314"}).status_code == 302


def test_a_town_of_another_departement_is_said_so_and_kept_apart(
    signed_in: ArmedClient, held: list[Business]
) -> None:
    Commune.objects.filter(name="Blaye").update(name="Branne")
    rows = (
        ";Fleurs Exemple;;;64100;Bayonne;;;",
        ";Bijoux Exemple;;;64500;Pauillac;;;",
        ";Pain Exemple;;;33390;Pauilac;;;",
    )
    page = given(signed_in, *rows).headers["Location"]
    shown = unescape(signed_in.get(page).content.decode()).replace("\u00a0", " ")
    assert "Bayonne (64100) n’est pas dans votre territoire" in shown
    said = answers(signed_in, page)
    assert [value for name, value in said.items() if name.startswith("town_")] == [""], (
        "none is chosen beforehand: the postal code is another's"
    )
    signed_in.post(page, said)
    import_sheet_now(Sheet.objects.latest("pk").pk, AT)
    done = Import.objects.latest("pk")
    assert (done.created, done.rejected_count) == (0, 3)
    kept = signed_in.get(f"/registre/imports/{done.pk}/lignes-a-corriger.csv").content.decode("utf-8-sig")
    assert "Fleurs Exemple" in kept
    assert "64100 Bayonne" in kept


def test_a_name_far_from_any_commune_is_never_chosen_beforehand(
    signed_in: ArmedClient, held: list[Business]
) -> None:
    Commune.objects.filter(name="Blaye").update(name="Branne")
    page = given(signed_in, ";Fleurs Exemple;;;;Bayonne;;;").headers["Location"]
    assert answers(signed_in, page)["town_bayonne"] == ""


def name_field(said: dict[str, str]) -> str:
    return next(name for name in said if name.startswith("same_"))


def test_a_known_siret_under_another_name_is_written_only_once_it_is_said_the_same(
    signed_in: ArmedClient, held: list[Business]
) -> None:
    row = "84135128100016;BOULANGERIE CASTAING;;;33250;Pauillac;0556000009;autre@example.invalid;"
    page = given(signed_in, row).headers["Location"]
    shown = unescape(signed_in.get(page).content.decode())
    assert "BOULANGERIE CASTAING" in shown
    assert "LE FOURNIL" in shown
    said = answers(signed_in, page)
    signed_in.post(page, said)
    import_sheet_now(Sheet.objects.latest("pk").pk, AT)
    done = Import.objects.latest("pk")
    assert (done.updated, done.rejected_count) == (0, 1)
    assert "LE FOURNIL" in done.rejected[0]["why"]
    assert Business.objects.get(siret="84135128100016").phone == "", "nobody said that they are one"
    page = given(signed_in, row).headers["Location"]
    signed_in.post(page, answers(signed_in, page, **{name_field(said): "same"}))
    import_sheet_now(Sheet.objects.latest("pk").pk, AT)
    assert Business.objects.get(siret="84135128100016").phone == "05 56 00 00 09"
    again = given(signed_in, row).headers["Location"]
    assert answers(signed_in, again)[name_field(said)] == "same", "it was answered"


@pytest.mark.parametrize("name", ["Fournil", "SARL Le Fournil", "LE FOURNILL", ""])
def test_a_known_siret_under_nearly_the_same_name_asks_nothing(
    signed_in: ArmedClient, held: list[Business], name: str
) -> None:
    page = given(signed_in, f"84135128100016;{name};;;33250;Pauillac;0556000009;;").headers["Location"]
    assert not [field for field in answers(signed_in, page) if field.startswith("same_")]


def test_a_siren_finds_its_business_and_one_that_nobody_has_is_said(
    signed_in: ArmedClient, held: list[Business]
) -> None:
    done = confirmed(
        signed_in,
        "841351281;;;;;;0556000001;;",
        "852121490;Pain Exemple;;;33390;Blaye;0556000002;;",
        "852121490;;;;;;0556000003;;",
        "123456789;Faux;;;33390;Blaye;;;",
        "00000000000000;Zéro;;;33390;Blaye;;;",
    )
    assert Business.objects.get(siret="84135128100016").phone == "05 56 00 00 01"
    why = {row["row"]: row["why"] for row in done.rejected}
    assert (done.created, done.updated) == (1, 1)
    assert "852121490" in why[3]
    assert "neuf chiffres" in why[4]
    assert "neuf chiffres" in why[5]
    assert "n’a que des 0" in why[6]


TWICE = (
    ";Menuiserie Dupré;;;33250;Pauillac;0556000005;;",
    ";Menuiserie Dupre;;;33250;Saint-Julien-Beychevelle;05 56 00 00 05;dupre@example.invalid;",
)


@pytest.mark.parametrize(("answer", "made"), [("", 1), ("two", 2)])
def test_one_business_twice_in_a_file_is_said_and_joined_unless_there_are_two(
    signed_in: ArmedClient, held: list[Business], answer: str, made: int
) -> None:
    page = given(signed_in, *TWICE).headers["Location"]
    shown = unescape(signed_in.get(page).content.decode())
    assert "Menuiserie Dupre" in shown
    said = answers(signed_in, page)
    signed_in.post(page, said | {name_field(said): answer})
    import_sheet_now(Sheet.objects.latest("pk").pk, AT)
    done = Import.objects.latest("pk")
    assert (done.created, done.rejected_count) == (made, 2 - made)
    first = Business.objects.get(name="Menuiserie Dupré")
    assert first.email == ("dupre@example.invalid" if made == 1 else "")
