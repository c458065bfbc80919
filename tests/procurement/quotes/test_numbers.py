"""Amounts in every style."""

from decimal import Decimal

import pytest

from etabli.procurement.quotes.engine.text.numbers import decimal_sign, is_plausible, numbers_in, readings
from etabli.procurement.quotes.engine.text.pages import Word


def words(text: str) -> list[Word]:
    """The words of a line, as a page gives them: letters 5 points wide, blanks 3 points."""
    made, x = [], 0.0
    for part in text.split(" "):
        if part:
            made.append(Word(part, x, 0, x + 5 * len(part), 10, 8))
        x += 5 * len(part) + 3
    return made


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1 234,56 €", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("€2,100.00", "2100.00"),
        ("2 100 €HT", "2100"),
        ("- 50,00 €", "-50.00"),
        ("-50,00", "-50.00"),
        ("(50,00)", "-50.00"),
        ("00", "0"),
        ("offert", "0"),
        ("5 600€", "5600"),
        ("27.150,00EUR", "27150.00"),
        ("12 345 678,90", "12345678.90"),
        ("0,025", "0.025"),
        ("1'234.50", "1234.50"),
        ("2 100,00", "2100.00"),
        ("4,000,00", "4000.00"),
        ("1.234.50", "1234.50"),
    ],
)
def test_a_printed_amount_is_read(printed: str, value: str) -> None:
    (number,) = numbers_in(words(printed), ",")
    assert number.value == Decimal(value)


def test_figures_of_one_width_are_as_far_apart_as_one_of_them_on_a_picture_too() -> None:
    """A till's: the ink of "8" alone is half as wide as the room that it takes."""
    eight, rest = Word("8", 1, 0, 5, 10, 8, 0.98), Word("242,10", 12.4, 0, 47, 10, 8, 0.98)
    assert [number.value for number in numbers_in([eight, rest], ",")] == [Decimal("8242.10")]
    apart = Word("242,10", 16, 0, 51, 10, 8, 0.98)
    assert [number.value for number in numbers_in([eight, apart], ",")] == [Decimal(8), Decimal("242.10")]


@pytest.mark.parametrize(
    "printed", ["01/03/2026", "RJ45", "A4", "B00CBNZ2NY", "12.34.56.78.90", "732829320 00074"]
)
def test_what_is_no_amount_gives_none_of_that_value(printed: str) -> None:
    assert all(number.value < 1000 for number in numbers_in(words(printed), ","))


@pytest.mark.parametrize(
    "printed", ["12345678901", "12 345 678 901,00", "12.345.678.901,00", "12345678901,50"]
)
def test_eleven_figures_are_no_amount(printed: str) -> None:
    assert numbers_in(words(printed), ",") == []
    assert not is_plausible(Decimal("12345678901"))
    assert is_plausible(Decimal("1234567890.00"))


def test_a_doubtful_number_keeps_both_readings_the_likelier_first() -> None:
    assert readings("1,000", ".") == (Decimal(1000), Decimal("1.000"))
    assert readings("1,000", ",") == (Decimal("1.000"), Decimal(1000))
    assert readings("100.005", None)[0] in (Decimal(100005), Decimal("100.005"))


def test_percentages_are_told_apart() -> None:
    assert [n.percent for n in numbers_in(words("20 % 20,00% (20%) 20,00"), ",")] == [True, True, True, False]


def test_a_wide_blank_separates_two_numbers() -> None:
    two = [Word("1", 0, 0, 5, 10, 8), Word("500,00", 60, 0, 90, 10, 8)]
    assert [n.value for n in numbers_in(two, ",")] == [Decimal(1), Decimal("500.00")]


def test_the_decimal_sign_is_the_documents_own() -> None:
    assert decimal_sign(["1 200,00", "3,50", "01.02.2024"]) == ","
    assert decimal_sign(["2,100.00", "3.50"]) == "."
    assert decimal_sign(["2 100 €"]) is None
