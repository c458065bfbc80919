"""What an artisan says of their path: until when it waits, what they reached."""

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.forms import DateInput
from etabli.programme.journeys.models import Milestone


class PauseForm(forms.Form):
    """Until which day; without one, until they come back by themselves."""

    until = forms.DateField(
        label=_("Until"),
        widget=DateInput,
        required=False,
        help_text=_(
            "We write to you once, that day. Without a day, nobody writes: you come back when you like."
        ),
    )


class ReachedForm(forms.Form):
    """What they reached, and since when."""

    kind = forms.ChoiceField(
        label=_("What is done?"),
        widget=forms.RadioSelect,
        choices=[
            (Milestone.Kind.ONLINE, _("People find me on the internet")),
            (Milestone.Kind.ALONE, _("I did what I wanted, without help")),
        ],
        error_messages={"required": _("Choose what is done.")},
    )
    reached_on = forms.DateField(label=_("Since"), widget=DateInput)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"reached_on": timezone.localdate()})
