"""What fits in a text message."""

import pytest
from hypothesis import given, strategies as st

from etabli.foundation.notices.texts.gsm import (
    BASIC_CHARACTERS,
    EXTENDED_CHARACTERS,
    SINGLE_LENGTH,
    fit_message,
    gsm_length,
    part_count,
    to_gsm,
)

URL = "https://etabli.example.org/l/123456-0123456789abcdef0123456789abcdef/"


@given(st.text(max_size=400))
def test_only_signs_of_one_message_are_left(text: str) -> None:
    assert set(to_gsm(text)) <= BASIC_CHARACTERS | EXTENDED_CHARACTERS


@given(st.text(max_size=400))
def test_one_message_with_its_address_whole(said: str) -> None:
    text = fit_message(said, URL)
    assert text.endswith(f"\n{URL}")
    assert part_count(text) == 1
    assert gsm_length(text) <= SINGLE_LENGTH


def test_french_is_spelled_as_one_reads_it() -> None:
    assert to_gsm(
        "Répondez avant lundi 16\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}: l’atelier « Être vu », ça ira"
    ) == ('Répondez avant lundi 16 h : l\'atelier " Etre vu ", ca ira')


@pytest.mark.parametrize(
    ("text", "number"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1), ("€" * 81, 2)],
)
def test_how_many_are_paid(text: str, number: int) -> None:
    assert part_count(text) == number
