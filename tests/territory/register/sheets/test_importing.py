"""A spreadsheet given in the browser: its columns said, its rows brought to the register, and taken back."""

from __future__ import annotations

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.index import kinds_out_of_step
from etabli.foundation.search.queries import find
from etabli.territory.places.models import Commune
from etabli.territory.register import imports
from etabli.territory.register.actions.sheets import AlreadyImported, NobodyNamed, start_sheet
from etabli.territory.register.engine.sheets import Field
from etabli.territory.register.models import Artisan, Business, Import, Proposal, Sheet
from etabli.territory.register.progress import progress_of
from etabli.territory.register.queries import search_page
from etabli.territory.register.tasks import forget_old_sheets, import_sheet_now, run_due_sheets
from tests import factories as make
from tests.armed import ArmedClient
from tests.territory.conftest import AT, Staff
from tests.territory.register.sheets.giving import HEADER, ROWS, confirmed, given


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
    assert "sheet_note" not in kinds_out_of_step()


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
    progress = progress_of(done.pk)
    assert progress is not None
    assert progress.whole_done == 1
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
    assert run_due_sheets(AT) == 0
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
    assert forget_old_sheets(kept.given_at) == 0
    assert forget_old_sheets(kept.given_at.replace(year=kept.given_at.year + 1)) == 1
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
    done = confirmed(signed_in, ";Menuiserie Dupré;;;33250;Pauillac;0556000005;;")
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
