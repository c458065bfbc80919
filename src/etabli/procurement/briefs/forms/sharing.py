"""What whoever bears the link reads beside the project."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ShareForm(forms.Form):
    """The telephone and the mail stay out of it, unless the artisan chooses otherwise."""

    shows_contact = forms.BooleanField(
        label=_("Show my telephone and my e-mail too"),
        required=False,
        help_text=_("Your name always stands on it."),
    )
