"""What visitors and advisers type of the people who come. Validates, never saves."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.util import clean

from etabli.foundation.journal import ActionError
from etabli.foundation.ui.forms import NameField
from etabli.programme.workshops.contact import told_contact
from etabli.territory.places.forms import CommuneField
from etabli.territory.register.models import Business
from etabli.territory.register.queries import SEPARATORS, lookup_siret
from etabli.territory.register.trades import find_trades


@dataclass(frozen=True)
class Craft:
    """What a trade or a SIRET typed in one box tells: a business of the register, a trade, or only words."""

    business: Business | None = None
    trade_code: str = ""
    business_name: str = ""


class ContactField(forms.CharField):
    """An e-mail address or a telephone number; gives the pair (e-mail, telephone), one of them empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 200, "label": _("E-mail or telephone"), **kwargs})
        self.widget.attrs["autocomplete"] = "email"

    def clean(self, value: Any) -> tuple[str, str]:
        text = super().clean(value)
        return told_contact(text) if text else ("", "")


class ChooseForm(forms.Form):
    """From where one would come."""

    commune = CommuneField(
        label=_("Your commune"), required=False, help_text=_("Its name or its postal code.")
    )
    via = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class SignUpForm(forms.Form):
    """Five fields, three of them to fill: who, how to reach them, from where, what trade, may we write."""

    name = NameField(label=_("Your name"))
    contact = ContactField(help_text=_("To confirm your place. We give it to nobody."))
    commune = CommuneField(label=_("Commune of your business"), required=False)
    trade = forms.CharField(
        label=_("Your trade, or your SIRET"),
        required=False,
        max_length=160,
        help_text=_("Not registered yet? You are welcome: write your project."),
    )
    may_contact = forms.BooleanField(
        label=_("The chamber may write to me about the next workshops"), required=False
    )

    def __init__(self, *args: Any, chamber_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chamber_id = chamber_id

    def clean_trade(self) -> Craft:
        """A SIRET is looked up; one that the register doesn't hold stops nobody."""
        text = self.cleaned_data["trade"].strip()
        if not clean(text, SEPARATORS).isdecimal():
            known = find_trades(text, limit=1) if text else []
            return Craft(trade_code=known[0].code) if known else Craft(business_name=text)
        try:
            return Craft(business=lookup_siret(text, chamber_id=self.chamber_id))
        except ActionError as refusal:
            raise forms.ValidationError(str(refusal)) from None

    @property
    def wanted(self) -> dict[str, Any]:
        """The arguments of `sign_up_for_session`."""
        given = self.cleaned_data
        email, phone = given["contact"]
        craft: Craft = given["trade"]
        return {
            "name": given["name"],
            "email": email,
            "phone": phone,
            "commune": given["commune"],
            "business": craft.business,
            "trade_code": craft.trade_code,
            "business_name": craft.business_name,
            "may_contact": given["may_contact"],
        }


class WalkInForm(forms.Form):
    """Somebody who is in the room without having signed up."""

    name = NameField(label=_("Name"))
    contact = ContactField(required=False, help_text=_("To send the certificate."))
