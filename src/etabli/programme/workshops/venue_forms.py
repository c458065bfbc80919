"""What advisers type about a room. Validates, never saves."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.contact import parse_phone
from etabli.foundation.ui.forms import DateInput, Folds, NameField, UncutField
from etabli.foundation.ui.numbers import WholeField
from etabli.programme.workshops.models import Equipment, Venue
from etabli.territory.places.forms import CommuneField

MAX_ROOM_PLACES = 2000
MAX_CLOSURE = timedelta(days=3 * 366)  # a closure, and how far from today it ends


class ClosureForm(forms.Form):
    """From which day to which a room can't be had, and why."""

    first_on = forms.DateField(label=_("From"), widget=DateInput)
    last_on = forms.DateField(
        label=_("Until"), widget=DateInput, required=False, help_text=_("Left empty: this day alone.")
    )
    why = UncutField(label=_("Why"), max_length=160, help_text=_("For example: works, or elections."))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> None:
        """The two days in order, and not over."""
        data = self.cleaned_data
        if "first_on" not in data or "last_on" not in data:
            return
        data["last_on"] = data["last_on"] or data["first_on"]
        if data["last_on"] < data["first_on"]:
            self.add_error("last_on", _("The end comes before the beginning: correct one of the two."))
        elif data["last_on"] < self.today:
            self.add_error("last_on", _("This day is past: choose one to come."))
        elif data["last_on"] - min(data["first_on"], self.today) > MAX_CLOSURE:
            self.add_error("last_on", _("This day is very far away: check the year."))


class VenueForm(Folds, forms.ModelForm[Venue]):
    """A room: its name, its commune and its places are enough."""

    FOLDS = (
        (_("What is in the room"), ("equipment", "more_equipment")),
        (_("How to get there"), ("directions", "transport", "parking")),
        (_("Person to ask for"), ("contact_name", "contact_phone", "contact_email")),
    )

    commune = CommuneField(label=_("Commune"))
    capacity = WholeField(
        label=_("Places"),
        min_value=1,
        max_value=MAX_ROOM_PLACES,
        error_messages={"min_value": _("A room has at least one place.")},
    )
    equipment = forms.MultipleChoiceField(
        label=_("In the room"), choices=Equipment, required=False, widget=forms.CheckboxSelectMultiple
    )
    contact_name = NameField(label=_("Person to ask for"), required=False)
    contact_phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=40,
        help_text=_("Only the chamber sees who opens the room."),
    )

    class Meta:
        model = Venue
        fields = [
            "name", "commune", "address", "capacity",
            "accessible", "accessible_toilets", "accessible_parking",
            "equipment", "more_equipment",
            "directions", "transport", "parking",
            "contact_name", "contact_phone", "contact_email",
        ]  # fmt: skip
        widgets = {"directions": forms.Textarea({"rows": 3})}
        help_texts = {
            "directions": _(
                "Those who come read it: “Behind the church, first floor, ring at the blue door.”"
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["commune"] = self.instance.commune

    def clean_contact_phone(self) -> str:
        text = self.cleaned_data["contact_phone"].strip()
        return parse_phone(text) if text else ""

    def _post_clean(self) -> None:
        """The form only validates: the act writes, so the instance is left as it was."""
