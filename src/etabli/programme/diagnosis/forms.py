"""What is asked on each screen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.papers.words import ParsedWords, parse_words
from etabli.procurement.needs.wording import words_of
from etabli.programme.demand.models import MAX_NOTE_LENGTH
from etabli.programme.diagnosis.engine import Question
from etabli.programme.diagnosis.links import NUMBER_OF_WORDS, answers_at_address
from etabli.programme.diagnosis.models import KeptAnswers
from etabli.territory.places.forms import CommuneField, VisitorForm


class QuestionForm(forms.Form):
    """One question, and its answers."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
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


class SheetForm(forms.Form):
    """The four words of a sheet."""

    words = forms.CharField(
        label=_("The four words on your sheet"),
        max_length=120,
        help_text=_("For instance: ABEILLE-VALLON-GUITARE-MOULIN. Capitals and accents don’t matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Copy the four words: they stand at the bottom of the sheet.")},
    )

    def clean_words(self) -> KeptAnswers:
        """The answers to which they lead. Raises ValidationError with the word that is none, and which may be meant."""
        text = self.cleaned_data["words"]
        kept_answers = answers_at_address(text)
        if kept_answers is None:
            raise _wrong(parse_words(text, NUMBER_OF_WORDS))
        return kept_answers


class AnonymousAnswersForm(forms.Form):
    """The words, or the address, of the page that somebody kept without a name, and gave."""

    address = forms.CharField(
        label=_("The four words, or the address, that they gave you"),
        max_length=300,
        help_text=_("They stand on the page that they kept, beside the square to scan."),
        error_messages={"required": _("Copy the words, or the address, of the page that they kept.")},
    )

    def clean_address(self) -> KeptAnswers:
        """The answers to which it leads."""
        kept_answers = answers_at_address(self.cleaned_data["address"])
        if kept_answers is None:
            raise forms.ValidationError(
                _("This leads to no answers: it was mistyped, or the page was erased.")
            )
        return kept_answers


def _wrong(reading: ParsedWords) -> forms.ValidationError:
    """What is to be looked at again in the words."""
    if not reading.unknown and not reading.is_whole:
        return forms.ValidationError(
            _("The sheet has four words: there are %(number)s here."), params={"number": len(reading.words)}
        )
    if not reading.unknown:
        return forms.ValidationError(
            _(
                "These words lead to no page. Look at each again, in the order of the sheet; or the page was erased."
            )
        )
    sentence = _("“%(word)s” is on no sheet. Look at it again, letter by letter.")
    if reading.nearest:
        sentence = _("“%(word)s” is on no sheet. Is it “%(nearest)s”?")
    return forms.ValidationError(
        sentence, params={"word": reading.unknown, "nearest": reading.nearest.upper()}
    )


class KnownPersonHalfDayForm(forms.Form):
    """What somebody who is known wants of a half-day."""

    note = forms.CharField(
        label=_("What you would like, and when to reach you"),
        required=False,
        max_length=MAX_NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def act_arguments(self) -> dict[str, Any]:
        """As the act takes it."""
        return {"note": self.cleaned_data["note"]}


class HalfDayForm(VisitorForm):
    """Who asks for a half-day, how to reach them, and what they want of it."""

    contact_help = _("An adviser calls or writes to offer you a day. We give it to nobody.")

    note = KnownPersonHalfDayForm.base_fields["note"]
    attach_answers = forms.BooleanField(
        label=_("Join my twelve answers, for the adviser to read"), required=False
    )

    @property
    def act_arguments(self) -> dict[str, Any]:
        """As the act takes it."""
        return {**super().act_arguments, "note": self.cleaned_data["note"]}
