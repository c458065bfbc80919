"""Completeness, the two documents, and BRIEF.json there and back."""

import datetime
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from etabli.procurement.briefs.engine import (
    Answer,
    Brief,
    BriefError,
    Budget,
    brief_from_json,
    brief_json,
    one_page,
    score,
    specification,
)
from etabli.procurement.needs.catalogue import load

CATALOGUE = load()
answers = st.dictionaries(
    st.sampled_from(CATALOGUE.needs),
    st.tuples(
        st.sampled_from(["must", "should", "could", "not"]), st.text(max_size=30), st.text(max_size=20)
    ),
    max_size=20,
)


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    said = draw(answers)
    low = draw(st.integers(0, 10**7))
    return Brief(
        title=draw(st.text(max_size=20)),
        trade=draw(st.sampled_from(["", "maçon", "bijoux", "boulangerie"])),
        outcome=draw(st.sampled_from(CATALOGUE.outcomes)),
        answers=tuple(
            Answer(need.id, need.number, *said[need]) for need in sorted(said, key=lambda need: need.number)
        ),
        budget=draw(st.one_of(st.none(), st.integers(low, 10**8).map(lambda high: Budget(low, high)))),
        deadline=draw(st.one_of(st.none(), st.dates())),
        version=draw(st.integers(1, 99)),
    )


def full(outcome: str = "site") -> Brief:
    asked = CATALOGUE.asked_for(outcome)
    said = tuple(
        Answer(need.id, need.number, weight, need.choices[0].label.fr)
        for need, weight in asked
        if need.choices
    )
    return Brief("", "", outcome, said, Budget(100_000, 250_000), "", datetime.date(2027, 3, 1))


def with_answer(brief: Brief, answer: Answer) -> Brief:
    """The brief with one answer put in or replaced."""
    others = [one for one in brief.answers if one.need_id != answer.need_id]
    return replace(brief, answers=tuple(sorted([*others, answer], key=lambda one: one.number)))


@given(briefs())
@settings(max_examples=80, deadline=None)
def test_a_brief_survives_its_exchange_form(brief: Brief) -> None:
    text = json.dumps(brief_json(brief, CATALOGUE))
    assert brief_from_json(text, CATALOGUE) == brief


@given(briefs(), st.sampled_from(CATALOGUE.needs))
@settings(max_examples=80, deadline=None)
def test_one_more_answer_never_gives_fewer_points(brief: Brief, need: Any) -> None:
    if brief.answer_to(need.id) is None:
        weight = need.weight_for(brief.outcome, CATALOGUE.family_of(brief.trade))
        more = with_answer(brief, Answer(need.id, need.number, weight, "oui"))
        assert score(more, CATALOGUE).points >= score(brief, CATALOGUE).points
    assert 0 <= score(brief, CATALOGUE).points <= 100


def in_own_words(brief: Brief, **own: str) -> Brief:
    """The brief with answers in one's own words."""
    for need_id, text in own.items():
        need = CATALOGUE.by_id[need_id.replace("_", "-")]
        brief = with_answer(brief, Answer(need.id, need.number, "must", text))
    return brief


@pytest.mark.parametrize("outcome", CATALOGUE.outcomes)
def test_ready_answers_alone_never_pass_sixty_and_ones_own_words_make_the_rest(outcome: str) -> None:
    assert score(Brief("", "", outcome), CATALOGUE).points == 0
    clicked = score(full(outcome), CATALOGUE)
    assert clicked.points <= 60
    assert [aspect.id for aspect in clicked.to_tell] == [
        "what", "why", "where", "how-many", "pictures", "texts",
    ]  # fmt: skip
    brief = in_own_words(
        full(outcome),
        makes="Des murs en pierre et des terrasses, autour de Bazas, une dizaine par an",
        chosen_for="Je tiens mes dates",
        photos="Quarante photos de chantiers",
        texts="Trois pages écrites par ma fille",
    )
    result = score(brief, CATALOGUE)
    assert (result.points, result.missing, result.to_tell) == (100, (), ())


@pytest.mark.parametrize(
    ("own", "left"),
    [
        ({"makes": "oui"}, {"what", "why", "where", "how-many", "pictures", "texts"}),
        ({"makes": "Je fais des bagues et des colliers"}, {"why", "where", "how-many", "pictures", "texts"}),
        ({"makes": "Bagues, colliers, bracelets à Bègles"}, {"why", "how-many", "pictures", "texts"}),
        ({"area": "Langon et Bazas"}, {"what", "why", "how-many", "pictures", "texts"}),
        ({"goals-public": "vendre 12 modèles"}, {"what", "why", "where", "pictures", "texts"}),
        ({"chosen-for": "le sérieux, le goût"}, {"what", "where", "how-many", "pictures", "texts"}),
    ],
)
def test_a_thing_a_place_a_number_count_once_they_are_named(own: dict[str, str], left: set[str]) -> None:
    result = score(in_own_words(Brief("", "", "site"), **own), CATALOGUE)
    assert {aspect.id for aspect in result.to_tell} == left


