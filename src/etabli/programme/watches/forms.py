"""What is typed to be told of workshops. Validates, never saves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.chamber_contact import contact_of
from etabli.foundation.people.contact import ConfirmsAddress
from etabli.foundation.ui.forms import NameField, NoMachine
from etabli.programme.workshops.models import Theme
from etabli.territory.places.forms import CommuneField


class WatchForm(forms.Form):
    """Near which commune, on which theme: one of the two at least."""

    commune = CommuneField(label=_("Your commune, or its postal code"), required=False)
    theme = forms.TypedChoiceField(label=_("Theme"), required=False, coerce=str)
    via = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, themes: list[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = themes
        choice = self.fields["theme"]
        assert isinstance(choice, forms.TypedChoiceField)
        choice.choices = [("", _("any theme")), *((theme.pk, theme.title) for theme in themes)]

    def clean(self) -> None:
        data = self.cleaned_data
        if not self.errors and not data.get("commune") and not data.get("theme"):
            self.add_error("commune", _("Type your commune, or choose a theme."))

    @property
    def theme_chosen(self) -> Theme | None:
        return next((theme for theme in self.themes if theme.pk == self.cleaned_data["theme"]), None)


class VisitorWatchForm(WatchForm, ConfirmsAddress, NoMachine):
    """The same, for somebody of whom nothing is known."""

    field_order = ["commune", "theme", "name", "email"]

    name = NameField(
        label=_("Your name"), error_messages={"required": _("Write your first name and your name.")}
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We write to it only when there is a workshop, at most once a day."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contact = contact_of(None)
        if contact and contact.phone:
            text = _("Write the whole e-mail address. You have none? Call us on %(phone)s: we note you down.")
            self.fields["email"].error_messages["invalid"] = text % {"phone": contact.printed}
