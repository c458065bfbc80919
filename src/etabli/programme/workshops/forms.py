"""What visitors and advisers type about workshops. Validates, never saves."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.util import clean

from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import User
from etabli.foundation.ui.forms import DateInput, NameField, TimeInput
from etabli.programme.workshops.changes import Plan
from etabli.programme.workshops.contact import told_contact
from etabli.programme.workshops.models import Session, Theme, Venue
from etabli.territory.places.forms import CommuneField
from etabli.territory.register.models import Business
from etabli.territory.register.queries import SEPARATORS, lookup_siret
from etabli.territory.register.trades import find_trades

DURATION = timedelta(hours=3, minutes=30)
FARTHEST_YEARS = 3
LARGEST = 60  # places: a room for a workshop where each one is helped
LARGEST_ROOM = 2000


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


class SessionForm(forms.Form):
    """A theme, a room, an adviser, a day, an hour. The end and the places have their usual values."""

    theme = forms.ModelChoiceField(label=_("Theme"), queryset=Theme.objects.all(), empty_label=None)
    venue = forms.ModelChoiceField(label=_("Room"), queryset=Venue.objects.none(), empty_label=None)
    adviser = forms.ModelChoiceField(label=_("Adviser"), queryset=User.objects.none())
    on = forms.DateField(label=_("Day"), widget=DateInput)
    start = forms.TimeField(label=_("Begins at"), widget=TimeInput, initial=time(9))
    end = forms.TimeField(
        label=_("Ends at"), widget=TimeInput, required=False, help_text=_("Left empty: 3 h 30 later.")
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        required=False,
        min_value=1,
        max_value=LARGEST,
        help_text=_("Left empty: as many as the room holds."),
    )

    def __init__(
        self, *args: Any, venues: QuerySet[Venue], advisers: QuerySet[User], now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        for name, choices in (("venue", venues), ("adviser", advisers)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = choices

    def clean(self) -> None:
        """The two instants: to come, the end after the beginning."""
        given = self.cleaned_data
        if not {"on", "start"} <= given.keys():
            return
        if given["on"].year > self.now.year + FARTHEST_YEARS:
            return self.add_error("on", _("This day is very far away: check the year."))
        starts_at = timezone.make_aware(datetime.combine(given["on"], given["start"]))
        ends_at = starts_at + DURATION
        if given.get("end"):
            ends_at = timezone.make_aware(datetime.combine(given["on"], given["end"]))
        if starts_at <= self.now:
            self.add_error("on", _("This day and hour are past: choose one to come."))
        if ends_at <= starts_at:
            self.add_error("end", _("The end comes before the beginning: correct one of the two."))
        self.times = (starts_at, ends_at)

    @property
    def plan(self) -> Plan:
        given = self.cleaned_data
        capacity = given["capacity"] or min(given["venue"].capacity, LARGEST)
        return Plan(given["theme"], given["venue"], given["adviser"], *self.times, capacity)


def initial_of(session: Session) -> dict[str, Any]:
    """The form of a session as it is."""
    start, end = (timezone.localtime(at) for at in (session.occasion.starts_at, session.occasion.ends_at))
    return {
        "theme": session.theme_id,
        "venue": session.venue_id,
        "adviser": session.adviser_id,
        "on": start.date(),
        "start": start.time(),
        "end": end.time(),
        "capacity": session.occasion.capacity,
    }


class CallOffForm(forms.Form):
    """Why it will not take place: everyone concerned reads it."""

    reason = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("Those who signed up read this sentence in their mail.")
    )


class VenueForm(forms.ModelForm[Venue]):
    """A room."""

    commune = CommuneField(label=_("Commune"))
    capacity = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=LARGEST_ROOM,
        error_messages={"min_value": _("A room has at least one place.")},
    )

    class Meta:
        model = Venue
        fields = ["name", "address", "commune", "capacity", "accessible"]
