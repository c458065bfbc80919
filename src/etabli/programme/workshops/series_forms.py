"""What advisers type to create several sessions at once. Validates, never saves."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.forms import DateInput, FileDrop
from etabli.foundation.ui.numbers import WholeField
from etabli.programme.workshops.recurrence import MAX_SESSIONS, Rhythm
from etabli.programme.workshops.season_plan import MAX_FILE_BYTES

DEFAULT_TIMES = 6


class RepeatForm(forms.Form):
    """How often, how many times or until when."""

    rhythm = forms.ChoiceField(
        label=_("How often?"),
        choices=[
            (Rhythm.WEEK, _("every week")),
            (Rhythm.FORTNIGHT, _("every two weeks")),
            (Rhythm.MONTH, _("every month, on the same weekday of the same week")),
        ],
        widget=forms.RadioSelect,
        initial=Rhythm.MONTH,
    )
    times = WholeField(
        label=_("How many more sessions?"),
        min_value=1,
        max_value=MAX_SESSIONS,
        required=False,
        initial=DEFAULT_TIMES,
    )
    until = forms.DateField(
        label=_("Until the day"),
        required=False,
        widget=DateInput,
        help_text=_("Left empty: the number alone counts."),
    )

    @property
    def recurrence(self) -> dict[str, Any]:
        """The arguments of `recurrence.days_after`."""
        data = self.cleaned_data
        times = data["times"] or (MAX_SESSIONS if data["until"] else DEFAULT_TIMES)
        return {"rhythm": Rhythm(data["rhythm"]), "times": times, "until": data["until"]}


class PlanForm(forms.Form):
    """The file of a season plan."""

    file = forms.FileField(
        label=_("The plan"),
        widget=FileDrop(accept="application/json,.json"),
        help_text=_("The file of the plan: ask whoever runs Établi for you."),
    )

    def clean_file(self) -> bytes:
        data = self.cleaned_data["file"]
        if data.size > MAX_FILE_BYTES:
            raise forms.ValidationError(_("This file is too large for a season plan."))
        return bytes(data.read())


def chosen_days(values: list[str]) -> list[date]:
    """The days that were ticked, in order; what is no day is passed over."""
    return sorted({day for value in values[:MAX_SESSIONS] if (day := _day(value))})


def _day(value: str) -> date | None:
    try:
        return parse_date(value)
    except ValueError:
        return None
