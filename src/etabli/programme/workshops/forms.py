"""What visitors and advisers type of the people who come. Validates, never saves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.contact import ContactField
from etabli.foundation.ui.forms import NameField


class WalkInForm(forms.Form):
    """Somebody who is in the room without having signed up."""

    name = NameField(label=_("Name"))
    contact = ContactField(required=False, help_text=_("To send the certificate."))
