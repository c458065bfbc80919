"""The words of paper codes: a list that can be said on the telephone, read as people type them."""

import math
import unicodedata

from hypothesis import given, strategies as st

from etabli.foundation.people.papers.words import (
    WORDS_PER_CODE,
    draw_words,
    formatted_code,
    parse_words,
    word_list,
)
from etabli.foundation.search.engine.sounds import sound

three = st.tuples(*[st.sampled_from(word_list())] * WORDS_PER_CODE)


def test_the_list_holds_eleven_bits_a_word() -> None:
    assert len(word_list()) == len(set(word_list())) == 2048
    assert math.log2(len(word_list()) ** WORDS_PER_CODE) == 33


def test_each_word_is_plain_and_known_from_its_first_four_letters() -> None:
    assert all(word.isascii() and word.isalpha() and word.islower() for word in word_list())
    assert {len(word) for word in word_list()} == {4, 5, 6, 7, 8}
    assert len({word[:4] for word in word_list()}) == len(word_list())
    assert list(word_list()) == sorted(word_list())


def test_no_two_words_sound_alike() -> None:
    assert len({sound(word) for word in word_list()}) == len(word_list())


def test_what_is_drawn_is_three_words_and_not_always_the_same() -> None:
    drawn = {draw_words() for _code in range(50)}
    assert len(drawn) == 50
    assert all(set(words) <= set(word_list()) and len(words) == 3 for words in drawn)


@given(three, st.sampled_from([" ", "-", ", ", " – ", "\t", "  ", "/", "."]), st.randoms())
def test_capitals_accents_dashes_and_spaces_are_all_the_same(words, between, chance) -> None:
    def dressed(word: str) -> str:
        letters = [chance.choice([letter, letter.upper()]) for letter in word]
        accents = [letter + chance.choice(["", "\u0301", "\u0302"]) for letter in letters]
        return unicodedata.normalize(chance.choice(["NFC", "NFD"]), "".join(accents))

    assert parse_words(f" {between.join(map(dressed, words))} ").words == words
    assert parse_words(formatted_code(words)).is_whole


@given(three)
def test_four_letters_of_each_are_enough_and_no_space_is_needed(words) -> None:
    assert parse_words(" ".join(word[:4] for word in words)).words == words
    assert parse_words("".join(words)).is_whole


@given(three, st.integers(0, 2), st.randoms())
def test_a_mistyped_word_is_named_with_a_word_of_the_list(words, where, chance) -> None:
    word = words[where]
    at = chance.randrange(len(word))
    typed = [*words]
    typed[where] = word[:at] + "w" + word[at + 1 :]
    reading = parse_words(" ".join(typed))
    if not reading.unknown:  # the slip came after the four letters that tell, or made another word
        return
    assert reading.unknown == typed[where]
    assert not reading.nearest or reading.nearest in word_list()


def test_the_word_that_is_meant_is_proposed() -> None:
    assert parse_words("abeile cadre guitare").nearest == "abeille"
    assert parse_words("abeille cadrre guitare").nearest == "cadre"
    assert parse_words("abeille cadre xqzkw").nearest == ""
    assert parse_words("abeille cadre").words == ("abeille", "cadre")
    assert not parse_words("").unknown
    assert parse_words("12 34").words == ()
