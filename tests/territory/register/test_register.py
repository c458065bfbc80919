from __future__ import annotations

import json
import re
from contextlib import nullcontext
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import Viewer, of_person
from etabli.territory.places.models import Commune
from etabli.territory.register import actions, queries
from etabli.territory.register.engine import Establishment
from etabli.territory.register.models import Artisan, Business
from etabli.territory.register.reading import reading_of
from tests.territory.conftest import AT, Staff
from tests.territory.register.official import stock

SIRETS = ["84135128100016", "85212149000019", "42082007800012"]


def load(*paths: Path, department: str = "33") -> dict[str, Any]:
    out = StringIO()
    call_command("register", "import", *map(str, paths), "--department", department, "--json", stdout=out)
    return json.loads(out.getvalue())


def counts(report: dict[str, Any]) -> tuple[int, ...]:
    return tuple(report[name] for name in ("read", "kept", "created", "updated", "closed", "unchanged"))


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_nothing_is_written_after_the_line_of_progress(
    chamber: Organisation, communes: dict[str, Commune], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    absent = tmp_path / "absent.csv"
    for path in (stock(tmp_path, {}), absent):
        with nullcontext() if path != absent else pytest.raises(CommandError):
            call_command("register", "import", str(path), stdout=terminal, stderr=terminal)
    lines = re.split(r"\r\033\[K|\n", terminal.getvalue())
    assert any(line.startswith("Lecture des fichiers") for line in lines)
    assert any(line.startswith("1 lignes lues") for line in lines), terminal.getvalue()
    assert terminal.getvalue().endswith("\r\033[K"), "an error is written on a line of its own"


@pytest.fixture
def three(chamber: Organisation, communes: dict[str, Commune], tmp_path: Path) -> list[Business]:
    names = ["LE FOURNIL", "BOULANGERIE LEFÈVRE", "L'ATELIER DE ZOÉ"]
    places = ["33314", "33058", "33314"]
    rows = [
        {"siret": siret, "enseigne1Etablissement": name, "codeCommuneEtablissement": place}
        for siret, name, place in zip(SIRETS, names, places, strict=True)
    ]
    load(stock(tmp_path, *rows))
    return [Business.objects.get(siret=siret) for siret in SIRETS]


def test_importing_twice_changes_nothing(
    chamber: Organisation, communes: dict[str, Commune], tmp_path: Path
) -> None:
    path = stock(tmp_path, {}, {"siret": "84135128100017"}, {"codeCommuneEtablissement": "40001"})
    first = load(path)
    assert counts(first) == (3, 1, 1, 0, 0, 0)
    assert first["rejected"][0]["row"] == 3
    assert first["rejected_count"] == 1
    assert "84135128100017" in first["rejected"][0]["why"]
    before = list(Business.objects.values())
    assert counts(load(path)) == (3, 1, 0, 0, 0, 1)
    assert list(Business.objects.values()) == before


def test_a_refresh_updates_closes_and_reopens(
    chamber: Organisation, communes: dict[str, Commune], tmp_path: Path
) -> None:
    load(stock(tmp_path, {}))
    assert counts(load(stock(tmp_path, {"codeCommuneEtablissement": "33058"}))) == (1, 1, 0, 1, 0, 0)
    closed = {
        "codeCommuneEtablissement": "33058",
        "etatAdministratifEtablissement": "F",
        "dateDebut": "2026-01-31",
    }
    assert counts(load(stock(tmp_path, closed))) == (1, 1, 0, 0, 1, 0)
    business = Business.objects.get()
    assert (business.commune_id, business.closed_on, business.siren) == (
        "33058",
        date(2026, 1, 31),
        "841351281",
    )
    assert counts(load(stock(tmp_path, {"codeCommuneEtablissement": "33058"}))) == (1, 1, 0, 1, 0, 0)


def test_a_file_without_names_erases_none(
    chamber: Organisation, communes: dict[str, Commune], tmp_path: Path
) -> None:
    load(stock(tmp_path, {}))
    assert counts(load(stock(tmp_path, {"enseigne1Etablissement": ""}))) == (1, 1, 0, 0, 0, 1)
    assert Business.objects.get().name == "LE FOURNIL"


def test_a_name_withdrawn_from_publication_is_erased(
    chamber: Organisation, communes: dict[str, Commune], tmp_path: Path
) -> None:
    load(stock(tmp_path, {}))
    load(stock(tmp_path, {"statutDiffusionEtablissement": "P"}))
    business = Business.objects.get()
    assert (business.name, business.is_published) == ("", False)


def test_a_merged_commune_and_an_unknown_one(
    chamber: Organisation, communes: dict[str, Commune], tmp_path: Path
) -> None:
    load(stock(tmp_path, {"codeCommuneEtablissement": "33999"}))
    assert Business.objects.get().commune == communes["Saint-Julien-Beychevelle"]
    load(stock(tmp_path, {"codeCommuneEtablissement": "40001"}), department="all")
    assert (Business.objects.get().commune, Business.objects.get().commune_code) == (None, "40001")


def test_the_sample_of_the_official_file(chamber: Organisation, corpus: Path) -> None:
    """56 rows, 8 of them with a craft code and 5 probable, all outside Gironde."""
    sample = corpus / "register" / "sirene_sample.csv"
    report = load(sample, department="all")
    assert (counts(report), report["rejected"]) == ((56, 13, 13, 0, 0, 0), [])
    assert counts(load(sample, department="all")) == (56, 13, 0, 0, 0, 13)
    assert counts(load(sample))[:2] == (56, 0)
    assert not Business.objects.filter(name__contains="masqu").exists()
    probable = Business.objects.filter(is_probable=True).values_list("naf_code", flat=True)
    assert sorted(probable) == ["1813Z", "4322A", "4520A", "5610C", "8121Z"]
    assert set(Business.objects.values_list("sector", flat=True)) <= {
        "ALIMENTATION",
        "BATIMENT",
        "FABRICATION",
        "SERVICES",
    }


def test_an_import_is_for_the_chamber_only(adviser: Staff, neighbour: Staff) -> None:
    reading = reading_of([Establishment(SIRETS[0], "LE FOURNIL", "1071CB", "33314", None, None, True)])
    with pytest.raises(NotAllowed):
        actions.import_register(
            chamber=adviser.chamber, reading=reading, files="x", by=Viewer.nobody(), at=AT
        )
    actions.import_register(chamber=adviser.chamber, reading=reading, files="x", by=adviser.viewer, at=AT)
    assert queries.search_businesses(adviser.viewer, "fournil")
    assert queries.search_businesses(neighbour.viewer, "fournil") == []


@pytest.mark.parametrize(
    "typed",
    [
        "Lefèvre",
        "lefevre boulangerie",
        "boulangerie LEFEVRE",
        "boulangrie lefevre",
        "85212149000019",
        "852 121 490",
    ],
)
def test_a_business_is_found_as_people_type_it(three: list[Business], adviser: Staff, typed: str) -> None:
    found = queries.search_businesses(adviser.viewer, typed)
    assert found[0].siret == "85212149000019"
    assert (found[0].trade, found[0].commune, found[0].is_open) == ("Boulangerie-pâtisserie", "Blaye", True)


def test_a_search_may_be_narrowed_to_a_commune(
    three: list[Business], adviser: Staff, communes: dict[str, Commune]
) -> None:
    assert queries.search_businesses(adviser.viewer, "lefevre", communes["Pauillac"]) == []
    assert (
        queries.search_businesses(adviser.viewer, "zoe", communes["Pauillac"])[0].name == "L'ATELIER DE ZOÉ"
    )


@pytest.mark.parametrize("viewer", [Viewer.nobody(), Viewer.system()])
def test_nobody_else_searches_the_register(three: list[Business], viewer: Viewer) -> None:
    assert queries.search_businesses(viewer, "fournil") == []


def test_a_search_costs_few_statements(
    three: list[Business], adviser: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for text, statements in (("le fournil pauillac", 2), ("85212149000019", 2), ("furnil pauilac", 5)):
        with django_assert_num_queries(statements):
            assert len(queries.search_businesses(adviser.viewer, text)) == 1


def test_searching_from_the_command_line(three: list[Business]) -> None:
    out = StringIO()
    call_command("register", "search", "lefevre", "--commune", "blaye", "--json", stdout=out)
    (row,) = json.loads(out.getvalue())
    assert set(row) == {"siret", "name", "trade", "commune", "score"}
    with pytest.raises(CommandError, match="Lyon"):
        call_command("register", "search", "x", "--commune", "Lyon")


@pytest.mark.parametrize(
    "typed", [" 841 351 281 00016 ", "841.351.281.00016", "841-351-281-00016", "841\u202f351\u00a0281–00016"]
)
def test_a_siret_finds_its_business(three: list[Business], chamber: Organisation, typed: str) -> None:
    found = queries.lookup_siret(typed, chamber_id=chamber.pk)
    assert found is not None
    assert found.name == "LE FOURNIL"
    assert queries.lookup_siret("73282932000074", chamber_id=chamber.pk) is None


@pytest.mark.parametrize("typed", ["", "123", "8413512810001x", "84135128100017", "00000000000000"])
def test_what_is_no_siret_is_told_so(db: None, typed: str) -> None:
    with pytest.raises(queries.NotASiret):
        queries.lookup_siret(typed, chamber_id=1)


@pytest.fixture
def person(chamber: Organisation) -> Person:
    return Person.objects.create(
        chamber=chamber, name="Camille Exemple", email="c@example.org", created_at=AT
    )


def test_a_business_gives_its_trade_and_commune(three: list[Business], person: Person) -> None:
    artisan = actions.attach_artisan(person=person, business=three[0], by=of_person(person), at=AT)
    assert (artisan.trade_code, artisan.commune_id, artisan.business_name) == (
        "1071CB",
        "33314",
        "LE FOURNIL",
    )


def test_a_later_word_completes_and_never_empties(
    communes: dict[str, Commune], person: Person, adviser: Staff
) -> None:
    actions.attach_artisan(
        person=person, commune=communes["Blaye"], trade_code="9602AA", by=adviser.viewer, at=AT
    )
    artisan = actions.attach_artisan(person=person, business_name="Chez Camille", by=adviser.viewer, at=AT)
    assert (artisan.commune_id, artisan.trade_code, artisan.business_name) == (
        "33058",
        "9602AA",
        "Chez Camille",
    )


def test_a_visitor_may_say_what_a_new_person_is_and_change_nothing_after(
    communes: dict[str, Commune], person: Person, neighbour: Staff
) -> None:
    actions.attach_artisan(person=person, commune=communes["Blaye"], by=Viewer.nobody(), at=AT)
    for viewer in (Viewer.nobody(), neighbour.viewer):
        with pytest.raises(NotAllowed):
            actions.attach_artisan(person=person, commune=communes["Pauillac"], by=viewer, at=AT)
    assert Artisan.objects.get().commune == communes["Blaye"]


def test_attaching_is_taken_back_and_restored(
    communes: dict[str, Commune], person: Person, adviser: Staff
) -> None:
    actions.attach_artisan(
        person=person, commune=communes["Blaye"], trade_code="9602AA", by=adviser.viewer, at=AT
    )
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert (Artisan.objects.get().commune, Artisan.objects.get().trade_code) == (None, "")
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert Artisan.objects.get().commune == communes["Blaye"]


def test_who_may_read_what_a_person_is(
    communes: dict[str, Commune], person: Person, adviser: Staff, neighbour: Staff
) -> None:
    actions.attach_artisan(person=person, commune=communes["Blaye"], by=adviser.viewer, at=AT)
    assert queries.artisan_of(adviser.viewer, person) == queries.artisan_of(of_person(person), person)
    assert queries.artisan_of(adviser.viewer, person) is not None
    assert queries.artisan_of(neighbour.viewer, person) is None
    assert queries.artisan_of(Viewer.nobody(), person) is None
