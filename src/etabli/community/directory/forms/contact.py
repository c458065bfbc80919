"""Writing to a member, answering, signing the charter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.community.directory.actions.contacts import LONGEST
from etabli.foundation.people.contact import ConfirmsAddress
from etabli.foundation.ui.forms import NameField, NoMachine


class ContactForm(ConfirmsAddress, NoMachine):
    """A message."""

    name = NameField(label=_("Your name"))
    email = forms.EmailField(
        label=_("Your e-mail"), help_text=_("The member does not see it. Their answer reaches you by us.")
    )
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What you look for, where you work, by when."),
    )


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("It leaves by us, once. To go on directly, write in it how to reach you."),
    )


class CharterForm(forms.Form):
    agrees = forms.BooleanField(
        label=_("I have read this charter, and I commit to it"),
        error_messages={"required": _("Tick the box to sign.")},
    )
