"""A spreadsheet given in the browser: its columns said, its rows brought to the register, and taken back."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.index import out_of_step
from etabli.foundation.search.queries import find
from etabli.territory.places.models import Commune
from etabli.territory.register import imports
from etabli.territory.register.actions.sheets import AlreadyImported, NobodyNamed, start_sheet
from etabli.territory.register.engine.sheets import Field
from etabli.territory.register.models import Artisan, Business, Import, Proposal, Sheet
from etabli.territory.register.queries import search_page
from etabli.territory.register.tasks import forget_due, import_sheet_now, sheets_due
from tests import factories as make
from tests.armed import ArmedClient
from tests.territory.conftest import AT, Staff

HEADER = "SIRET;Entreprise;Métier;Adresse;CP;Commune;Téléphone;E-mail;Observations"
ROWS = (
    "84135128100016;LE FOURNIL;Boulangerie;;33390;Blaye;556000001;fournil@example.invalid;passée en mars",
    "85212149000019;CHEZ ZOÉ;Coiffure;3 rue des Lilas;33250;Pauillac;05 56 00 00 02;;",
    ";Garage du port;Garage;;33250;Pauillac;;garage@example.invalid;",
    ";Maçonnerie Exemple;Maçon;;33390;Blaye;;;",
    "84135128100017;FAUX;;;33390;Blaye;;;",
)


def given(client: ArmedClient, *rows: str, header: str = HEADER) -> Any:
    content = "\r\n".join([header, *rows]).encode("cp1252")
    return client.post("/registre/importer/", {"file": SimpleUploadedFile("liste.csv", content)})


def confirmed(client: ArmedClient, *rows: str, header: str = HEADER) -> Import:
    """Given, its columns left as they are guessed when they are asked for, and imported."""
    answer = given(client, *rows, header=header)
    if "tableaux" in answer.headers["Location"]:
        form = client.get(answer.headers["Location"]).context["form"]
        said = {name: field.initial for name, field in form.fields.items()}
        answer = client.post(answer.headers["Location"], said)
    done = Import.objects.latest("pk")
    assert answer.headers["Location"] == f"/registre/imports/{done.pk}/"
    assert client.get(answer.headers["Location"]).status_code == 200
    import_sheet_now(done.sheet.pk, AT)
    done.refresh_from_db()
    return done


def test_the_first_time_the_columns_are_shown_and_the_second_what_was_answered(
    signed_in: ArmedClient, held: list[Business]
) -> None:
    done = confirmed(signed_in, *ROWS)
    assert (done.read, done.created, done.updated, done.unchanged, done.rejected_count) == (5, 2, 2, 0, 1)
    answer = given(signed_in, *ROWS)
    assert Import.objects.count() == 1, "nothing serves before it is shown"
    page = signed_in.get(answer.headers["Location"])
    assert "liste.csv" in unescape(page.content.decode())
    shown = [page.context["form"][f"column_{place}"].initial for place in range(9)]
    assert shown == Sheet.objects.earliest("pk").columns


def test_what_differs_from_what_was_known_is_said_field_by_field_and_taken_back(
    signed_in: ArmedClient, adviser: Staff, held: list[Business]
) -> None:
    Business.objects.filter(siret="84135128100016").update(phone="05 56 00 00 99")
    done = confirmed(signed_in, *ROWS)
    page = signed_in.get(f"/registre/imports/{done.pk}/")
    by_name = {
        line.row.business.name: [(str(c.label), c.before, c.after) for c in line.changes]
        for line in page.context["changed"]
    }
    fournil = Business.objects.get(siret="84135128100016")
    assert ("Téléphone", "05 56 00 00 99", "05 56 00 00 01") in by_name[fournil.name]
    assert len(by_name) == done.updated, "not those that are new"
    shown = unescape(page.content.decode())
    assert "<del>05 56 00 00 99</del> <ins>05 56 00 00 01</ins>" in shown
    assert f'href="/registre/entreprises/{fournil.pk}/"' in shown
    undo(entry=Entry.objects.get(verb="register.import_sheet"), by=adviser.viewer, at=AT)
    fournil.refresh_from_db()
    assert fournil.phone == "05 56 00 00 99"
    assert "<ins>" not in signed_in.get(f"/registre/imports/{done.pk}/").content.decode()


def answers(client: ArmedClient, address: str, **more: str) -> dict[str, str]:
    """What the page proposes, and what somebody says otherwise."""
    form = client.get(address).context["form"]
    return {name: str(form[name].initial or "") for name in form.fields} | more


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


def test_notes_are_seen_and_found_until_the_import_is_taken_back(
    signed_in: ArmedClient, held: list[Business], adviser: Staff
) -> None:
    confirmed(signed_in, *ROWS)
    page = f"/registre/entreprises/{held[0].pk}/"
    assert "passée en mars" in signed_in.get(page).content.decode()
    assert [hit.url for hit in find(adviser.viewer, "passée mars", ["sheet_note"])] == [page]
    entry = Entry.objects.filter(verb="register.import_sheet").latest("pk")
    undo(entry=entry, by=adviser.viewer, at=AT)
    assert "passée en mars" not in signed_in.get(page).content.decode()
    assert find(adviser.viewer, "passée mars", ["sheet_note"]) == []
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert [hit.url for hit in find(adviser.viewer, "passée mars", ["sheet_note"])] == [page]
    assert "sheet_note" not in out_of_step()


def test_the_same_note_of_the_same_file_is_noted_once(
    signed_in: ArmedClient, held: list[Business], adviser: Staff
) -> None:
    for _time in range(2):
        confirmed(signed_in, *ROWS)
    page = signed_in.get(f"/registre/entreprises/{held[0].pk}/").content.decode()
    assert page.count("passée en mars") == 1
    assert len(find(adviser.viewer, "passée mars", ["sheet_note"])) == 1
    confirmed(signed_in, ROWS[0].replace("mars", "avril"))
    page = signed_in.get(f"/registre/entreprises/{held[0].pk}/").content.decode()
    assert ("passée en mars" in page, "passée en avril" in page) == (True, True)


def test_known_businesses_are_completed_and_official_facts_stay(
    signed_in: ArmedClient, held: list[Business], adviser: Staff
) -> None:
    confirmed(signed_in, *ROWS)
    fournil, garage = (Business.objects.get(pk=one.pk) for one in held)
    assert (fournil.phone, fournil.email, fournil.commune_code) == (
        "05 56 00 00 01",
        "fournil@example.invalid",
        "33314",
    )
    assert garage.email == "garage@example.invalid"
    proposal = Proposal.objects.get()
    assert (proposal.business_id, proposal.field, proposal.official, proposal.ours) == (
        fournil.pk,
        "commune_code",
        "33314",
        "33058",
    )
    assert [note for _at, _by, note in imports.notes_on(adviser.viewer, fournil)] == ["passée en mars"]
    assert imports.source_of(adviser.viewer, fournil, Field.EMAIL) == "liste.csv"
    assert imports.source_of(adviser.viewer, garage, Field.PHONE) == ""


def test_unknown_businesses_are_created_with_or_without_a_siret(
    signed_in: ArmedClient, held: list[Business]
) -> None:
    confirmed(signed_in, *ROWS)
    zoe, mason = Business.objects.exclude(pk__in=[one.pk for one in held]).order_by("name").reverse()
    zoe, mason = (zoe, mason) if zoe.siret else (mason, zoe)
    assert (zoe.siret, zoe.trade_code, zoe.address, zoe.postal_code, zoe.commune_id) == (
        "85212149000019",
        "9602AA",
        "3 rue des Lilas",
        "33250",
        "33314",
    )
    assert (mason.siret, mason.name, mason.commune_id) == ("", "Maçonnerie Exemple", "33058")


def test_a_second_import_changes_nothing(signed_in: ArmedClient, held: list[Business]) -> None:
    confirmed(signed_in, *ROWS)
    before = list(Business.objects.order_by("pk").values())
    done = confirmed(signed_in, *ROWS)
    assert (done.created, done.updated, done.unchanged) == (0, 0, 4)
    assert list(Business.objects.order_by("pk").values()) == before
    assert Proposal.objects.count() == 1


def test_a_whole_import_is_taken_back_then_done_again(
    signed_in: ArmedClient, held: list[Business], adviser: Staff
) -> None:
    before = list(Business.objects.order_by("pk").values())
    done = confirmed(signed_in, *ROWS)
    after = list(Business.objects.order_by("pk").values())
    entry = imports.entry_to_undo(done)
    assert entry is not None
    undo(entry=entry, by=adviser.viewer, at=AT)
    assert list(Business.objects.order_by("pk").values()) == before
    assert not Proposal.objects.exists()
    done.refresh_from_db()
    again = imports.entry_to_undo(done)
    assert again is not None
    assert done.undone_at == AT
    undo(entry=again, by=adviser.viewer, at=AT)
    nameless = [{k: v for k, v in row.items() if k != "id"} for row in after]
    assert [
        {k: v for k, v in row.items() if k != "id"} for row in Business.objects.order_by("pk").values()
    ] == nameless
    done.refresh_from_db()
    assert (done.undone_at, Proposal.objects.count(), done.message) == (None, 1, "")


def test_what_somebody_changed_or_uses_since_is_left(
    signed_in: ArmedClient, held: list[Business], adviser: Staff
) -> None:
    done = confirmed(signed_in, *ROWS)
    Business.objects.filter(pk=held[0].pk).update(phone="05 56 99 99 99")
    zoe = Business.objects.get(siret="85212149000019")
    Artisan.objects.create(person=make.person(adviser.chamber), business=zoe)
    entry = imports.entry_to_undo(done)
    assert entry is not None
    undo(entry=entry, by=adviser.viewer, at=AT)
    fournil = Business.objects.get(pk=held[0].pk)
    assert (fournil.phone, fournil.email) == ("05 56 99 99 99", "")
    assert Business.objects.filter(pk=zoe.pk).exists()
    done.refresh_from_db()
    assert "2" in done.message


def test_whoever_asked_to_be_hidden_stays_hidden(signed_in: ArmedClient, held: list[Business]) -> None:
    Business.objects.filter(pk=held[0].pk).update(name="", is_published=False)
    confirmed(signed_in, *ROWS)
    hidden = Business.objects.get(pk=held[0].pk)
    assert (hidden.name, hidden.phone) == ("", "05 56 00 00 01")


def test_the_pages_say_what_happened_and_give_the_rows_to_mend(
    signed_in: ArmedClient, held: list[Business]
) -> None:
    done = confirmed(signed_in, *ROWS, ";=HYPERLINK(1);;;33390;Atlantide;;;")
    page = signed_in.get(f"/registre/imports/{done.pk}/").content.decode()
    assert "84135128100017" in page
    assert "Atlantide" in page
    csv = signed_in.get(f"/registre/imports/{done.pk}/lignes-a-corriger.csv").content.decode("utf-8-sig")
    assert csv.splitlines()[0].split(";")[1:10] == HEADER.split(";")
    assert csv.splitlines()[1].startswith("6;84135128100017;FAUX;")
    assert ";'=HYPERLINK(1);" in csv.splitlines()[2]
    xlsx = signed_in.get(f"/registre/imports/{done.pk}/lignes-a-corriger.xlsx").content
    assert xlsx[:2] == b"PK"
    assert "liste.csv" in signed_in.get("/registre/").content.decode()


def test_whoever_asked_is_told_of_the_end(
    signed_in: ArmedClient, held: list[Business], adviser: Staff
) -> None:
    done = confirmed(signed_in, *ROWS)
    assert Notice.objects.get().url == f"/registre/imports/{done.pk}/"


def test_columns_are_corrected_and_a_wrong_choice_keeps_what_was_chosen(
    signed_in: ArmedClient, held: list[Business]
) -> None:
    address = given(signed_in, *ROWS).headers["Location"]
    form = signed_in.get(address).context["form"]
    said = {name: field.initial for name, field in form.fields.items()}
    twice = signed_in.post(address, said | {"column_2": "name"})
    assert twice.status_code == 422
    assert 'value="name" selected' in twice.content.decode()
    nobody = signed_in.post(address, said | {"column_0": "", "column_1": ""})
    assert nobody.status_code == 422
    signed_in.post(address, said | {"column_6": "", "column_8": ""})
    done = Import.objects.get()
    import_sheet_now(done.sheet.pk, AT)
    assert not Business.objects.exclude(phone="").exists()
    assert signed_in.get(address).headers["Location"] == f"/registre/imports/{done.pk}/"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vide.csv", b""),
        ("devis.pdf", make.PDF),
        ("abime.xlsx", b"PK\x03\x04abc"),
        ("p.csv", b"\x00\x01\x02\x03" * 90),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(
    signed_in: ArmedClient, communes: dict[str, Commune], name: str, content: bytes
) -> None:
    answer = signed_in.post("/registre/importer/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not Sheet.objects.exists()


def test_a_file_lost_before_its_import_says_so(signed_in: ArmedClient, held: list[Business]) -> None:
    address = given(signed_in, *ROWS).headers["Location"]
    sheet = Sheet.objects.get()
    Sheet.objects.update(file=None)
    assert signed_in.get(address).status_code == 200
    start_sheet(sheet=sheet, columns=[Field.SIRET], by=Viewer.system(sheet.chamber_id), at=AT)
    assert sheets_due(AT) == 0
    done = Import.objects.get()
    import_sheet_now(done.sheet.pk, AT)
    done.refresh_from_db()
    assert (done.status, bool(done.message)) == ("refused", True)
    assert signed_in.get(f"/registre/imports/{done.pk}/").status_code == 200


def test_what_the_acts_refuse(
    signed_in: ArmedClient, held: list[Business], adviser: Staff, neighbour: Staff
) -> None:
    given(signed_in, *ROWS)
    sheet = Sheet.objects.get()
    with pytest.raises(NotAllowed):
        start_sheet(sheet=sheet, columns=[Field.SIRET], by=neighbour.viewer, at=AT)
    with pytest.raises(NobodyNamed):
        start_sheet(sheet=sheet, columns=[Field.PHONE], by=adviser.viewer, at=AT)
    start_sheet(sheet=sheet, columns=[Field.SIRET], by=adviser.viewer, at=AT)
    with pytest.raises(AlreadyImported):
        start_sheet(sheet=sheet, columns=[Field.SIRET], by=adviser.viewer, at=AT)


def test_a_spreadsheet_left_alone_goes_after_a_week(signed_in: ArmedClient, held: list[Business]) -> None:
    given(signed_in, *ROWS)
    kept = Sheet.objects.get()
    assert forget_due(kept.given_at) == 0
    assert forget_due(kept.given_at.replace(year=kept.given_at.year + 1)) == 1
    assert not Sheet.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_whatever_they_list(
    rows: int,
    signed_in: ArmedClient,
    chamber: Organisation,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(rows):
        Import.objects.create(chamber=chamber, at=AT, files="liste.csv")
        Sheet.objects.create(chamber=chamber, name="autre.csv", given_at=AT, signature="x")
    signed_in.get("/registre/")
    with django_assert_num_queries(9):
        signed_in.get("/registre/")


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


def test_the_report_counts_the_differences_of_its_own_file(
    signed_in: ArmedClient, held: list[Business]
) -> None:
    first = confirmed(signed_in, *ROWS)
    second = confirmed(signed_in, ";Maçonnerie Neuve;Maçon;;33390;Blaye;;;")
    counted = [
        signed_in.get(f"/registre/imports/{done.pk}/").context["to_settle"] for done in (first, second)
    ]
    assert counted == [1, 0]


def test_what_an_import_brought_is_counted_no_more_once_it_is_taken_back(
    signed_in: ArmedClient, held: list[Business], adviser: Staff
) -> None:
    confirmed(signed_in, ";Garage Dupré;;;33390;Blaye;0556000006;;")
    done = confirmed(signed_in, *TWICE[:1])
    seen = search_page(adviser.viewer, "Dupré", limit=5)
    assert (len(seen.businesses), seen.total) == (2, 2)
    entry = imports.entry_to_undo(done)
    assert entry is not None
    undo(entry=entry, by=adviser.viewer, at=AT)
    assert search_page(adviser.viewer, "Dupré", limit=0).total == 1
    assert search_page(adviser.viewer, "Menuiserie", limit=0).total == 0


def test_columns_that_are_all_recognised_are_folded_in_one_line(
    signed_in: ArmedClient, held: list[Business]
) -> None:
    known = given(signed_in, "84135128100016;LE FOURNIL;33250;Pauillac", header="SIRET;Entreprise;CP;Commune")
    shown = unescape(signed_in.get(known.headers["Location"]).content.decode())
    assert "<summary>Toutes les colonnes sont reconnues" in shown
    unknown = given(signed_in, "84135128100016;LE FOURNIL;x1", header="SIRET;Entreprise;Zzz")
    assert "Toutes les colonnes" not in signed_in.get(unknown.headers["Location"]).content.decode()


def test_a_file_without_any_row_is_not_offered_for_import(
    signed_in: ArmedClient, held: list[Business]
) -> None:
    answer = given(signed_in, header="bonjour")
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not Sheet.objects.exists()
