"""A list of relays that somebody kept: understood, shown, taken in and taken back as a whole."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils.translation import override

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.territory.places.models import Commune
from etabli.territory.relays import actions, pending_import, queries, spreadsheet
from etabli.territory.relays.actions.importing import NothingToTakeIn
from etabli.territory.relays.engine import sheet
from etabli.territory.relays.engine.imported_relay import Fault
from etabli.territory.relays.models import Relay, RelayContact, RelayImport
from tests.armed import ArmedClient
from tests.territory.conftest import AT, Staff
from tests.territory.relays.test_relays import make

LIST = """Nom;Ville;CP;Contact;Fonction;Courriel;Tél;Site web
Mairie Pauillac;pauillac;33250;Nadia;Secrétaire;nadia@x.example;0556000000;
Club des deux rives;Blaye;33390;;;contact@club.example;;club.example
Sans commune;;;;;;;
Perdu;Nullepart;;;;;;
Club des deux rives;BLAYE;;;;;;
Amicale;St Julien Beychevelle;33250;;;pas une adresse;12;
""".encode("cp1252")  # fmt: skip


def test_columns_are_known_by_their_usual_names() -> None:
    header = ["Mairie", "Code INSEE", "Code postal", "Adresse mail", "N° de tél", "Secrétaire", "Téléphone"]
    assert sheet.guess_columns(header) == {"name": 0, "insee": 1, "postal_code": 2, "email": 3, "phone": 6}
    assert sheet.guess_columns(["Nom", "Contact", "Fonction", "Commune"]) == {
        "name": 0, "contact_name": 1, "contact_role": 2, "commune": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Mairie de Pauillac", "town_hall"),
        ("Médiathèque de la mairie", "library"),
        ("Club d’entreprises", "club"),
        ("Union des commerçants", "association"),
        ("Tiers-lieu La Forge", "coworking"),
        ("Chez Paul", ""),
        ("Ville de Blaye", "town_hall"),
        ("La Mairie", "town_hall"),
        ("Blaye, mairie", "town_hall"),
        ("Secrétariat de mairie", "town_hall"),
        ("Association des commerçants du centre-ville", "association"),
        ("Union commerciale du centre-ville", "association"),
        ("Café de la Mairie", ""),
        ("Le Petit Ville", ""),
        ("Réseau d’entreprises du Médoc", "club"),
    ],
)
def test_a_name_tells_what_a_relay_is(name: str, kind: str) -> None:
    assert sheet.kind_of(name) == kind


def test_columns_typed_with_a_typographic_apostrophe_are_known() -> None:
    header = ["Nom", "Téléphone", "Jours d’ouverture"]
    assert sheet.guess_columns(header) == {"name": 0, "phone": 1, "opening_hours": 2}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", Relay.Kind.values)
def test_each_kind_is_read_again_as_the_table_writes_it(kind: str, language: str) -> None:
    with override(language):
        label = str(Relay.Kind(kind).label)
    (row,) = sheet.read_relays([(2, ["Mairie de Pauillac", label])], {"name": 0, "kind": 1})
    assert row.kind == kind


def test_a_table_taken_in_again_changes_nothing(adviser: Staff, communes: dict[str, Commune]) -> None:
    relay = make(adviser, communes["Pauillac"], name="Association de L'Atelier")
    Relay.objects.filter(pk=relay.pk).update(kind="other")
    table = [
        ";".join(map(str, row)).replace("'", "’")
        for row in spreadsheet.rows_of(queries.relays(adviser.viewer, at=AT))
    ]
    plan = pending_import.plan_of(
        adviser.chamber.pk, pending_import.parse("liste.csv", "\n".join(table).encode())
    )
    assert (plan.unchanged, list(plan.new), list(plan.changed)) == (1, [], [])


@pytest.fixture
def known(adviser: Staff, communes: dict[str, Commune]) -> Relay:
    return make(adviser, communes["Pauillac"])


def test_a_list_is_understood_row_by_row(adviser: Staff, known: Relay) -> None:
    plan = pending_import.plan_of(adviser.chamber.pk, pending_import.parse("liste.csv", LIST))
    assert [(row.name, row.commune.name) for row in plan.new] == [
        ("Club des deux rives", "Blaye"),
        ("Amicale", "Saint-Julien-Beychevelle"),
    ]
    (changed,) = plan.changed
    assert (changed.relay, [person.name for person in changed.people]) == (known, ["Nadia"])
    assert dict(changed.changes) == {"postal_code": ("", "33250")}
    assert [(remark.line, remark.fault, remark.is_refused) for remark in plan.remarks] == [
        (4, Fault.NO_COMMUNE, True),
        (5, Fault.UNKNOWN_COMMUNE, True),
        (6, Fault.TWICE, True),
        (7, Fault.BAD_PHONE, False),
        (7, Fault.BAD_EMAIL, False),
    ]


def test_a_list_is_taken_in_and_taken_back_whole(adviser: Staff, known: Relay) -> None:
    given = {"chamber": adviser.chamber, "file_name": "liste.csv", "by": adviser.viewer, "at": AT}
    waiting = pending_import.parse("liste.csv", LIST)
    done = actions.import_relays(plan=pending_import.plan_of(adviser.chamber.pk, waiting), **given)
    imported = Entry.objects.latest("pk")
    assert (done.added, done.updated, len(done.refused)) == (2, 1, 3)
    assert queries.mail_contact(known) is None  # nobody agrees by being in a list
    assert pending_import.plan_of(adviser.chamber.pk, waiting).unchanged == 3
    with pytest.raises(NothingToTakeIn):
        actions.import_relays(plan=pending_import.plan_of(adviser.chamber.pk, waiting), **given)
    club = Relay.objects.get(name="Club des deux rives")
    assert club.website == "https://club.example"
    actions.correct_relay(
        relay=known, kind="town_hall", name=known.name, commune=known.commune, facts={"postal_code": "33251"},
        by=adviser.viewer, at=AT,
    )  # fmt: skip
    undo(entry=imported, by=adviser.viewer, at=AT)
    assert list(queries.relays(adviser.viewer, at=AT)) == [known]
    assert queries.contacts(adviser.viewer, known) == []
    known.refresh_from_db()
    assert known.postal_code == "33251"  # corrected since: it stays
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert len(queries.relays(adviser.viewer, at=AT)) == 3
    assert RelayContact.objects.filter(withdrawn_at=None).count() == 2


def test_the_pages_show_it_first_and_write_only_what_is_wanted(
    client: ArmedClient, adviser: Staff, known: Relay
) -> None:
    client.force_login(adviser.user)
    bad = client.post("/relais/importer/", {"file": SimpleUploadedFile("x.csv", b"rien")})
    assert bad.status_code == 422
    given = client.post("/relais/importer/", {"file": SimpleUploadedFile("liste.csv", LIST)})
    address = given.headers["Location"]
    page = client.get(address).content.decode()
    assert "Amicale" in page
    assert "Nullepart" in page
    assert Relay.objects.count() == 1
    assert "Amicale" not in client.get(address, {"name": "3"}).content.decode()
    done = client.post(address, {"only_new": "on"}, follow=True)
    assert (RelayImport.objects.get().added, RelayImport.objects.get().updated) == (2, 0)
    assert "Nullepart" in done.content.decode()
    assert client.get(address).status_code == 404


def test_the_command_line_says_what_is_wrong_with_a_list_that_brings_nothing(
    adviser: Staff, communes: dict[str, Commune], tmp_path: Path
) -> None:
    path, output = tmp_path / "liste.csv", StringIO()
    path.write_text("Nom;Ville\nMairie perdue;Nullepart\n", encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        call_command("relays", "import", str(path), stdout=output)
    assert refusal.value.returncode == 2
    assert "Mairie perdue" in output.getvalue()
    assert "Nullepart" in output.getvalue()
