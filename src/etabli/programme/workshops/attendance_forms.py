"""What is typed and drawn about presence. Validates, never saves."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.forms import DateInput, TimeInput
from etabli.programme.workshops.actions.signatures import Signature
from etabli.programme.workshops.engine.strokes import MAX_TEXT_LENGTH, NotASignature, read_strokes
from etabli.programme.workshops.halves import Half

MAX_PERIOD = timedelta(days=400)
NOT_A_SIGNATURE = {
    "too_little": _("There is not enough to recognise a signature: sign again in the box, in larger."),
    "too_much": _("There are too many strokes: start again, with your usual signature."),
    "outside": _("The drawing could not be read: start again, or type your name."),
    "unreadable": _("The drawing could not be read: start again, or type your name."),
}


class SignForm(forms.Form):
    """A signature drawn in the box, or the name typed instead."""

    strokes = forms.CharField(required=False, max_length=MAX_TEXT_LENGTH, widget=forms.HiddenInput)
    typed = forms.CharField(
        label=_("First name and family name"),
        required=False,
        min_length=2,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> None:
        """One of the two; a name that was typed counts before a box that was touched."""
        if self.errors:
            return
        data = self.cleaned_data
        if data["typed"]:
            self.signature: Signature = data["typed"]
            return
        if data["strokes"] in {"", "[]"}:
            return self.add_error(None, _("Sign in the box, or type your name under it."))
        try:
            self.signature = read_strokes(data["strokes"])
        except NotASignature as refusal:
            self.add_error(None, NOT_A_SIGNATURE[refusal.why])


class LateForm(forms.Form):
    """At what hour somebody came."""

    arrived = forms.TimeField(label=_("Arrived at"), widget=TimeInput)

    def __init__(self, *args: Any, half: Half, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.half = half

    def clean_arrived(self) -> datetime:
        """Within the half-day."""
        on = timezone.localdate(self.half.starts_at)
        arrived = timezone.make_aware(datetime.combine(on, self.cleaned_data["arrived"]))
        if not self.half.starts_at < arrived < self.half.ends_at:
            raise forms.ValidationError(
                _("This hour is not within the half-day: %(half)s."), params={"half": self.half}
            )
        return arrived


class PeriodForm(forms.Form):
    """From one day to another, both included."""

    since = forms.DateField(label=_("From"), widget=DateInput)
    until = forms.DateField(label=_("To"), widget=DateInput)

    def clean(self) -> None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if not isinstance(since, date) or not isinstance(until, date):
            return
        if until < since:
            self.add_error("until", _("The end comes before the beginning: correct one of the two days."))
        elif until - since > MAX_PERIOD:
            self.add_error("until", _("This is more than a year: choose a shorter period."))
