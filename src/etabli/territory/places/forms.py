"""A commune typed as people write it, and who a visitor is: their name, how to reach them, where from."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.chamber_contact import contact_of
from etabli.foundation.people.contact import ConfirmsAddress, ContactField
from etabli.foundation.ui.forms import NameField, NoMachine, Suggest
from etabli.territory.places import queries
from etabli.territory.places.models import Commune


class CommuneField(forms.CharField):
    """Takes "Pauillac", "33250 pauillac" or a near miss, and gives the Commune; when unsure, says the candidates.

    What it does not understand is asked, not reproached (`is_question`): a postal code has many communes, and a
    business may stand in another département, whose own chamber is then named, and ours, by its telephone.
    """

    is_question = False
    default_error_messages = {
        "unknown": _("No commune here is called “%(text)s”. Correct its name, or type its postal code."),
        "elsewhere": _("“%(text)s” is in another département."),
        "several": _("Several communes may be meant. Choose yours below, or type its name."),
        "near": _("No commune here is called exactly “%(text)s”. If yours is below, choose it."),
    }

    widget: Suggest

    def __init__(self, **kwargs: Any) -> None:
        widget = Suggest("places:suggestions")
        super().__init__(**{"max_length": 80, "label": _("Commune"), "widget": widget, **kwargs})

    def clean(self, value: Any) -> Commune | None:
        """The commune; None only when the field is optional and empty."""
        if isinstance(value, Commune):
            return value
        text = super().clean(value)
        if not text:
            return None
        commune = queries.find_commune(text)
        if commune is None:
            raise self._doubt(text)
        return commune

    def prepare_value(self, value: Any) -> Any:
        """Show a commune by its name."""
        return value.name if isinstance(value, Commune) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def _doubt(self, text: str) -> forms.ValidationError:
        self.is_question = True
        is_elsewhere = queries.is_elsewhere(text)
        candidates = [] if is_elsewhere else queries.find_communes(text, limit=6)
        self.widget.suggestions = [(commune.name, commune.epci.name) for commune in candidates]
        if candidates and text.isdecimal():
            return forms.ValidationError(self.error_messages["several"], "several")
        code = "elsewhere" if is_elsewhere else "near" if candidates else "unknown"
        sentence = f"{self.error_messages[code]} {_elsewhere_sentence(self.required)}"
        return forms.ValidationError(sentence, code, {"text": text})


def _elsewhere_sentence(is_required: bool) -> str:
    """For whoever works elsewhere: their own chamber; and here all the same, by leaving it empty or by calling us."""
    own_chamber_text = _(
        "Your business is elsewhere in France? Your own chamber helps you: artisanat.fr gives its number."
    )
    if not is_required:
        return f"{own_chamber_text} {_('To go on here all the same, leave this empty.')}"
    contact = contact_of(None)
    if contact is None or not contact.phone:
        return str(own_chamber_text)
    here_text = _("To go on here all the same, call us on %(phone)s.") % {"phone": contact.printed}
    return f"{own_chamber_text} {here_text}"


class VisitorForm(ConfirmsAddress, NoMachine):
    """Who a visitor is, how to reach them, and where their business is; `contact_help` says what it is for."""

    address_field = "contact"
    contact_help: str | Promise = ""

    name = NameField(
        label=_("Your name"), error_messages={"required": _("Write your first name and your name.")}
    )
    contact = ContactField(
        error_messages={
            "required": _("Write an e-mail address or a telephone number: one of the two is enough.")
        },
    )
    commune = CommuneField(label=_("Commune of your business"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].help_text = str(self.contact_help)

    @property
    def act_arguments(self) -> dict[str, Any]:
        """As the acts take it: name, email, phone (one of the two empty), commune."""
        given = self.cleaned_data
        email, phone = given["contact"]
        return {"name": given["name"], "email": email, "phone": phone, "commune": given["commune"]}
