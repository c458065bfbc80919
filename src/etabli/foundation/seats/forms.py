"""The chamber's rule on sign-ups that nobody has proved."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RuleForm(forms.Form):
    """How many sign-ups for one date, from one network address, take a place without being confirmed."""

    most = forms.IntegerField(
        label=_("Sign-ups without confirmation"),
        min_value=1,
        max_value=200,
        help_text=_(
            "For one date, from one internet connection. The next ones confirm by e-mail or by telephone."
        ),
    )
