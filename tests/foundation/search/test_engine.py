"""Accents, case and endings never matter; one slip of the finger is forgiven."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from etabli.foundation.search.engine import (
    Vocabulary,
    fold,
    is_sole_best,
    mark_matches,
    near_words,
    ranks,
    stem,
    words,
)

FRENCH = st.text("abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæ", min_size=4, max_size=14)
LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyz")


@given(st.text(max_size=60))
def test_folding_is_done_once_for_all(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(FRENCH)
def test_accents_and_case_never_matter(word: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    assert words(word) == words(word.upper()) == words(bare) == words(unicodedata.normalize("NFD", word))


@given(st.text(max_size=80))
def test_any_text_has_words_of_letters_and_figures(text: str) -> None:
    for word in words(text):
        assert word.isascii()
        assert word.isalnum()
        assert 0 < len(word) <= 40


def test_empty_words_go_unless_nothing_else_is_left() -> None:
    assert words("L'Atelier de la Tour") == ["atelier", "tour"]
    assert words("Les Deux") == ["deux"]
    assert words("Le La") == ["le", "la"]
    assert words("  …  ") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("boulangerie", "boulangeries"),
        ("maçon", "maçons"),
        ("coiffeur", "coiffeurs"),
        ("électricité", "electricite"),
    ],
)
def test_endings_do_not_matter(one: str, other: str) -> None:
    assert stem(words(one)[0]) == stem(words(other)[0])


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A word of four letters or more, and the same with one slip: missing, added, wrong, or two exchanged."""
    word = words(draw(FRENCH))[0]
    place = draw(st.integers(0, len(word) - 2))
    letter = draw(LETTERS)
    typed = draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            ]
        )
    )
    return word, typed


@given(slips(), st.lists(FRENCH, max_size=30))
def test_one_slip_is_forgiven(slip: tuple[str, str], others: list[str]) -> None:
    word, typed = slip
    vocabulary = Vocabulary.of([word, *(found for other in others for found in words(other))])
    assert word in near_words(typed, vocabulary)


@given(FRENCH, st.lists(FRENCH, max_size=30))
def test_the_word_itself_is_the_nearest(typed: str, others: list[str]) -> None:
    (word,) = words(typed)[:1]
    found = near_words(word, Vocabulary.of([word, *(one for other in others for one in words(other))]))
    assert next(iter(found)) == word
    assert found[word] == 1.0
    assert all(0 < nearness <= 1 for nearness in found.values())


def test_a_beginning_is_found() -> None:
    assert "boulangerie" in near_words("boul", Vocabulary.of(["boulangerie", "boucherie"]))


def test_figures_are_taken_as_they_are() -> None:
    assert "33251" not in near_words("33250", Vocabulary.of(["33251"]))
    assert near_words("12345678900011", Vocabulary.of(["12345678900012"])) == {}


@pytest.mark.parametrize(
    "text", ["0612345678", "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", "+33 6 12 34 56 78"]
)
def test_a_number_is_one_word_however_it_is_set_apart(text: str) -> None:
    assert words(f"Anne, {text} · Blaye") == ["anne", "0612345678", "blaye"]


@given(st.text(max_size=80), st.text(max_size=20))
def test_marking_loses_nothing(text: str, typed: str) -> None:
    assert "".join(piece for piece, _hit in mark_matches(text, typed)) == text


def test_what_made_it_found_is_marked() -> None:
    hits = [
        piece
        for piece, hit in mark_matches("Boulangerie du Médoc · 06 12 34 56 78", "boulangeries medok 0612")
        if hit
    ]
    assert hits == ["Boulangerie", "Médoc", "06 12 34 56 78"]


@pytest.mark.parametrize(
    ("typed", "names", "meant"),
    [
        ("inès m", ["Inès E.", "Inès Moreau"], "Inès Moreau"),
        ("inès", ["Inès E.", "Inès Moreau"], None),
        ("ines m", ["Inès Moreau", "Inès Martin"], None),
        ("ines m", ["Inès E."], None),
        ("inès martin", ["Inès Martinez", "Inès Martin"], "Inès Martin"),
        ("Martin Inès", ["Inès Martin", "Inès Martin-Dubois"], "Inès Martin"),
        ("inès martin", ["Inès Martin", "Inès Martin"], None),
        ("ines martain", ["Inès Martin"], None),
        ("06 12 34 56 78", ["Inès Martin"], "Inès Martin"),
        ("", [], None),
    ],
)
def test_enter_chooses_only_whoever_is_alone_named(typed: str, names: list[str], meant: str | None) -> None:
    ranked = ranks(typed, [(name, "Coiffure · Pauillac · 0612345678") for name in names])
    best = min(range(len(names)), key=ranked.__getitem__, default=0)
    assert (names[best] if is_sole_best(ranked) else None) == meant


def test_what_was_typed_exactly_comes_before_what_begins_so_and_before_a_slip() -> None:
    texts = [("Martine Roux", ""), ("Martin Roux", ""), ("Matin Roux", "")]
    assert ranks("martin roux", texts) == [1, 0, 2]
