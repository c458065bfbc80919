"""What an adviser types to write a questionnaire. Validates, never saves."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.numbers import WholeField
from etabli.programme.surveys.engine import (
    WITH_OPTIONS,
    Question,
    WrongQuestionnaire,
    editing,
    parse,
)
from etabli.programme.surveys.wording import in_words, what_is_wrong

MAX_LINE_LENGTH = 200  # characters of a question, of a help, of one option


class StartForm(forms.Form):
    """A name, and what to start from."""

    title = forms.CharField(
        label=_("Its name"),
        max_length=80,
        help_text=_("For you and your colleagues: those who answer don’t see it."),
    )

    def __init__(self, *args: Any, origins: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["origin"] = forms.ChoiceField(
            label=_("Start from"), choices=origins, initial=origins[0][0], widget=forms.RadioSelect
        )


class TitleForm(forms.Form):
    """Another name."""

    title = forms.CharField(label=_("Its name"), max_length=80)


class UseForm(forms.Form):
    """Which questionnaire for which workshops."""

    def __init__(
        self,
        *args: Any,
        codes: Sequence[tuple[str, Any]],
        themes: Sequence[tuple[str, Any]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if themes:
            theme_choices = [("", _("All our workshops")), *themes]
            self.fields["theme"] = forms.ChoiceField(
                label=_("Workshops"), choices=theme_choices, required=False
            )
        self.fields["code"] = forms.ChoiceField(label=_("Questionnaire"), choices=codes, required=False)


class QuestionForm(forms.Form):
    """One question of a draft: its text in both languages, then what its kind needs."""

    fr = forms.CharField(label=_("The question, in French"), max_length=MAX_LINE_LENGTH)
    en = forms.CharField(
        label=_("The question, in English"),
        max_length=MAX_LINE_LENGTH,
        required=False,
        help_text=_("Left empty, whoever reads English sees the French."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, content: editing.Content, question: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=initial_of(question))
        self.content, self.question = content, question
        kind = question["kind"]
        if kind in WITH_OPTIONS:
            self.fields |= _options_fields()
        if kind == "scale":
            self.fields |= _scale_fields()
        self.fields |= _help_fields()
        earlier = _questions_before(content, question["id"])
        if any(question.deciding for question in earlier):
            self.fields["only_if"] = forms.MultipleChoiceField(
                label=_("Ask it only of those who answered"),
                help_text=_("Nothing ticked: everyone is asked. Tick answers of one question only."),
                required=False,
                choices=[
                    (str(in_words(question.text)), _answers(question))
                    for question in earlier
                    if question.deciding
                ],
                widget=forms.CheckboxSelectMultiple,
            )

    def clean(self) -> None:
        """The question as it is stored, and the questions with it; what doesn't fit is told on the page."""
        if self.errors:
            return
        data = self.cleaned_data
        fields = {
            "id": self.question["id"],
            "kind": self.question["kind"],
            **_texts(data),
            **self._condition(data),
        }
        if data.get("required"):
            fields["required"] = True
        if "options_fr" in data:
            french, english = _lines(data["options_fr"]), _lines(data["options_en"])
            fields["options"] = editing.options_of(french, english, self.question.get("options", ()))
        if "first" in data:
            fields["scale"] = {"from": data["first"], "to": data["last"], **_ends(data)}
        try:
            self.changed = editing.with_question(self.content, fields)
        except WrongQuestionnaire as wrong:
            self.add_error(None, str(what_is_wrong(wrong, [*self.content, fields])))

    def _condition(self, data: Mapping[str, Any]) -> dict[str, Any]:
        ticked = [value.partition(":") for value in data.get("only_if", ())]
        if not ticked:
            return {}
        if len({name for name, _colon, _answer in ticked}) > 1:
            self.add_error("only_if", _("Tick answers of one question only: it depends on one at most."))
            return {}
        name = ticked[0][0]
        earlier = next(
            question
            for question in _questions_before(self.content, self.question["id"])
            if question.id == name
        )
        known_values = {str(value): value for value in earlier.deciding}
        return {
            "only_if": {"question": name, "is": [known_values[answer] for _name, _colon, answer in ticked]}
        }


def initial_of(question: Mapping[str, Any]) -> dict[str, Any]:
    """The form of a question as it is stored."""
    scale, condition = question.get("scale") or {}, question.get("only_if") or {}
    options = question.get("options", ())
    return {
        **{name: question.get(name, "") for name in ("fr", "en", "help_fr", "help_en")},
        "required": question.get("required", False),
        "options_fr": "\n".join(option["fr"] for option in options),
        "options_en": "\n".join(option.get("en", "") for option in options).rstrip("\n"),
        "first": scale.get("from", 1),
        "last": scale.get("to", 5),
        **{name: scale.get(name, "") for name in ("low_fr", "low_en", "high_fr", "high_en")},
        "only_if": [f"{condition['question']}:{value}" for value in condition["is"]] if condition else [],
    }


def _options_fields() -> dict[str, forms.Field]:
    rows = forms.Textarea(attrs={"rows": 4})
    return {
        "options_fr": forms.CharField(
            label=_("The answers to choose from, in French"),
            help_text=_("One a line."),
            widget=rows,
            max_length=2500,
        ),
        "options_en": forms.CharField(
            label=_("The same in English, in the same order"), widget=rows, required=False, max_length=2500
        ),
    }


def _scale_fields() -> dict[str, forms.Field]:
    ends = {
        "low_fr": _("What the lowest mark means, in French"),
        "low_en": _("The same in English"),
        "high_fr": _("What the highest mark means, in French"),
        "high_en": _("The same in English"),
    }
    words = {
        name: forms.CharField(label=label, max_length=60, required=False) for name, label in ends.items()
    }
    return {
        "first": WholeField(label=_("Lowest mark"), min_value=0, max_value=9),
        "last": WholeField(label=_("Highest mark"), min_value=1, max_value=10),
        **words,
    }


def _help_fields() -> dict[str, forms.Field]:
    return {
        "help_fr": forms.CharField(
            label=_("A word of help, in French"), max_length=MAX_LINE_LENGTH, required=False
        ),
        "help_en": forms.CharField(
            label=_("The same in English"), max_length=MAX_LINE_LENGTH, required=False
        ),
        "required": forms.BooleanField(label=_("An answer is needed"), required=False),
    }


def _questions_before(content: editing.Content, name: str) -> tuple[Question, ...]:
    """The questions that stand before this one; all of them when it is new."""
    names = [question["id"] for question in content]
    return parse(content[: names.index(name)] if name in names else content)


def _answers(question: Question) -> list[tuple[str, Any]]:
    names = {option.id: in_words(option.text) for option in question.options}
    mark = _("mark {step}")
    return [(f"{question.id}:{v}", names.get(str(v)) or format_lazy(mark, step=v)) for v in question.deciding]


def _texts(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in ("fr", "en", "help_fr", "help_en") if data.get(name)}


def _ends(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in ("low_fr", "low_en", "high_fr", "high_en") if data.get(name)}


def _lines(text: str) -> list[str]:
    return [line.strip()[:MAX_LINE_LENGTH] for line in text.splitlines() if line.strip()]
