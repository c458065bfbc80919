"""The questionnaire as a form, built from its questions."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.forms import NameField
from etabli.programme.surveys.engine import LONGEST, Question
from etabli.programme.surveys.wording import in_words
from etabli.programme.workshops.forms import ContactField

Choices = Sequence[tuple[str, str]]


class AnswerForm(forms.Form):
    """The questions, then the name and how to be reached, for whoever wants to be called back."""

    def __init__(self, *args: Any, questions: tuple[Question, ...], themes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[question.id] = _FIELDS[question.kind](question, themes)
        self.fields["name"] = NameField(
            label=_("Your name"),
            required=False,
            help_text=_("Only to be called back. Left empty, your answers are anonymous."),
        )
        self.fields["contact"] = ContactField(required=False)

    def clean(self) -> None:
        """A name goes with a way to be reached; a half-day can't be given to nobody."""
        given = self.cleaned_data
        name, reach = given.get("name", "").strip(), any(given.get("contact", ("", "")))
        if name and not reach and "contact" not in self.errors:
            self.add_error("contact", _("How can we reach you? Or take your name off, to stay anonymous."))
        if reach and not name:
            self.add_error("name", _("Whom should we ask for? Or take the address off, to stay anonymous."))
        if given.get("half_day") == "yes" and not name and not reach:
            self.add_error(
                "name",
                _(
                    "To give you a half-day, we must know who you are. Or choose “Maybe, later”, and stay anonymous."
                ),
            )

    @property
    def answers(self) -> dict[str, Any]:
        """question -> answer, as `submit_answer` takes them."""
        return {question.id: self.cleaned_data.get(question.id) for question in self.questions}

    @property
    def contact(self) -> str:
        email, phone = self.cleaned_data["contact"]
        return str(email or phone)


def _choice(question: Question, themes: Choices) -> forms.Field:
    return forms.ChoiceField(
        label=in_words(question.text),
        help_text=in_words(question.help),
        required=question.required,
        choices=[(option.id, in_words(option.text)) for option in question.options],
        widget=forms.RadioSelect,
    )


def _themes(question: Question, themes: Choices) -> forms.Field:
    return forms.MultipleChoiceField(
        label=in_words(question.text),
        help_text=in_words(question.help),
        required=question.required,
        choices=themes,
        widget=forms.CheckboxSelectMultiple,
    )


def _text(question: Question, themes: Choices) -> forms.Field:
    return forms.CharField(
        label=in_words(question.text),
        help_text=in_words(question.help),
        required=question.required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


_FIELDS: dict[str, Callable[[Question, Choices], forms.Field]] = {
    "choice": _choice,
    "themes": _themes,
    "text": _text,
}
