"""Questionnaires as values: shape, checks, counts that point at nobody."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from etabli.programme.surveys.engine import (
    MAX_LENGTH,
    MIN_GROUP_SIZE,
    check_answers,
    parse,
    seconds,
    untranslated,
)
from etabli.programme.surveys.questionnaires import delivered
from tests.programme.surveys.lots import counted

QUESTIONS = parse(delivered()["end_of_workshop"])
THEMES = ["visible", "social", "loyalty"]

values = st.one_of(
    st.none(),
    st.text(max_size=1200),
    st.sampled_from(["very", "yes", "no"]),
    st.lists(st.sampled_from([*THEMES, "x"])),
)
strings = st.one_of(st.none(), st.text(max_size=1200), st.sampled_from(["very", "yes", "no"]))
answers = st.fixed_dictionaries(
    {},
    optional={
        "useful": strings,
        "half_day": strings,
        "free": strings,
        "themes": st.lists(st.sampled_from([*THEMES, "x"])),
        "other": values,
    },
)
good = st.fixed_dictionaries(
    {
        "useful": st.sampled_from(["very", "rather", "little"]),
        "half_day": st.sampled_from(["yes", "maybe", "no"]),
        "themes": st.lists(st.sampled_from(THEMES), unique=True),
        "free": st.text(max_size=40),
    }
)


def test_the_delivered_questionnaire_is_short_and_in_two_languages() -> None:
    assert [question.id for question in QUESTIONS] == [
        "useful",
        "missing",
        "able",
        "themes",
        "half_day",
        "free",
    ]
    assert seconds(QUESTIONS) <= 90
    assert untranslated(QUESTIONS) == 0


@given(answers)
def test_what_is_kept_fits_the_questions_and_is_stable(given_: dict[str, Any]) -> None:
    kept, problems = check_answers(QUESTIONS, given_, themes=THEMES)
    asked = {q.id for q in QUESTIONS if q.id != "missing" or kept["useful"] == "little"}
    assert kept.keys() == asked
    assert set(kept["themes"]) <= set(THEMES)
    assert len(kept["free"]) <= MAX_LENGTH
    again, second = check_answers(QUESTIONS, kept, themes=THEMES)
    assert again == kept
    assert {p.question for p in second} <= {p.question for p in problems}


@given(good)
def test_a_good_answer_is_kept_whole(given_: dict[str, Any]) -> None:
    kept, problems = check_answers(QUESTIONS, given_, themes=THEMES)
    assert not problems
    assert kept.pop("able") is None
    assert kept.pop("missing", []) == []
    assert kept == {**given_, "free": given_["free"].strip()}


@pytest.mark.parametrize(
    ("given_", "problem"),
    [
        ({"half_day": "no"}, ("useful", "missing")),
        ({"useful": "very", "half_day": "often"}, ("half_day", "unknown")),
        ({"useful": "very", "half_day": "no", "themes": ["x"]}, ("themes", "unknown")),
        ({"useful": "very", "half_day": "no", "free": "a" * 1001}, ("free", "too_long")),
    ],
)
def test_each_fault_is_named(given_: dict[str, Any], problem: tuple[str, str]) -> None:
    _kept, problems = check_answers(QUESTIONS, given_, themes=THEMES)
    assert [(p.question, p.kind) for p in problems] == [problem]


@given(st.lists(good, max_size=12), st.randoms())
def test_counts_are_right_whatever_the_order_and_silent_under_five(
    sheets: list[dict[str, Any]], random: Any
) -> None:
    results = counted(QUESTIONS, sheets)
    if len(sheets) < MIN_GROUP_SIZE:
        assert results == ()
        return
    useful = next(r for r in results if r.question.id == "useful")
    assert sum(number for _option, number in useful.counts) == len(sheets)
    shuffled = list(sheets)
    random.shuffle(shuffled)
    assert counted(QUESTIONS, shuffled) == results


@pytest.mark.parametrize(
    "wrong",
    [
        [{"id": "a", "kind": "stars", "fr": "a", "en": "a"}],
        [{"id": "a", "kind": "text", "fr": "", "en": "a"}],
        [{"id": "a", "kind": "choice", "fr": "a", "en": "a"}],
        [{"id": "a", "kind": "text", "fr": "a", "en": "a"}] * 2,
    ],
)
def test_a_wrong_questionnaire_is_refused(wrong: list[dict[str, Any]]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- the sentence differs with the fault
        parse(wrong)
