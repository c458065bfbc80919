"""An e-mail address or a telephone number, typed in one box; an address that looks mistyped, asked again once."""

from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.engine.mistyped import likely_address
from etabli.foundation.people.engine.telephone import DEFAULT_REGION

FRENCH_DIGITS = 9  # of a French number, without its 0
MAX_PHONE_LENGTH = 24  # signs that a person's telephone holds


def parse_contact(text: str) -> tuple[str, str]:
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
    return "", parse_phone(text)


def parse_phone(text: str) -> str:
    """A telephone number as it is dialled: "06 12 34 56 78"; raises ValidationError with the sentence to show."""
    try:
        number = phonenumbers.parse(text, DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        raise ValidationError(_("Type an e-mail address, or a telephone number of ten digits.")) from None
    home = phonenumbers.country_code_for_region(DEFAULT_REGION)
    is_short = number.country_code == home and len(str(number.national_number)) != FRENCH_DIGITS
    if is_short or not phonenumbers.is_possible_number(number):
        raise ValidationError(_("This telephone number is not complete: it has ten digits."))
    kind = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if number.country_code == home
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    formatted = phonenumbers.format_number(number, kind)
    if len(formatted) > MAX_PHONE_LENGTH:
        raise ValidationError(_("This telephone number is too long: leave the extension out."))
    return formatted


class ContactField(forms.CharField):
    """An e-mail address or a telephone number; gives the pair (e-mail, telephone), one of them empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 200, "label": _("E-mail or telephone"), **kwargs})
        self.widget.attrs["autocomplete"] = "email"

    def clean(self, value: Any) -> tuple[str, str]:
        text = super().clean(value)
        return parse_contact(text) if text else ("", "")


class ConfirmsAddress(forms.Form):
    """Mixed into a form in which somebody gives their own address: one that looks mistyped is asked again, once, with
    what was likely meant. One button takes it, another keeps what was typed: a well-formed address is never refused.

    `address_field`: the field that holds it, an EmailField or a ContactField. All that was typed stays.
    """

    address_field = "email"
    MEANT = "address_meant"

    def full_clean(self) -> None:
        if self.is_bound and self.address_field in self.fields:
            self._take_meant()
        super().full_clean()
        if self.is_bound and self.address_field in self.fields:
            self._ask_again()

    def _take_meant(self) -> None:
        """What was proposed, when it is what they meant, as if they had typed it."""
        typed, meant = self._typed_value(self.address_field), self._typed_value(self.MEANT)
        if meant and meant == likely_address(typed):
            assert isinstance(self.data, QueryDict | dict)
            self.data = self.data.copy()
            self.data[self.add_prefix(self.address_field)] = meant

    def _ask_again(self) -> None:
        typed = self._typed_value(self.address_field)
        meant = likely_address(typed)
        if not meant:
            return
        is_wrong = self.address_field in self.errors
        if (
            self._typed_value(self.MEANT) == typed and not is_wrong
        ):  # kept: not asked once more, whatever else is to mend
            self.fields[self.MEANT] = forms.CharField(  # type: ignore[call-arg]  # the stubs lack `template_name`
                required=False, template_name="ui/form/unseen.html"
            )
            return
        self.errors.pop(self.address_field, None)
        self.fields[self.MEANT] = _MeantField(meant, "" if is_wrong else typed)
        names = list(self.fields)
        place = names.index(self.address_field) + 1
        self.order_fields([*names[:place], self.MEANT, *names[place:-1]])
        self.add_error(self.MEANT, _("Say which of the two is right."))

    def _typed_value(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), "")).strip()


class _MeantField(forms.ChoiceField):
    """The question; each answer is a button that sends the whole form."""

    is_question = True

    def __init__(self, meant: str, typed: str) -> None:
        choices = [(meant, _("Yes, it is %(email)s") % {"email": meant})]
        if typed:
            choices.append((typed, _("No, keep %(email)s") % {"email": typed}))
        label = _("Did you mean %(email)s?") % {"email": meant}
        super().__init__(  # type: ignore[call-arg]  # the stubs lack `template_name`
            label=label, choices=choices, widget=forms.RadioSelect, template_name="ui/form/answers.html"
        )
