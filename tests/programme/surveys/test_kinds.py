"""Any questionnaire that can be written: what is asked, what is kept, what a change to a draft leaves standing."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from etabli.programme.surveys.engine import (
    KINDS,
    MAX_SHORT_LENGTH,
    WITH_OPTIONS,
    Question,
    WrongQuestionnaire,
    check_answers,
    editing,
    is_asked,
    is_empty,
    parse,
)
from tests.programme.surveys.lots import counted

THEMES = ["visible", "social", "loyalty"]
KEPT = {"choice": str, "choices": list, "ranking": list, "text": str, "long": str, "themes": list}


@st.composite
def questionnaires(draw: Any) -> list[dict[str, Any]]:
    """Up to six questions of any kind; a condition, when there is one, is on an earlier question that can decide."""
    content: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(sorted(KINDS)))
        told: dict[str, Any] = {"id": f"q{number}", "kind": kind, "fr": f"Question {number}"}
        if kind in WITH_OPTIONS:
            told["options"] = [{"id": f"o{i}", "fr": f"Choix {i}"} for i in range(draw(st.integers(2, 5)))]
        if kind == "scale":
            first = draw(st.integers(0, 5))
            told["scale"] = {"from": first, "to": draw(st.integers(first + 1, 10))}
        deciding = [question for question in parse(content) if question.deciding]
        if deciding and draw(st.booleans()):
            on = draw(st.sampled_from(deciding))
            among = draw(st.lists(st.sampled_from(on.deciding), min_size=1, unique=True))
            told["only_if"] = {"question": on.id, "is": among}
        else:
            told["required"] = draw(st.booleans())
        content.append(told)
    return content


def an_answer(draw: Any, question: Question) -> Any:
    """One that fits, or none, or one that no form would send."""
    codes = [option.id for option in question.options] or THEMES
    if draw(st.integers(0, 5)) == 0:
        return draw(st.one_of(st.none(), st.just(""), st.just("x"), st.just(["x"]), st.just(99)))
    if question.scale:
        return draw(
            st.one_of(st.sampled_from(question.scale.steps), st.sampled_from(question.scale.steps).map(str))
        )
    if question.kind == "choice":
        return draw(st.sampled_from(codes))
    if question.kind in ("text", "long"):
        return draw(st.text(max_size=MAX_SHORT_LENGTH + 40))
    return draw(st.lists(st.sampled_from(codes), max_size=6))


@st.composite
def answered(draw: Any) -> tuple[tuple[Question, ...], dict[str, Any]]:
    questions = parse(draw(questionnaires()))
    return questions, {question.id: an_answer(draw, question) for question in questions}


@given(answered())
def test_what_is_kept_is_of_its_kind_and_only_what_was_asked(told: tuple[Any, Any]) -> None:
    questions, answers = told
    kept, problems = check_answers(questions, answers, themes=THEMES)
    for question in questions:
        assert (question.id in kept) == is_asked(question, kept)
        if question.id in kept:
            value = kept[question.id]
            fits = question.scale.steps if question.scale else None
            assert value is None or value in fits if fits else isinstance(value, KEPT[question.kind])
            if isinstance(value, list):
                assert len(set(value)) == len(value)
    assert {problem.question for problem in problems} <= kept.keys(), "nothing is wrong with what isn't asked"
    again, _problems = check_answers(questions, kept, themes=THEMES)
    assert again == kept


@given(answered())
def test_a_question_that_depends_on_one_not_asked_is_not_asked(told: tuple[Any, Any]) -> None:
    questions, answers = told
    kept, _problems = check_answers(questions, answers, themes=THEMES)
    for question in questions:
        if question.only_if and question.only_if.question not in kept:
            assert question.id not in kept


@given(questionnaires())
def test_required_and_asked_is_missing_when_left_empty(content: list[dict[str, Any]]) -> None:
    questions = parse(content)
    kept, problems = check_answers(questions, {}, themes=THEMES)
    assert all(is_empty(value) for value in kept.values())
    assert [p.question for p in problems] == [q.id for q in questions if q.required]


@given(st.data(), questionnaires())
def test_changes_to_a_draft_keep_it_right_or_are_refused(data: Any, content: list[dict[str, Any]]) -> None:
    before = [told["id"] for told in content]
    name = data.draw(st.sampled_from(before))
    change = data.draw(
        st.sampled_from(
            [
                lambda: editing.with_moved(content, name, 1),
                lambda: editing.with_moved(content, name, -1),
                lambda: editing.with_copy(content, name, "copy"),
                lambda: editing.without(content, name),
            ]
        )
    )
    refused = ""
    try:
        parse(change())
    except WrongQuestionnaire as wrong:
        refused = wrong.kind
    assert refused in ("", "order", "too_many")
    assert refused != "order" or any(told.get("only_if") for told in content), (
        "only a condition stands in the way"
    )
    assert [told["id"] for told in content] == before, "the draft given is left as it was"


@given(st.lists(st.sampled_from([{"m": 0}, {"m": 3}, {"m": None}, {}]), min_size=5, max_size=12))
def test_zero_counts_as_an_answer(answers: list[dict[str, Any]]) -> None:
    questions = parse([{"id": "m", "kind": "scale", "fr": "Note", "scale": {"from": 0, "to": 3}}])
    told = [answer for answer in answers if "m" in answer]
    for result in counted(questions, answers):
        assert dict(result.counts)["0"] == sum(answer["m"] == 0 for answer in told)
        assert result.answered == sum(answer["m"] is not None for answer in told)


CHOICE = {"id": "a", "kind": "choice", "fr": "A", "options": [{"id": "x", "fr": "X"}, {"id": "y", "fr": "Y"}]}


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ([{**CHOICE, "only_if": {"question": "b", "is": ["x"]}}], "order"),
        ([{**CHOICE, "only_if": {"question": "a", "is": ["x"]}}], "order"),
        (
            [CHOICE, {"id": "b", "kind": "text", "fr": "B", "only_if": {"question": "a", "is": ["z"]}}],
            "condition",
        ),
        (
            [CHOICE, {"id": "b", "kind": "text", "fr": "B", "only_if": {"question": "a", "is": []}}],
            "condition",
        ),
        ([{**CHOICE, "options": CHOICE["options"][:1]}], "number"),
        ([{**CHOICE, "options": [CHOICE["options"][0]] * 2}], "options"),
        ([{"id": "a", "kind": "scale", "fr": "A", "scale": {"from": 3, "to": 3}}], "scale"),
        ([{"id": "a", "kind": "scale", "fr": "A", "scale": {"from": 0, "to": 11}}], "scale"),
        ([{"id": "a", "kind": "scale", "fr": "A"}], "scale"),
        ([{"id": f"q{n}", "kind": "text", "fr": "Q"} for n in range(16)], "too_many"),
        (
            [
                CHOICE,
                {
                    "id": "b",
                    "kind": "text",
                    "fr": "B",
                    "required": True,
                    "only_if": {"question": "a", "is": ["x"]},
                },
            ],
            "required",
        ),
    ],
)
def test_what_is_wrong_is_named(wrong: list[dict[str, Any]], kind: str) -> None:
    with pytest.raises(WrongQuestionnaire) as refusal:
        parse(wrong)
    assert refusal.value.kind == kind


def test_english_may_be_missing() -> None:
    (question,) = parse([{"id": "a", "kind": "text", "fr": "A"}])
    assert question.text == {"fr": "A", "en": ""}
