"""What is asked on each screen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.programme.diagnosis.engine import Question
from etabli.programme.diagnosis.links import kept_at
from etabli.programme.diagnosis.models import KeptAnswers
from etabli.programme.diagnosis.wording import words_of
from etabli.territory.places.forms import CommuneField, VisitorForm


class QuestionForm(forms.Form):
    """One question, and its answers: "I don't know" is one of them."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer. “I don’t know” is one.")},
    )

    def __init__(self, data: Any = None, *, question: Question, answer: str = "") -> None:
        super().__init__(data, initial={"answer": answer})
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.label = words_of(question.ask)
        field.choices = [(choice.id, words_of(choice.text)) for choice in question.answers]


class NearForm(forms.Form):
    """Where one is, to be shown the workshops near it."""

    commune = CommuneField(label=_("Your commune"), required=False)


class CheckForm(forms.Form):
    """Against which source a step was read over."""

    source = forms.CharField(
        label=_("What you checked it against"),
        max_length=300,
        help_text=_("The name of the official page and its address."),
        error_messages={"required": _("Write the page against which you read this step.")},
    )


class GivenForm(forms.Form):
    """The address of the page that somebody kept without a name, and gave."""

    address = forms.CharField(
        label=_("The address that they gave you"),
        max_length=300,
        help_text=_("It stands on the page that they kept, beside the square to scan."),
        error_messages={"required": _("Copy the address of the page that they kept.")},
    )

    def clean_address(self) -> KeptAnswers:
        """The answers that it opens."""
        kept = kept_at(self.cleaned_data["address"])
        if kept is None:
            raise forms.ValidationError(
                _("This address opens nothing: it was mistyped, or the page was erased.")
            )
        return kept


class HalfDayForm(VisitorForm):
    """Who asks for a half-day, and how to reach them."""

    contact_help = _("An adviser calls or writes to offer you a day. We give it to nobody.")
