"""What people type so that something repeats. Validates, never saves."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from etabli.foundation.calendars.engine.rhythms import MAX_DAYS, Rhythm
from etabli.foundation.ui.forms import DateInput
from etabli.foundation.ui.numbers import WholeField
from etabli.foundation.ui.strict_tags import Text

DEFAULT_TIMES = 6


class RepeatForm(forms.Form):
    """How often, how many times or until when; `times_label` asks how many of what repeats."""

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
    times = WholeField(min_value=1, max_value=MAX_DAYS, required=False, initial=DEFAULT_TIMES)
    until = forms.DateField(
        label=_("Until the day"),
        required=False,
        widget=DateInput,
        help_text=_("Left empty: the number alone counts."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, times_label: Text) -> None:
        super().__init__(data)
        self.fields["times"].label = times_label

    @property
    def repetition(self) -> dict[str, Any]:
        """The arguments of `rhythms.days_after`."""
        data = self.cleaned_data
        times = data["times"] or (MAX_DAYS if data["until"] else DEFAULT_TIMES)
        return {"rhythm": Rhythm(data["rhythm"]), "times": times, "until": data["until"]}


def chosen_days(values: Sequence[str]) -> list[date]:
    """The days that were ticked among those proposed, in order; what is no day is passed over."""
    return sorted({day for value in values[:MAX_DAYS] if (day := _day(value))})


def _day(value: str) -> date | None:
    try:
        return parse_date(value)
    except ValueError:
        return None