def test_what_is_missing_comes_with_the_most_useful_first() -> None:
    result = score(Brief("", "maçon", "site"), CATALOGUE)
    assert result.missing[:3] == ("makes", "chosen-for", "goals-public")
    assert result.missing.index("pages") < result.missing.index("photos")
    assert not {"social-pages", "legal-notices"} & set(result.missing)


def test_not_knowing_counts_for_half_and_leaving_out_on_purpose_for_all() -> None:
    need = CATALOGUE.by_id["goals-public"]
    empty = Brief("", "", "campaign")
    points = [
        score(with_answer(empty, Answer(need.id, need.number, weight, text)), CATALOGUE).points  # type: ignore[arg-type]  # parametrised weights
        for weight, text in [("must", "Je ne sais pas"), ("must", "vendre"), ("not", "")]
    ]
    assert 0 < points[0] < points[1] == points[2]


def test_the_documents_number_their_sentences_by_the_catalogue() -> None:
    brief = with_answer(full(), Answer("photos", 23, "not", ""))
    brief = with_answer(brief, Answer("seo", 61, "must", "maçon Médoc"))
    page, contract = one_page(brief, CATALOGUE), specification(brief, CATALOGUE)
    numbers = [
        sentence.number for section in contract.sections for sentence in section.sentences if sentence.number
    ]
    assert sorted(numbers, key=int) == [
        str(need.number) for need, _ in CATALOGUE.asked_for("site") if need.choices
    ]
    assert "Les recherches où l’artisan veut être trouvé\u00a0: maçon Médoc." in [
        sentence.text for section in contract.sections for sentence in section.sentences
    ]
    assert [section.title for section in page.sections] == [
        "Le cadre", "Indispensable", "Important", "Utile", "Ce qui n’est pas demandé",
    ]  # fmt: skip
    assert "Souhaité pour le 1er mars 2027." in [sentence.text for sentence in page.sections[0].sentences]


def test_what_is_open_is_said_as_a_question_to_the_supplier() -> None:
    contract = specification(Brief("", "", "site"), CATALOGUE)
    assert contract.sections[-1].title == "Ce qui reste à préciser"
    assert all(sentence.text.endswith("?") for sentence in contract.sections[-1].sentences)


def test_not_knowing_asks_the_supplier_to_propose() -> None:
    brief = Brief("", "", "site", (Answer("hosting", 52, "must", "Je ne sais pas"),))
    texts = [
        sentence.text for section in one_page(brief, CATALOGUE).sections for sentence in section.sentences
    ]
    assert "L’hébergement\u00a0: Le prestataire propose une solution et l’explique." in texts


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("{", "not JSON at line 1"),
        (b"\xff", "byte 0 is not UTF-8"),
        ("[]", "the document is not an object"),
        ({}, "outcome is ''"),
        ({"outcome": "site", "needs": {}}, "needs is not a list"),
        ({"outcome": "site", "needs": [{"id": "unicorn"}]}, r"needs\[0\].id is 'unicorn'"),
        ({"outcome": "site", "needs": [{"id": "seo", "weight": "a lot"}]}, r"needs\[0\].weight is 'a lot'"),
        ({"outcome": "site", "needs": [{"id": "seo"}, {"id": "seo"}]}, "need seo is answered twice"),
        ({"outcome": "site", "needs": [{"id": "seo", "answer": 3}]}, r"needs\[0\].answer is not a text"),
        ({"outcome": "site", "budget": {"low": "a", "high": 2}}, "budget.low is 'a'"),
        ({"outcome": "site", "budget": {"low": 3, "high": 2}}, "budget.low is above budget.high"),
        ({"outcome": "site", "budget": {"low": "1.005", "high": 2}}, "budget.low is '1.005'"),
        ({"outcome": "site", "deadline": "soon"}, "deadline is 'soon'"),
        ({"outcome": "site", "deadline": 5}, "deadline is '5'"),
        ({"outcome": "site", "version": 0}, "version is '0'"),
    ],
)
def test_what_is_no_brief_is_refused_with_its_place(data: object, message: str) -> None:
    with pytest.raises(BriefError, match=message):
        brief_from_json(data, CATALOGUE)
