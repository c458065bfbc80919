"""Forms of neutrality: they validate, and save nothing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from etabli.community.neutrality.models import MAX_INTEREST_LENGTH, DeclaredInterest

DECLARABLE_KINDS = [
    (value, capfirst(label))
    for value, label in DeclaredInterest.Kind.choices
    if value != DeclaredInterest.Kind.ROLES
]


class InterestForm(forms.Form):
    about = forms.ChoiceField(
        label=_("About what"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "For one thing, or for a chamber: you then take no part there, neither moderating nor answering."
        ),
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=DECLARABLE_KINDS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In a sentence"),
        help_text=_("Everybody can read it. Name nobody but yourself."),
        max_length=MAX_INTEREST_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_named = forms.BooleanField(label=_("I agree that my name is shown with it"), required=False)

    def __init__(self, data: Any = None, *, about_choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, initial={"about": about_choices[0][0]})
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(value, capfirst(label)) for value, label in about_choices]
