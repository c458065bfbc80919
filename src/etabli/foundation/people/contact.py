"""An e-mail address or a telephone number, typed in one box."""

from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

REGION = "FR"
LONGEST = 24  # signs that a person's telephone holds


def told_contact(text: str) -> tuple[str, str]:
    """(e-mail, telephone), one of them empty; raises ValidationError with the sentence to show.

    The address is in small letters; the number is written as it is dialled: "06 12 34 56 78".
    """
    text = text.strip()
    if "@" in text:
        email = text.lower()
        try:
            validate_email(email)
        except ValidationError:
            raise ValidationError(
                _("This address is not complete: check what stands before and after the @.")
            ) from None
        return email, ""
    return "", told_phone(text)


def told_phone(text: str) -> str:
    """A telephone number as it is dialled: "06 12 34 56 78"; raises ValidationError with the sentence to show."""
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        raise ValidationError(_("Type an e-mail address, or a telephone number of ten digits.")) from None
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(_("This telephone number is not complete: it has ten digits."))
    home = phonenumbers.country_code_for_region(REGION)
    kind = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if number.country_code == home
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    written = phonenumbers.format_number(number, kind)
    if len(written) > LONGEST:
        raise ValidationError(_("This telephone number is too long: leave the extension out."))
    return written


class ContactField(forms.CharField):
    """An e-mail address or a telephone number; gives the pair (e-mail, telephone), one of them empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 200, "label": _("E-mail or telephone"), **kwargs})
        self.widget.attrs["autocomplete"] = "email"

    def clean(self, value: Any) -> tuple[str, str]:
        text = super().clean(value)
        return told_contact(text) if text else ("", "")
