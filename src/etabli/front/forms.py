"""What the pages of front ask for. Validates, never saves."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.contact import parse_contact
from etabli.foundation.ui.forms import NameField
from etabli.front.messages import labels


class PersonForm(forms.Form):
    """The name and the telephone of a person, as they should be."""

    name = NameField(label=_("First name and name"))
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)

    def clean_phone(self) -> str:
        """The number as it is dialled, or nothing."""
        text = self.cleaned_data["phone"]
        try:
            _email, phone = parse_contact(text) if text else ("", "")
        except ValidationError:
            phone = ""
        if text and not phone:
            raise ValidationError(_("Type a telephone number of ten digits, or leave this box empty."))
        return phone


class MailSearchForm(forms.Form):
    """What the address or the subject of an e-mail holds."""

    q = forms.CharField(label=_("Address or subject"), required=False, max_length=120)


class MessagesForm(forms.Form):
    """Of which kind, and in which language, the messages are that are listed."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=lambda: [("", _("All")), *labels().items()]
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("fr", "Français"), ("en", "English")])
