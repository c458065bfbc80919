"""An address or a number in one box: whatever is typed gives a pair or a sentence, never a fault."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given, strategies as st

from etabli.foundation.people.contact import parse_contact


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Jeanne@Example.org ", ("jeanne@example.org", "")),
        ("0612345678", ("", "06 12 34 56 78")),
        ("06.12.34.56.78", ("", "06 12 34 56 78")),
        ("+33 6 12 34 56 78", ("", "06 12 34 56 78")),
        ("+32 470 12 34 56", ("", "+32 470 12 34 56")),
    ],
)
def test_what_people_type(typed: str, told: tuple[str, str]) -> None:
    assert parse_contact(typed) == told


@given(st.text(max_size=60))
def test_any_text_gives_one_of_the_two_or_a_sentence(text: str) -> None:
    try:
        email, phone = parse_contact(text)
    except ValidationError:
        return
    assert bool(email) != bool(phone)
    assert parse_contact(email or phone) == (email, phone)


def test_a_number_longer_than_we_keep_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValidationError) as refusal:
        parse_contact("05 56 00 00 00 ext. 1234567")
    with override("fr"):
        assert "retirez le numéro de poste" in str(refusal.value.message)


@pytest.mark.parametrize("typed", ["06.12.34.56.7", "061234567", "+33 6 12 34 56 7", "0612", "3949"])
def test_a_french_number_has_ten_digits(typed: str) -> None:
    with pytest.raises(ValidationError) as refusal, override("fr"):
        parse_contact(typed)
    assert "dix chiffres" in str(refusal.value.message)
