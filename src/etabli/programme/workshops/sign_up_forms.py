"""What is typed to sign somebody up. Validates, never saves."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.contact import ContactField
from etabli.foundation.ui.forms import NameField, without_memory
from etabli.territory.places.forms import CommuneField, VisitorForm
from etabli.territory.register.craft_field import Craft, CraftField
from etabli.territory.register.person_forms import KnownByPhone

MAX_OTHERS = 4  # who come with one person; a larger company calls


class OthersField(forms.CharField):
    """Who comes with somebody: a name on each line. Gives the list of names."""

    default_error_messages = {
        "many": _("Four people at most can come with you. Are you more? Call us: we find a way."),
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": MAX_OTHERS, "autocomplete": "off"})
        super().__init__(**{"max_length": 500, "required": False, "widget": widget, **kwargs})
        self.name_field = NameField()

    def clean(self, value: Any) -> list[str]:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        names = {name.casefold(): name for name in map(self.name_field.clean, lines)}
        if len(names) > MAX_OTHERS:
            raise forms.ValidationError(self.error_messages["many"], "many")
        return list(names.values())


class SignUpForm(VisitorForm):
    """Five fields, two of them to fill: who, how to reach them, what trade, from where, may we write.

    `others` waits folded for those who come to several.
    """

    contact_help: str | Promise = _("To confirm your place. We give it to nobody.")
    field_order = ["name", "contact", "trade", "commune"]

    trade = CraftField(
        required=False,
        help_text=_("In your own words. Not registered yet? You are welcome: write your project."),
    )
    may_contact = forms.BooleanField(
        label=_("The chamber may write to me about the next workshops"), required=False
    )
    others = OthersField(
        label=_("Who comes with you"),
        help_text=_("First name and name, one person on each line. Each has a seat; we write to you alone."),
    )

    def __init__(self, *args: Any, chamber_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chamber_id = chamber_id

    def clean(self) -> None:
        """What the trade, the business or the SIRET means, for whoever comes from this commune."""
        data, field = self.cleaned_data, self.fields["trade"]
        assert isinstance(field, CraftField)
        if "trade" not in data:
            return
        try:
            craft = field.resolve(data["trade"], chamber_id=self.chamber_id, commune=data.get("commune"))
        except forms.ValidationError as doubt:
            self.add_error("trade", doubt)
        else:
            data["trade"] = craft

    def clean_others(self) -> list[str]:
        """Without whoever fills the form in."""
        own_name = self.cleaned_data.get("name", "").casefold()
        return [name for name in self.cleaned_data["others"] if name.casefold() != own_name]

    @property
    def is_several(self) -> bool:
        """Somebody wrote who comes with them: what was typed stays in sight."""
        return bool(self.data.get("others", ""))

    @property
    def remark(self) -> str:
        """What to tell about the SIRET that was typed; "" when nothing."""
        craft: Craft = self.cleaned_data["trade"]
        return craft.remark

    @property
    def act_arguments(self) -> dict[str, Any]:
        """The arguments of `sign_up_for_session`."""
        data = self.cleaned_data
        craft: Craft = data["trade"]
        return {
            **super().act_arguments,
            **craft.fields,
            "may_contact": data.get("may_contact", False),
            "others": data["others"],
        }


class RelayForm(SignUpForm):
    """A relay signs somebody up: whether the chamber may write to them is theirs to say, later."""

    name = NameField(label=_("Name of the person"))
    contact = ContactField(label=_("Their e-mail or telephone"))
    contact_help = _(
        "We write to this address, or call this number if something changes. You need not keep it."
    )
    trade = CraftField(label=_("Their trade, their business, or their SIRET"), required=False)
    commune = CommuneField(label=_("Commune of their business"), required=False)
    agreed = forms.BooleanField(
        label=_("This person agrees that I sign them up"),
        error_messages={
            "required": _("Ask them first, then tick this box: without their agreement, nobody is signed up.")
        },
    )
    may_contact = None  # type: ignore[assignment]  # to Django, a form without this field
    site = None  # type: ignore[assignment]  # likewise
    others = OthersField(
        label=_("Who comes with them"),
        help_text=_("First name and name, one person on each line. Each has a seat."),
    )


class RelayKioskForm(SignUpForm):
    """On a computer that others use after: the browser keeps nothing of what is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_memory(self)


class PhoneForm(KnownByPhone, SignUpForm):
    """Somebody is on the telephone, whom the adviser signs up."""

    name = NameField(label=_("Name"))
    contact = ContactField()
    contact_help = ""
    trade = CraftField(label=_("Trade, business, or SIRET"), required=False)
    commune = CommuneField(required=False)
    may_contact = forms.BooleanField(
        label=_("Agrees that the chamber writes about the next workshops"), required=False
    )
    site = None  # type: ignore[assignment]  # to Django, a form without this field
    others = OthersField(label=_("Who comes with them"), help_text=_("A name on each line."))

    def clean(self) -> None:
        """As for all; and whether this telephone is known."""
        super().clean()
        data = self.cleaned_data
        self.ask_whether_known(
            self.chamber_id, name=data.get("name", ""), phone=data.get("contact", ("", ""))[1]
        )


class NeedForm(forms.Form):
    """What would help somebody to come, in their own words."""

    text = forms.CharField(
        label=_("What would help you to come"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "A few words are enough: a seat near the screen, a place for a wheelchair, a sign-language guide."
        ),
    )
