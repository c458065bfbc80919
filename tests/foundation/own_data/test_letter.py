"""The copy as a letter: words, names and days; nothing that only a program reads."""

import re

import pytest
from django.apps import apps

from etabli.foundation.journal.models import Entry
from etabli.foundation.own_data.actions import ask_erasure
from etabli.foundation.own_data.copying import copy_of
from etabli.foundation.own_data.field_names import shown_fields
from etabli.foundation.own_data.holdings import of_person, of_user
from etabli.foundation.own_data.letter import letter_of
from etabli.foundation.people.actions import correct_person
from etabli.foundation.people.models import Person
from etabli.foundation.registries import registry_modules
from tests import factories as make
from tests.foundation.own_data.filled import Filled
from tests.foundation.own_data.test_copy import Opened

pytestmark = pytest.mark.django_db
MACHINE = {
    "a name of a row": r"\b(person|user|party|space|brief|member|link)[:#] ?\d",
    "JSON": r"[{}\[\]]|\bnull\b|\btrue\b|\bfalse\b",
    "a day of a machine": r"\d{4}-\d{2}-\d{2}",
    "a name of a model": r"\b[a-z_]+\.[a-z]+(?= )",
    "a mark": r"\b[0-9a-f]{16,}\b",
}


def told_of(person: Person) -> list[str]:
    """The sentences of the letter."""
    viewer = make.artisan(person)
    chapters = letter_of(copy_of(of_person(person), viewer), viewer)
    return [sentence for chapter in chapters for part in chapter.parts for sentence in part.sentences]


@pytest.mark.parametrize("of", ["person", "user"])
def test_nothing_that_only_a_program_reads(of: str) -> None:
    filled = Filled(make.chamber())
    identifiers = of_person(filled.person) if of == "person" else of_user(filled.user)
    text = " ".join(Opened(identifiers).pdf.split())
    told = re.sub(r"\S+@\S+|https?://\S+|\S+\.(pdf|csv|json|jpg)\b", "", text)
    found = {what: re.findall(sign, told)[:5] for what, sign in MACHINE.items() if re.search(sign, told)}
    assert not found


def test_people_and_days_are_named(client: object) -> None:
    person = make.person(make.chamber(), name="Zoé Exemple", email="zoe@example.org", phone="05 56 00 00 00")
    correct_person(
        person=person, name="Zoé Exemple", phone="05 56 00 00 01", by=make.artisan(person), at=make.AT
    )
    text = " ".join(Opened(of_person(person), name=person.name).pdf.split())
    for told in (
        "Zoé Exemple",
        "zoe@example.org",
        "05 56 00 00 01",
        "lundi 4 janvier 2027",
        "vous avez corrigé",
    ):
        assert told in text


@pytest.mark.parametrize(
    "typed",
    [
        "Contrat de professionnalisation",
        "menuiserie.fr",
        "Tel: 04 67 02 68 68",
        "Bâtiment #2",
        "/atelier",
        "ok",
        "{…}",
    ],
)
def test_whatever_a_person_typed_is_told(typed: str) -> None:
    """What a program alone reads is known by its field, never by the shape of a text."""
    person = make.person(make.chamber(), name=typed, email="jean_dupont@example.org")
    correct_person(person=person, name=typed, phone="05 56 00 00 01", by=make.artisan(person), at=make.AT)
    text = " ".join(told_of(person))
    for sentence in (f"Nom : {typed}", "jean_dupont@example.org", "vous avez corrigé"):
        assert sentence.replace(" :", "\N{NO-BREAK SPACE}:") in text


def test_each_code_is_a_field_that_a_letter_would_tell_otherwise() -> None:
    for module in registry_modules("personal"):
        for code in getattr(module, "CODES", ()):
            model, _dot, field = code.rpartition(".")
            assert field in shown_fields(apps.get_model(model)), code


def test_a_day_of_many_alike_says_how_many(client: object) -> None:
    person = make.person(make.chamber())
    for number in range(12):
        phone = f"05 56 00 00 {number:02}"
        correct_person(person=person, name=person.name, phone=phone, by=make.artisan(person), at=make.AT)
    assert Entry.objects.count() == 12
    text = " ".join(Opened(of_person(person)).pdf.split())
    assert text.count("vous avez corrigé") == 2
    assert "Et 10 autres du même genre" in text


def test_how_many_are_alike_is_said_beside_them(client: object) -> None:
    """Whatever other act stands between them."""
    person = make.person(make.chamber())
    for number in range(5):
        if number == 2:
            ask_erasure(subject=person, by=make.artisan(person), at=make.AT)
        phone = f"05 56 00 00 {number:02}"
        correct_person(person=person, name=person.name, phone=phone, by=make.artisan(person), at=make.AT)
    verbs = [entry.verb for entry in Entry.objects.order_by("at", "pk")]
    assert verbs == ["people.correct"] * 2 + ["own_data.ask_erasure"] + ["people.correct"] * 3
    sentences = told_of(person)
    history = next(sentence for sentence in sentences if "vous avez corrigé" in sentence)
    assert history.index("Et 3 autres du même genre") < history.index("effac")
