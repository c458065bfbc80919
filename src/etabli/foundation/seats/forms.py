"""What the staff types about places: the organisation's rule on sign-ups, messages in their own words."""

from typing import Any

from django import forms
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.forms import UncutField
from etabli.foundation.ui.numbers import WholeField

KEY_LENGTH = 32  # signs of the key of a form


class ConfirmationRuleForm(forms.Form):
    """How many sign-ups for one date, from one network address, take a place without being confirmed."""

    most = WholeField(
        label=_("Sign-ups without confirmation"),
        min_value=1,
        max_value=200,
        help_text=_(
            "For one date, from one internet connection. The next ones confirm by e-mail or by telephone."
        ),
    )


class MessageForm(forms.Form):
    """A message: its subject, its text. `key`, which nobody sees, has a form that is sent twice write once."""

    title = UncutField(
        label=_("Subject of the e-mail"),
        max_length=100,
        help_text=_("What it is about, and what to do. It is read first."),
    )
    text = UncutField(
        label=_("Your message"),
        max_length=4000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Without a greeting nor your name: the e-mail begins and ends by itself."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = str(self.data.get("key", ""))
        self.key = typed if len(typed) == KEY_LENGTH and typed.isalnum() else get_random_string(KEY_LENGTH)

    @property
    def words(self) -> dict[str, str]:
        """The subject and the text, as they were typed."""
        return {name: self.cleaned_data[name].strip() for name in ("title", "text")}

    @property
    def sent(self) -> list[tuple[str, str]]:
        """All that was typed, to be sent again once it was seen."""
        data: Any = self.data
        return [*((name, value) for name in self.fields for value in data.getlist(name)), ("key", self.key)]
