"""Every act told as a sentence, by you, by somebody else, by the machine; what it changed, in plain words."""

import re
from datetime import date, timedelta

import pytest
from django.utils.translation import override

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import entries_by, history_of, lines_of
from etabli.foundation.journal.registry import ACTS
from etabli.foundation.journal.wording import sentence, sentence_of
from etabli.foundation.parties import NOBODY, SYSTEM
from etabli.foundation.people.actions import correct_person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import near_day
from tests import factories as make
from tests.consistency.test_acts import acts
from tests.factories import AT

# How a past participle ends, and those that take "être": "vous avez" never goes before them.
PARTICIPLE = re.compile(r"[a-zâàéèêîôûç]+(é|i|is|it|u|ert|aint) ")
WITH_ETRE = re.compile(r"(allé|venu|devenu|revenu|parti|resté|entré|sorti|arrivé|tombé|né|mort|inscrit au) ")
PAST = re.compile(
    r"([a-z]+ed|gave|took|wrote|read|held|let|put|set|went|withdrew|brought|cut|kept|chose|made|sent|left|said|told"
    r"|began|found|had) "
)
ME, CLAIRE = 1, 2


def entry(verb: str, party: int, name: str = "Claire", label: str = "Mairie") -> Entry:
    return Entry(verb=verb, actor_id=party, actor_name=name, at=AT, subject_label=label)


def test_each_act_reads_as_a_sentence_in_the_three_voices() -> None:
    for act in acts():
        reads_as_a_sentence(act.verb)


def reads_as_a_sentence(verb: str) -> None:
    me = Viewer(party_id=ME, user_id=1, name="Anne")
    phrase = ACTS[verb].sentence
    with override("fr"):
        said = str(phrase) % {"subject": "Mairie"}
        assert PARTICIPLE.match(f"{said} "), f"{verb}: « vous avez {said} » must read well"
        assert not WITH_ETRE.match(f"{said} "), f"{verb}: take a verb that goes with “avoir”"
        assert sentence_of(entry(verb, ME), me) == f"vous avez {said}", verb
        assert sentence_of(entry(verb, CLAIRE), me) == f"Claire a {said}", verb
        assert sentence_of(entry(verb, SYSTEM), me) == f"Établi a {said}", verb
        assert sentence_of(entry(verb, NOBODY, "A visitor"), me) == f"un visiteur a {said}", verb
    with override("en"):
        in_english = str(phrase) % {"subject": "Mairie"}
        assert PAST.match(f"{in_english} "), f"{verb}: “you {in_english}” must read well"
        assert sentence_of(entry(verb, ME), me) == f"you {in_english}", verb
        assert sentence_of(entry(verb, CLAIRE), me) == f"Claire {in_english}", verb
    assert said != in_english, f"{verb}: not translated"


def test_the_hour_comes_first_and_an_act_kept_by_its_day_has_none() -> None:
    me = Viewer(party_id=ME, user_id=1)
    with override("fr"):
        assert sentence(entry("relays.create", ME), me) == (
            "À 10\u00a0h, vous avez ajouté le relais «\u00a0Mairie\u00a0»."
        )
        assert sentence(entry("surveys.submit", NOBODY), me).startswith("Un visiteur a répondu")


def test_a_name_that_begins_with_a_vowel_is_elided_in_french() -> None:
    one = entry("support.call_off", ME, label="Élise Martin")
    with override("fr"):
        assert "d’accompagnement d’Élise Martin" in sentence_of(one, Viewer())
    with override("en"):
        assert "of Élise Martin" in sentence_of(one, Viewer())


def test_a_verb_of_a_former_version_is_still_told() -> None:
    with override("fr"):
        assert "Mairie" in sentence_of(entry("relays.gone", CLAIRE), Viewer())


@pytest.mark.django_db
def test_taking_back_and_restoring_are_told_with_the_act_that_they_bear_on() -> None:
    chamber = make.chamber()
    me, person = make.adviser(chamber), make.person(chamber, name="Anne")
    anne = make.artisan(person)
    correct_person(person=person, name="Anna", phone="", by=anne, at=AT)
    for _again in range(3):
        undo(entry=Entry.objects.latest("pk"), by=anne, at=AT)
    with override("fr"):
        said = [line.sentence.removeprefix("À 10\u00a0h, ") for line in history_of(me, person)]
    act = "Anne a corrigé les coordonnées d’Anna."
    taken_back, restored = f"Anne a annulé ceci\u00a0: {act}", f"Anne a refait ceci\u00a0: {act}"
    assert said == [taken_back, restored, taken_back, act]
    states = [(line.undone, line.redone) for line in history_of(me, person)]
    assert states == [(False, False), (True, False), (True, False), (True, False)]
    undo(entry=Entry.objects.latest("pk"), by=anne, at=AT)
    assert [line.redone for line in history_of(me, person)] == [*[False] * 4, True]


@pytest.mark.django_db
def test_what_changed_is_told_in_words_and_what_did_not_is_left_out() -> None:
    chamber = make.chamber()
    by, person = make.adviser(chamber), make.person(chamber, name="Anne")
    correct_person(person=person, name="Anna", phone=person.phone, by=by, at=AT)
    with override("fr"):
        (line,) = lines_of(by, entries_by(by))
    assert [(change.label, change.before, change.after) for change in line.changes] == [
        ("Nom", "Anne", "Anna")
    ]


def test_days_are_called_as_one_speaks() -> None:
    import time_machine

    with time_machine.travel(AT), override("fr"):
        assert near_day(AT.date()) == "Aujourd’hui"
        assert near_day(AT.date() - timedelta(days=1)) == "Hier"
        assert near_day(date(2027, 3, 1)) == "Lundi 1er\u00a0mars"
        assert near_day(date(2026, 11, 24)) == "Mardi 24\u00a0novembre 2026"
