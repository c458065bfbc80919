"""What is typed on the pages of protection. Validates, never saves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.programme.protection.models import MAX_REASON_LENGTH


class ReasonForm(forms.Form):
    """Why a gesture isn't for somebody."""

    reason = forms.CharField(
        label=_("Why isn’t it for you?"),
        max_length=MAX_REASON_LENGTH,
        help_text=_("A few words: “I have no site”, “somebody else does it”."),
        error_messages={"required": _("Say in a few words why it isn’t for you.")},
    )
