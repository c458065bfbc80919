"""A questionnaire as a form, built from its questions: answered on a screen, tried, or typed from paper."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.contact import ContactField
from etabli.foundation.people.models import Person
from etabli.foundation.ui.forms import FoldedChoices, NameField
from etabli.programme.surveys.engine import MAX_LENGTH, MAX_SHORT_LENGTH, Question
from etabli.programme.surveys.links import new_token
from etabli.programme.surveys.wording import asked_only_if, in_words

Choices = Sequence[tuple[str, str]]


class QuestionsForm(forms.Form):
    """The questions alone. `is_paper`: a sheet may leave any of them out."""

    is_paper = False

    def __init__(self, *args: Any, questions: tuple[Question, ...], themes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            field = self.fields[question.id] = _FIELDS[question.kind](question, themes)
            field.label = in_words(question.text)
            field.help_text = " ".join(
                filter(None, [str(asked_only_if(question, questions)), in_words(question.help)])
            )
            field.required = question.required and not self.is_paper
            field.error_messages["required"] = _("Choose an answer, or write one: this question needs it.")

    @property
    def answers(self) -> dict[str, Any]:
        """The answers by the id of their question, as `submit_answer` takes them."""
        return {question.id: self.cleaned_data.get(question.id) for question in self.questions}

    @property
    def summary(self) -> str:
        """For the page's script: the kind of each question, and when it is asked."""
        return json.dumps(
            [
                {
                    "id": question.id,
                    "kind": question.kind,
                    "on": question.only_if.question if question.only_if else "",
                    "among": [str(value) for value in question.only_if.among] if question.only_if else [],
                }
                for question in self.questions
            ]
        )

    @property
    def is_half_french(self) -> bool:
        """Whether the reader finds French where they read another language."""
        return any(in_words(q.text) == q.text["fr"] != q.text["en"] == "" for q in self.questions)


class AnswerForm(QuestionsForm):
    """On a phone: the questions, then the name and how to be reached, for whoever wants to be called back.

    `questionnaire` is the version that was filled in; a `sheet` sent twice counts once.
    """

    questionnaire = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
    sheet = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput, initial=new_token)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = NameField(
            label=_("Your name"),
            required=False,
            help_text=_("Only to be called back. Left empty, your answers are anonymous."),
        )
        self.fields["contact"] = ContactField(required=False)

    def clean(self) -> None:
        """A name goes with a way to be reached; a half-day can't be given to nobody."""
        data = self.cleaned_data
        name, reach = data.get("name", "").strip(), any(data.get("contact", ("", "")))
        if name and not reach and "contact" not in self.errors:
            self.add_error("contact", _("How can we reach you? Or take your name off, to stay anonymous."))
        if reach and not name:
            self.add_error("name", _("Whom should we ask for? Or take the address off, to stay anonymous."))
        if data.get("half_day") == "yes" and not name and not reach:
            self.add_error(
                "name",
                _(
                    "To give you a half-day, we must know who you are. Or choose “Maybe, later”, and stay anonymous."
                ),
            )

    @property
    def contact(self) -> str:
        email, phone = self.cleaned_data["contact"]
        return str(email or phone)


class SheetForm(QuestionsForm):
    """From paper, by the adviser: nothing is compulsory, what is hard to read is marked."""

    is_paper = True
    questionnaire = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, present: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = forms.ModelChoiceField(
            label=_("The name on the sheet"),
            help_text=_("Only if there is one. Somebody who isn’t on the list is first added to the roll."),
            queryset=present,
            required=False,
            empty_label=str(_("No name: an anonymous sheet")),
        )
        self.fields["doubtful"] = forms.MultipleChoiceField(
            label=_("To read again"),
            help_text=_("The questions whose answer is hard to read."),
            required=False,
            choices=[(question.id, in_words(question.text)) for question in self.questions],
            widget=FoldedChoices(_("Nothing to read again")),
        )

    @property
    def act_arguments(self) -> dict[str, Any]:
        """The arguments of `type_sheet` and `correct_sheet`."""
        return {
            "answers": self.answers,
            "doubtful": self.cleaned_data["doubtful"],
            "person": self.cleaned_data["person"],
        }


class Scale(forms.RadioSelect):
    """The steps side by side, the meaning of both ends under them."""

    template_name = "surveys/scale_widget.html"

    def __init__(self, ends: tuple[str, str]) -> None:
        super().__init__()
        self.ends = ends

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "ends": self.ends}


class Ranks(forms.MultiWidget):
    """A rank to choose for each option: it needs neither a mouse nor a script."""

    template_name = "surveys/ranks_widget.html"
    use_fieldset = True

    def __init__(self, options: Choices) -> None:
        self.options = options
        ranks = [("", "–"), *((str(n), str(n)) for n in range(1, len(options) + 1))]
        super().__init__([forms.Select(choices=ranks) for _option in options])

    def decompress(self, value: Any) -> list[str]:
        """The rank of each option, from the list in order of preference."""
        order = list(value or ())
        return [str(order.index(code) + 1) if code in order else "" for code, _text in self.options]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        texts = [text for _code, text in self.options]
        context["rows"] = list(zip(texts, context["widget"]["subwidgets"], strict=True))
        return context

    def id_for_label(self, id_: str) -> str:
        return ""


class RanksField(forms.MultiValueField):
    """The options that were given a rank, in their order."""

    def __init__(self, options: Choices) -> None:
        self.options = options
        ranks = [forms.CharField(required=False) for _option in options]
        super().__init__(ranks, require_all_fields=False, widget=Ranks(options))

    def compress(self, data_list: list[str]) -> list[str]:
        ranked = [(rank, code) for rank, (code, _text) in zip(data_list, self.options, strict=False) if rank]
        if len({rank for rank, _code in ranked}) < len(ranked):
            raise forms.ValidationError(_("Two answers have the same rank: change one of them."))
        return [code for _rank, code in sorted(ranked, key=lambda pair: (len(pair[0]), pair[0]))]


def _options(question: Question) -> Choices:
    return [(option.id, in_words(option.text)) for option in question.options]


def _choice(question: Question, themes: Choices) -> forms.Field:
    return forms.ChoiceField(choices=_options(question), widget=forms.RadioSelect)


def _several(question: Question, themes: Choices) -> forms.Field:
    choices = themes if question.kind == "themes" else _options(question)
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)


def _scale(question: Question, themes: Choices) -> forms.Field:
    scale = question.scale
    assert scale is not None
    steps = [(str(step), str(step)) for step in scale.steps]
    return forms.ChoiceField(choices=steps, widget=Scale((in_words(scale.low), in_words(scale.high))))


def _ranks(question: Question, themes: Choices) -> forms.Field:
    return RanksField(_options(question))


def _text(question: Question, themes: Choices) -> forms.Field:
    return forms.CharField(max_length=MAX_SHORT_LENGTH)


def _long(question: Question, themes: Choices) -> forms.Field:
    return forms.CharField(max_length=MAX_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))


_FIELDS: dict[str, Callable[[Question, Choices], forms.Field]] = {
    "choice": _choice,
    "choices": _several,
    "ranking": _ranks,
    "scale": _scale,
    "text": _text,
    "long": _long,
    "themes": _several,
}
