"""A code on paper, chosen and typed."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.forms import PinInput, try_again_at
from etabli.foundation.people.models import SecretLink, SecurityKind
from etabli.foundation.people.papers import codes
from etabli.foundation.people.papers.words import parse_words
from etabli.foundation.people.security.events import record_event

FOUR_DIGITS = r"^\s*(?:[0-9]\s*){4}$"


def digits_field(label: Any, **more: Any) -> forms.RegexField:
    """Four digits, hidden as they are typed."""
    return forms.RegexField(
        FOUR_DIGITS,
        label=label,
        max_length=12,
        widget=PinInput,
        error_messages={"invalid": _("Type four digits, and nothing else.")},
        **more,
    )


class DigitsForm(forms.Form):
    """The digits that go with a new paper."""

    digits = digits_field(
        _("Four digits that they choose"),
        help_text=_(
            "They are not printed: they must know them by heart. Neither the end of their telephone number, nor a year."
        ),
    )

    def clean_digits(self) -> str:
        return "".join(str(self.cleaned_data["digits"]).split())


class OwnDigitsForm(forms.Form):
    """The digits of a code on paper that is known by a link: tried as those of `PaperForm`, by the same limits."""

    digits = digits_field(
        _("Your four digits"), help_text=_("Those that you chose: they are not on the paper.")
    )

    def __init__(self, *args: Any, request: HttpRequest, paper: SecretLink, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.paper = request, paper

    def clean_digits(self) -> str:
        digits = "".join(str(self.cleaned_data["digits"]).split())
        answer = codes.try_digits(self.request, self.paper, digits, timezone.now())
        if answer.limit is not None:
            record_event(self.request, SecurityKind.TOO_MANY)
            raise forms.ValidationError(try_again_at(answer.limit))
        if answer.link is None:
            record_event(self.request, SecurityKind.WRONG_CODE, person=self.paper.person)
            raise forms.ValidationError(
                _(
                    "These are not your four digits. After five wrong tries your code on paper opens nothing any more."
                )
            )
        return digits


class PaperForm(forms.Form):
    """What is on the paper, and what isn't. `link`, once it is valid: what it opens."""

    words = forms.CharField(
        label=_("The three words on the paper"),
        help_text=_(
            "In the order of the paper: ABEILLE-VALLON-GUITARE, for instance. Capitals and accents don’t matter."
        ),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    digits = digits_field(
        _("Your four digits"), help_text=_("Those that you chose: they are not on the paper.")
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.link: SecretLink | None = None

    def clean_words(self) -> tuple[str, ...]:
        """Raises ValidationError with the word that is none, and the one that may be meant."""
        reading = parse_words(str(self.cleaned_data["words"]))
        if reading.is_whole:
            return reading.words
        if not reading.unknown:
            raise forms.ValidationError(
                _("The paper has three words: there are %(number)s here."),
                params={"number": len(reading.words)},
            )
        sentence = _("“%(word)s” is on no paper. Look at it again, letter by letter.")
        if reading.nearest:
            sentence = _("“%(word)s” is on no paper. Is it “%(nearest)s”?")
        raise forms.ValidationError(
            sentence, params={"word": reading.unknown, "nearest": reading.nearest.upper()}
        )

    def clean(self) -> None:
        if self.errors:
            return
        digits = "".join(str(self.cleaned_data["digits"]).split())
        answer = codes.try_code(self.request, self.cleaned_data["words"], digits, timezone.now())
        self.link = answer.link
        if answer.limit is not None:
            record_event(self.request, SecurityKind.TOO_MANY)
            raise forms.ValidationError(try_again_at(answer.limit))
        if answer.link is None:
            record_event(
                self.request, SecurityKind.WRONG_CODE, person=answer.whose.person if answer.whose else None
            )
            raise forms.ValidationError(
                _(
                    "These words and these digits don’t go together. Look at the paper again: the words in its order, "
                    "the digits that you chose. After five wrong tries it opens nothing any more: call the chamber, "
                    "which makes another."
                )
            )
