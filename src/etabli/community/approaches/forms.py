"""Forms of the register: they validate, and save nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.community.approaches.models import MAX_TEXT_LENGTH
from etabli.foundation.files.engine import kinds
from etabli.foundation.files.forms import ExaminedField
from etabli.foundation.ui.forms import DateInput, FileDrop


class ApproachForm(forms.Form):
    on = forms.DateField(label=_("Date"), widget=DateInput)
    institution = forms.CharField(
        label=_("Institution"), max_length=160, help_text=_("The region, a town hall, a ministry…")
    )
    subject = forms.CharField(label=_("Subject"), max_length=200)
    led_by = forms.CharField(
        label=_("Who went"),
        max_length=200,
        help_text=_("Their place in the association is enough: the chair, the treasurer."),
    )
    text = forms.CharField(
        label=_("What was asked"),
        required=False,
        max_length=MAX_TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    outcome = forms.CharField(
        label=_("What came of it"),
        required=False,
        max_length=MAX_TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("You may fill this in later."),
    )
    document = ExaminedField(
        accept={kinds.PDF},
        label=_("Document, in PDF"),
        help_text=_("A letter, a report, an answer."),
        required=False,
        widget=FileDrop(accept="application/pdf,.pdf"),
    )

    @property
    def act_arguments(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "document"}


class FollowUpForm(forms.Form):
    on = forms.DateField(label=_("Date"), widget=DateInput)
    text = forms.CharField(
        label=_("What happened"), max_length=MAX_TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )


class SearchForm(forms.Form):
    """Which entries: a word of the institution or of the subject, a year."""

    words = forms.CharField(label=_("Institution or subject"), required=False, max_length=80)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("All the years")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]  # a choice field

    @property
    def filters(self) -> dict[str, Any]:
        """What an address asks for; what there is not is asked for by nobody."""
        data = self.cleaned_data if self.is_valid() else {}
        return {"words": data.get("words", ""), "year": data.get("year")}
