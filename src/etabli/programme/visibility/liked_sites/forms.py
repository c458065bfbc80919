"""What is ticked of a site that is liked. Validates, never saves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class WishesForm(forms.Form):
    """What a site that is liked has, and one would like too."""

    wishes = forms.MultipleChoiceField(
        label=_("I would also like:"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, choices: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["wishes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices
