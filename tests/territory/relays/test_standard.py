"""The national standard of digital-help places: read, written, and held to its schema."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etabli.territory.places.models import Commune, Epci
from etabli.territory.relays import actions, pending_import, publishing
from etabli.territory.relays.engine import national_standard
from etabli.territory.relays.engine.imported_relay import Fault
from etabli.territory.relays.models import Relay, RelayContact
from tests.armed import ArmedClient
from tests.territory.conftest import AT, Staff

PLACE = national_standard.Place(
    number="blaye-abcd",
    name="Médiathèque de Blaye",
    kind="library",
    commune="Blaye",
    insee="33058",
    postal_code="33390",
    address="1 rue inventée",
    pivot="12345678900011",
    updated_on=date(2026, 3, 2),
    phone="05 56 00 00 00",
    emails=("mediatheque@blaye.example",),
    website="https://blaye.example",
    standard={"services": "Aide aux démarches administratives", "typologie": "BIB"},
)


@pytest.fixture(scope="module")
def fields(corpus: Path) -> list[dict[str, Any]]:
    schema = json.loads((corpus / "standards/lieux_mediation_numerique.schema.json").read_text())
    found: list[dict[str, Any]] = schema["fields"]
    return found


def faults(row: dict[str, str], fields: list[dict[str, Any]]) -> list[str]:
    """What the schema says against a row."""
    found = []
    for field in fields:
        value, rules = row.get(field["name"], ""), field.get("constraints", {})
        if rules.get("required") and not value:
            found.append(f"{field['name']}: missing")
        if value and "pattern" in rules and not re.search(rules["pattern"], value):
            found.append(f"{field['name']}: {value!r}")
        if value and field["type"] == "date":
            date.fromisoformat(value)
    return found


def test_our_names_and_lists_are_those_of_the_schema(fields: list[dict[str, Any]]) -> None:
    assert tuple(field["name"] for field in fields) == national_standard.FIELDS
    row = national_standard.standard_row(PLACE) | {
        name: "|".join(values) for name, values in national_standard.CHOICES.items()
    }
    assert faults(row, fields) == []


def test_what_is_written_is_read_again_the_same(fields: list[dict[str, Any]]) -> None:
    row = national_standard.standard_row(PLACE)
    assert faults(row, fields) == []
    ((place,), remarks) = national_standard.read_places([(2, row)])
    assert remarks == []
    told = (place.name, place.kind, place.insee, place.pivot, place.emails, place.website, place.phone)
    assert told == (
        PLACE.name, "library", "33058", PLACE.pivot, PLACE.emails, PLACE.website, "+33556000000",
    )  # fmt: skip
    assert place.standard == {**(PLACE.standard or {}), "id": "blaye-abcd", "site_web": PLACE.website}


def test_unknown_values_and_columns_are_left_out_one_by_one() -> None:
    row = {
        "nom": "Lieu",
        "services": "aide aux demarches administratives|Voyance",
        "x": "?",
        "latitude": "nord",
    }
    ((place,), remarks) = national_standard.read_places([(7, row)])
    assert place.standard == {"services": "Aide aux démarches administratives"}
    assert [(remark.line, remark.fault, remark.value, remark.is_refused) for remark in remarks] == [
        (7, Fault.UNKNOWN_VALUE, "Voyance", False),
        (7, Fault.UNKNOWN_VALUE, "nord", False),
    ]


def test_what_the_standard_asks_for_is_told_when_missing() -> None:
    assert national_standard.missing_fields(PLACE) == []
    bare = national_standard.Place("x", "Lieu", "library", "Blaye", "33058", "", "", "", date(2026, 3, 2))
    assert national_standard.missing_fields(bare) == ["pivot", "code_postal", "adresse"]


@pytest.mark.django_db
def test_the_published_example_comes_in_and_goes_out(
    corpus: Path, fields: list[dict[str, Any]], adviser: Staff, client: ArmedClient
) -> None:
    content = (corpus / "standards/lieux_mediation_exemple.csv").read_bytes()
    reims = Epci.objects.create(code="200067213", name="CU du Grand Reims")
    facts = {"population": 180_000, "lat": 49.2, "lon": 4.0, "postal_codes": "51100"}
    Commune.objects.create(code="51454", name="Reims", epci=reims, **facts)
    plan = pending_import.plan_of(adviser.chamber.pk, pending_import.parse("exemple.csv", content))
    assert [(row.name, row.kind) for row in plan.rows] == [("Anonymal", "coworking")]
    actions.import_relays(
        chamber=adviser.chamber, file_name="exemple.csv", plan=plan, by=adviser.viewer, at=AT
    )
    assert {contact.email for contact in RelayContact.objects.all()} == {
        "contact@laquincaillerie.tl",
        "responsable@laquincaillerie.tl",
    }
    (row,) = publishing.export(adviser.viewer).rows
    assert faults(row, fields) == []
    before = pending_import.parse("exemple.csv", content)
    told = dict(zip(before.header, before.lines[0].cells, strict=True))
    same = {name for name, value in told.items() if name in row and row[name] == value}
    assert set(national_standard.FIELDS) - same == {"date_maj"}
    again = pending_import.plan_of(adviser.chamber.pk, pending_import.parse("exemple.csv", content))
    assert (again.new, again.changed, again.unchanged) == ([], [], 1)
    assert "Anonymal" not in client.get("/donnees/lieux-mediation-numerique.csv").content.decode()
    Relay.objects.update(kind="library")
    assert "Anonymal" in client.get("/donnees/lieux-mediation-numerique.csv").content.decode()


@pytest.mark.django_db
def test_nothing_of_a_person_goes_out(adviser: Staff, communes: dict[str, Commune]) -> None:
    relay = actions.create_relay(
        chamber=adviser.chamber, kind="library", name="Médiathèque", commune=communes["Blaye"],
        facts={"address": "1 rue inventée", "pivot": "12345678900011"}, by=adviser.viewer, at=AT,
    )  # fmt: skip
    told = {
        "name": "Nadia",
        "email": "nadia@x.example",
        "phone": "06 00 00 00 00",
        "agreed_how": "au téléphone",
    }
    actions.add_contact(relay=relay, **told, by=adviser.viewer, at=AT)
    (row,) = publishing.export(adviser.viewer).rows
    assert (row["telephone"], row["courriels"]) == ("", "")
    assert publishing.export(adviser.viewer).csv.splitlines()[0].startswith('"id","pivot","nom"')
