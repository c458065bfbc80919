"""What visitors and advisers type of the people who come. Validates, never saves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.forms import NameField
from etabli.programme.workshops.contact import told_contact
from etabli.territory.places.forms import CommuneField


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


class WalkInForm(forms.Form):
    """Somebody who is in the room without having signed up."""

    name = NameField(label=_("Name"))
    contact = ContactField(required=False, help_text=_("To send the certificate."))
