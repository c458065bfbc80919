"""Forms of the market: they validate, and save nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.community.market.models import LONGEST_REASON
from etabli.foundation.files.engine import kinds
from etabli.foundation.files.forms import ExaminedField
from etabli.foundation.ui.forms import FileDrop


class AnswerForm(forms.Form):
    message = forms.CharField(
        label=_("Your message"),
        help_text=_("Who you are, what you propose, your questions. The artisan reads it as you write it."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    quote = ExaminedField(
        accept={kinds.PDF},
        label=_("Your quote, in PDF"),
        help_text=_("You may answer without a quote and send it later."),
        required=False,
        widget=FileDrop(accept="application/pdf,.pdf"),
    )


class WithdrawalForm(forms.Form):
    reason = forms.CharField(label=_("Why, in a few words"), max_length=LONGEST_REASON, required=False)
