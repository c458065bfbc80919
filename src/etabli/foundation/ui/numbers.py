"""Numbers as people write them: "800 €", "2 500", "1500 euros", "1,5 k€". One reading for every form."""

import re
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

EURO_UNITS = ("€", "eur", "euro", "euros")
_WRITTEN_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<digits>\d[\d.,]{0,30})(?P<thousands>k?)(?P<unit>[^\d.,]*)", re.IGNORECASE
)
_POINT_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+")


def parse_number(text: str, *, units: tuple[str, ...] = ()) -> Decimal:
    """The number that was typed: spaces count for nothing, a comma or a point begins the decimals, "k" is a thousand,
    one of `units` may follow. Raises ValueError when it is no number, or might be two ("2,500")."""
    typed = re.sub(r"[\s'’]", "", normalize("NFKC", text).replace("−", "-"))
    match = _WRITTEN_NUMBER.fullmatch(typed)
    if match is None or (match["unit"] and match["unit"].casefold() not in units):
        raise ValueError("no number")
    number = Decimal(match["sign"] + _decimal(match["digits"]))
    return number * 1000 if match["thousands"] else number


def _decimal(digits: str) -> str:
    """Figures with a point for the decimals: in the place of whichever sign stands last."""
    if _POINT_GROUPS.fullmatch(digits):
        return digits.replace(".", "")
    last = max(digits.rfind(","), digits.rfind("."))
    if last < 0:
        return digits
    whole, decimals = re.split(r"[.,]", digits[:last]), digits[last + 1 :]
    if not decimals or (digits[last] == "," and len(decimals) == 3 and whole != ["0"]):
        raise ValueError("no number")
    if len(whole) > 1 and (digits[last] in digits[:last] or any(len(group) != 3 for group in whole[1:])):
        raise ValueError("no number")
    return f"{''.join(whole)}.{decimals}"


class WrittenNumberField(forms.IntegerField):
    """What the fields below have in common. `units`: what may be written after the number, in small letters."""

    widget = forms.TextInput

    def __init__(self, *, units: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.units = units
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip():
            try:
                value = parse_number(value, units=self.units)
            except ValueError:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        return super().to_python(value)

    def run_validators(self, value: Any) -> None:
        """A limit is told as numbers are written here."""
        try:
            super().run_validators(value)
        except ValidationError as faults:
            for fault in faults.error_list:
                if fault.params and "limit_value" in fault.params:
                    fault.params["limit_value"] = localize(fault.params["limit_value"])
            raise


class WholeField(WrittenNumberField):
    """A whole number."""

    default_error_messages = {"invalid": _("Write a whole number in figures, for example 12.")}


class NumberField(WrittenNumberField, forms.DecimalField):
    """A number with or without decimals."""

    default_error_messages = {"invalid": _("Write a number in figures, for example 12 or 12,5.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"localize": True, **kwargs})


class AmountField(NumberField):
    """An amount of money, in euros."""

    default_error_messages = {
        "invalid": _("Write the amount in figures, for example 800, 2 500 or 1 500,50.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"units": EURO_UNITS, "decimal_places": 2, **kwargs})


class MeasureField(WrittenNumberField, forms.FloatField):
    """A number that is calculated with, to the nearest."""

    default_error_messages = {"invalid": _("Write a number in figures, for example 12 or 12,5.")}
