"""Django's own sentences on what was typed, in ours: what to write, in the words of every other form."""

from typing import Any

from django.core import validators
from django.utils.translation import gettext_lazy as _

TOO_LONG = _(
    "%(show_value)d signs are written, and %(limit_value)d fit: shorten the text. Nothing of it was lost."
)
TOO_MANY_FIGURES = _("This number has too many figures: %(max)s at most.")
ADDRESS_OF_SITE = _("Write the whole address of the site, for example https://www.example.org.")


def replace_django_messages() -> None:
    """Have every form say so, whatever its fields: these sentences are of the classes, and those that a form or a field
    has of its own stay before them."""
    from django import forms

    sentences: list[tuple[type, object]] = [
        (validators.EmailValidator, _("Write the whole e-mail address, for example name@example.org.")),
        (validators.URLValidator, ADDRESS_OF_SITE),
        (validators.MaxValueValidator, _("This is too much: %(limit_value)s at most.")),
        (validators.MinValueValidator, _("This is not enough: %(limit_value)s at least.")),
        (validators.MaxLengthValidator, TOO_LONG),
    ]
    for validator, sentence in sentences:
        validator.message = sentence  # type: ignore[attr-defined]  # each has one
    forms.URLField.default_error_messages["invalid"] = ADDRESS_OF_SITE
    of_decimals: dict[str, Any] = {
        "invalid": _("Write a number in figures, for example 12 or 12,5."),
        "max_digits": TOO_MANY_FIGURES,
        "max_whole_digits": TOO_MANY_FIGURES,
        "max_decimal_places": _("At most %(max)s figures come after the comma."),
    }
    validators.DecimalValidator.messages = of_decimals
