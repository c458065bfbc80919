"""Which questions are proposed to somebody who types a title."""

import pytest
from hypothesis import given, strategies as st

from etabli.community.forum.engine.near_titles import TitleIndex
from tests.community.forum.engine.title_pairs import NEW, PAIRS, SYNONYMS, TITLES

INDEX = TitleIndex.of(dict(enumerate(TITLES)), SYNONYMS)


def near(typed: str, limit: int = 3) -> list[str]:
    return [TITLES[each.key] for each in INDEX.nearest(typed, limit)]


@pytest.mark.parametrize(("typed", "title"), PAIRS)
def test_the_same_question_is_among_the_first_three(typed: str, title: str) -> None:
    assert title in near(typed)


def test_what_is_new_has_nothing_near() -> None:
    """But one: whoever would translate into Occitan is shown a translation into Spanish."""
    assert [typed for typed in NEW if near(typed)] == ["traduire en occitan"]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_the_nearest_to_itself(title: str) -> None:
    assert near(title)[0] == title


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("HÉBERGEURS à bordeaux", "Un hébergeur à Bordeaux"),
        ("heberjeur", "Un hébergeur à Bordeaux"),
        ("héberg", "Un hébergeur à Bordeaux"),
        ("un smartphone qui prend l'eau", "Mon portable prend l’eau"),
        ("clients en Belgique", "Un client belge"),
    ],
)
def test_accents_plurals_slips_beginnings_synonyms_and_families(typed: str, title: str) -> None:
    titles = {
        1: "Un hébergeur à Bordeaux",
        2: "Mon portable prend l’eau",
        3: "Un client belge",
        4: "Un stage",
    }
    [nearest, *_others] = TitleIndex.of(titles, SYNONYMS).nearest(typed)
    assert titles[nearest.key] == title


def test_without_synonyms_other_words_are_other_questions() -> None:
    assert TitleIndex.of({1: "Un devis"}, [["devis", "estimation"]]).nearest("estimation")
    assert TitleIndex.of({1: "Un devis"}).nearest("estimation") == []


@pytest.mark.parametrize("typed", ["", "  ", "?", "comment faire", "bonjour, avez-vous besoin de"])
def test_what_only_asks_is_near_to_nothing(typed: str) -> None:
    assert near(typed) == []


def test_an_index_of_nothing_answers_nothing() -> None:
    assert TitleIndex.of({}).nearest("un site") == []


@given(st.lists(st.text(max_size=30), max_size=8), st.text(max_size=40), st.integers(0, 5))
def test_any_titles_and_any_text(titles: list[str], typed: str, limit: int) -> None:
    answers = TitleIndex.of(dict(enumerate(titles)), SYNONYMS).nearest(typed, limit)
    assert len(answers) <= limit
    assert all(0 < answer.nearness <= 1 for answer in answers)
    assert answers == sorted(answers, key=lambda answer: -answer.nearness)
