"""Numbers as people write them, in any form."""

from decimal import Decimal
from typing import Any

import pytest
from django import forms

from etabli.foundation.ui.numbers import (
    EURO_UNITS,
    AmountField,
    MeasureField,
    NumberField,
    WholeField,
    parse_number,
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("800", 800), ("800 €", 800), ("800€", 800), ("2 500", 2500), ("2\u202f500,50\u00a0€", Decimal("2500.50")),
        ("1500 euros", 1500), ("1500 Euros", 1500), ("1,5 k€", 1500), ("15K", 15000), ("2.500", 2500),
        ("1.234,56", Decimal("1234.56")), ("1,234.56", Decimal("1234.56")), ("1250.5", Decimal("1250.5")),
        ("-3", -3), ("−3", -3), ("1'500", 1500), ("0,125", Decimal("0.125")),
    ],
)  # fmt: skip
def test_what_people_write_is_read(typed: str, number: Any) -> None:
    assert parse_number(typed, units=EURO_UNITS) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "beaucoup",
        "2,500",
        "12 à 15",
        "800 € HT",
        "1,2,3",
        "1.23.4",
        "10 $",
        "1e3",
        "NaN",
        "5,",
        "9" * 40,
        "1/2",
    ],
)
def test_what_is_no_number_or_might_be_two_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        parse_number(typed, units=EURO_UNITS)


class Asked(forms.Form):
    amount = AmountField(min_value=0, required=False)
    seats = WholeField(min_value=1, required=False)
    hours = NumberField(required=False)
    share = MeasureField(required=False)


def test_fields_give_what_their_form_counts_with() -> None:
    form = Asked({"amount": "1 500,50 €", "seats": "1 200", "hours": "7,5", "share": "0,25"})
    assert form.is_valid()
    assert form.cleaned_data == {
        "amount": Decimal("1500.50"), "seats": 1200, "hours": Decimal("7.5"), "share": 0.25
    }  # fmt: skip
    assert Asked({}).is_valid()


def test_what_is_typed_wrong_says_how_to_write_it_and_stays() -> None:
    form = Asked({"amount": "environ mille", "seats": "12,5", "hours": "deux", "share": "?"})
    page = str(form)
    assert "Écrivez la somme en chiffres" in page
    assert "Écrivez un nombre entier en chiffres" in page
    assert page.count("Écrivez un nombre en chiffres") >= 2
    assert 'value="environ mille"' in page
    assert 'type="number"' not in page, "a browser throws away what it can't read in such a control"
    assert not Asked({"amount": "-5"}).is_valid()
