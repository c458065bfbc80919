"""How one wants to be told."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from etabli.foundation.notices.kinds import channel_of
from etabli.foundation.notices.models import Preference
from etabli.foundation.registries import Kind
from etabli.foundation.ui.forms import TimeInput

FIELD_PREFIX = "kind:"
MAIL_ONLY_CHOICES = [(Preference.Channel.MAIL, _("by e-mail")), (Preference.Channel.HERE, _("not at all"))]


class CallSearch(forms.Form):
    """Whom one looks for among those who are to be called."""

    q = forms.CharField(label=_("Name or telephone"), required=False, max_length=120)


class PreferenceForm(forms.Form):
    """One choice per kind that may be silenced, then the hours."""

    quiet_from = forms.TimeField(label=_("No e-mail from"), widget=TimeInput)
    quiet_until = forms.TimeField(
        label=_("Until"), widget=TimeInput, help_text=_("The same hour twice: no quiet hours.")
    )
    quiet_on_sunday = forms.BooleanField(label=_("None on Sundays either"), required=False)
    digest_at = forms.TimeField(label=_("Hour of the daily e-mail"), widget=TimeInput)

    def __init__(self, data: QueryDict | None = None, *, preference: Preference, kinds: list[Kind]) -> None:
        hours = ("quiet_from", "quiet_until", "quiet_on_sunday", "digest_at")
        initial = {name: getattr(preference, name) for name in hours}
        super().__init__(data, initial=initial)
        choices = {
            FIELD_PREFIX + kind.code: forms.ChoiceField(
                label=str(kind.label),
                choices=MAIL_ONLY_CHOICES if kind.mail_only else Preference.Channel.choices,
                initial=channel_of(kind, preference),
            )
            for kind in kinds
            if not kind.always_mailed
        }
        self.fields = {**choices, **self.fields}

    @property
    def choices_by_kind(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith(FIELD_PREFIX)]

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors)

    @property
    def hours(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith(FIELD_PREFIX)]

    def facts(self) -> dict[str, Any]:
        """What the act takes."""
        values = self.cleaned_data
        channels = {
            name.removeprefix(FIELD_PREFIX): way
            for name, way in values.items()
            if name.startswith(FIELD_PREFIX)
        }
        hours = {name: value for name, value in values.items() if not name.startswith(FIELD_PREFIX)}
        return {"channels": channels, **hours}
