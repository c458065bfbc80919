"""Choosing the two states of a brief to lay side by side."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.typography import full_day
from etabli.procurement.briefs.queries import NOW, Version


class CompareForm(forms.Form):
    """Two versions, or one and the brief as it is now."""

    first = forms.TypedChoiceField(label=_("First"), coerce=int)
    second = forms.TypedChoiceField(label=_("Then"), coerce=int)

    def __init__(self, data: Any = None, *, versions: Sequence[Version]) -> None:
        super().__init__(data)
        choices = [
            (
                version.number,
                _("version %(number)d, of %(day)s") % {"number": version.number, "day": full_day(version.at)},
            )
            for version in versions
        ]
        before = (
            versions[min(1, len(versions) - 1)].number if versions else NOW
        )  # the last but one, or the only one
        for name, initial in (("first", before), ("second", NOW)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices, field.initial = [*choices, (NOW, _("the project as it is now"))], initial

    def numbers(self) -> tuple[int, int]:
        """The two chosen, in the order given."""
        return self.cleaned_data["first"], self.cleaned_data["second"]
