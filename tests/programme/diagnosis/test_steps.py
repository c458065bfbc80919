"""What the questions and the steps say: in full, in both languages, without contradicting themselves."""

import re
from itertools import combinations

import pytest

from etabli.foundation.people import chamber_contact
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer
from etabli.front.search_pages import _find_passages
from etabli.procurement.needs.engine import Text
from etabli.programme.diagnosis.catalogue import drawing, load
from etabli.programme.diagnosis.engine import UNKNOWN, Step, count_words, in_words
from etabli.programme.diagnosis.wording import result_of, step_in_words

CATALOGUE = load()
NUMBERS = {
    "fr": ["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "vingt"],
    "en": ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty"],
}
FREE = {
    "vous",
    "votre",
    "écrivez",
    "notez",
    "seulement",
    "ligne",
    "seule",
    "write",
    "note",
    "just",
    "line",
    "single",
    "that",
    "check",
}


def words(text: str) -> set[str]:
    """Those that carry meaning."""
    return {word for word in re.findall(r"[^\W\d_]{4,}", text.lower()) if word not in FREE}


def texts(step: Step) -> tuple[Text, ...]:
    return (step.title, step.why, step.have, *step.how, step.worked, step.back, step.short)


def test_the_questions_fit_ten_minutes() -> None:
    assert len(CATALOGUE.questions) <= 12
    assert count_words(CATALOGUE.questions, "fr") <= 600
    assert count_words(CATALOGUE.questions, "en") <= 600
    assert all(question.answers[-1].id == UNKNOWN for question in CATALOGUE.questions)


def test_the_steps_are_there_in_full() -> None:
    assert len(CATALOGUE.steps) >= 50
    for step in CATALOGUE.steps:
        assert 3 <= len(step.how) <= 7
        assert len(drawing(step.art).encode()) <= 2048
        for trade in CATALOGUE.trades.values():
            for text in texts(step):
                spoken = in_words(text, trade)
                assert "{" not in spoken.fr + spoken.en


@pytest.mark.parametrize("step", CATALOGUE.steps, ids=lambda step: step.id)
def test_the_short_form_does_not_contradict_the_title(step: Step) -> None:
    """A number of the title would be another in five minutes: it stands in the gestures."""
    for language, numbers in NUMBERS.items():
        title = step.title.in_language(language).lower()
        short = step.short.in_language(language).lower()
        assert not words(title) & set(numbers), title
        assert not re.search(r"pas encore|don’t send|not yet", short), short
        assert "un quart d’heure" not in " ".join(text.fr for text in texts(step))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_two_steps_are_the_same_act_in_five_minutes(language: str) -> None:
    for one, other in combinations(CATALOGUE.steps, 2):
        left, right = words(one.short.in_language(language)), words(other.short.in_language(language))
        assert len(left & right) < 0.6 * min(len(left), len(right)), (one.id, other.id, left & right)


def test_french_signs_do_not_begin_a_line() -> None:
    """No-break spaces, as everywhere in French here."""
    asked = [
        text for q in CATALOGUE.questions for text in (q.ask, q.why, *(answer.text for answer in q.answers))
    ]
    told = [text for situation in CATALOGUE.situations for text in (situation.name, situation.opening)]
    for text in (*asked, *told, *(text for step in CATALOGUE.steps for text in texts(step))):
        assert not re.search(r" [:;?!»]|« ", text.fr), text.fr


def test_nothing_is_sent_to_somebody_who_may_not_be_there() -> None:
    """The makers of sites vanish: each text that sends something to them says so only of who does it today."""
    for step in CATALOGUE.steps:
        for text in texts(step):
            assert "à qui le tient" not in text.fr
            assert "à qui tient" not in text.fr


@pytest.mark.parametrize(
    ("phone", "read"),
    [("", "en bas de chaque page"), ("05 00 00", "appelez la chambre\u00a0: 05\u00a000\u00a000")],
)
def test_the_telephone_of_the_chamber_stands_in_the_steps(
    monkeypatch: pytest.MonkeyPatch, phone: str, read: str
) -> None:
    contact = chamber_contact.Contact(name="Chambre", phone=phone, hours="", legal="")
    monkeypatch.setattr(chamber_contact, "_read", lambda chamber_id: (contact, True))
    chamber_contact.clear_cache()
    step = CATALOGUE.step("someone-beside")
    assert step is not None
    assert read in " ".join(step_in_words(step, "", None).how)
    chamber_contact.clear_cache()


@pytest.mark.django_db
def test_what_stands_under_a_title_is_what_the_time_allows(chamber: Organisation) -> None:
    answers = {"trade": "making", "reached": "mouth", "goal": "new", "fear": "nothing", "ease": "slow"}
    for time, minutes in (
        ("none", "Cinq minutes"),
        ("quarter", "Un quart d’heure"),
        ("hour", "Un quart d’heure"),
    ):
        result = result_of(answers | {"time": time}, {})
        assert {step.time for step in result.steps} == {minutes}
        for step in result.steps:
            assert step.line.startswith(step.short) == (time == "none")
            assert step.for_trade in step.line


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("horaires google", "hours"),
        ("compte instagram volé", "account-stolen"),
        ("instagram piraté", "account-lock"),
        ("mot de passe oublié", "password-keeper"),
        ("sauvegarde photos", "backup-photos"),
        ("arnaque", "spot-fraud"),
        ("nom de domaine", "domain-name"),
        ("facture électronique", "e-invoicing"),
        ("lien de paiement", "one-sale-by-link"),
    ],
)
def test_a_step_is_met_by_the_words_that_people_type(chamber: Organisation, typed: str, id: str) -> None:
    assert f"#{id}" in " ".join(result.url for result in _find_passages(Viewer.nobody(), typed))
