"""What is typed of the name of a site. Validates, never saves."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.forms import DateInput
from etabli.programme.visibility.engine.domain import MAX_YEARS
from etabli.programme.visibility.models.domains import MAX_REGISTRAR_LENGTH


class RegistrationForm(forms.Form):
    """Until when a name is rented; `reminds` for those whom somebody can remind."""

    ends_on = forms.DateField(
        label=_("It ends on"),
        widget=DateInput,
        help_text=_("It stands on the last invoice of the name."),
        error_messages={"required": _("Write the day on which your name ends.")},
    )
    registrar = forms.CharField(
        label=_("Rented from"),
        max_length=MAX_REGISTRAR_LENGTH,
        required=False,
        help_text=_("The company that sends the invoice."),
    )
    reminds = forms.BooleanField(
        label=_("Remind me thirty days before, or tomorrow if fewer are left"), required=False
    )

    def __init__(self, *args: Any, today: date, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        if not is_own:
            del self.fields["reminds"]

    def clean_ends_on(self) -> date:
        """Within the years for which names are rented."""
        day: date = self.cleaned_data["ends_on"]
        if not self._today.year - MAX_YEARS <= day.year <= self._today.year + MAX_YEARS:
            raise forms.ValidationError(_("Look at the year again: a name is rented for ten years at most."))
        return day
