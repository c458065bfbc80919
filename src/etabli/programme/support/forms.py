"""What the adviser types: a half-day, a report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.programme.support.models import Appointment


class BookingForm(forms.Form):
    """A free half-day and a place."""

    half_day = forms.ChoiceField(label=_("Half-day"), help_text=_("Only your free half-days are listed."))
    place = forms.CharField(
        label=_("Place"), max_length=200, help_text=_("In the workshop of the artisan, or elsewhere.")
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["half_day"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class ReportForm(forms.ModelForm[Appointment]):
    """One minute: what came of it, what was done, what next."""

    class Meta:
        model = Appointment
        fields = ["outcome", "report", "next_step"]
        widgets = {"outcome": forms.RadioSelect, "report": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "report": _("Two or three sentences are enough. The artisan reads them too."),
            "next_step": _("One thing that the artisan can do alone, in fifteen minutes."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.TypedChoiceField)
        outcome.required = True
        outcome.choices = list(Appointment.Outcome.choices)
