"""What a questionnaire says, in the reader's language; what is wrong with a draft."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.language import reader_language
from etabli.programme.surveys.engine import (
    MAX_OPTIONS,
    MAX_QUESTIONS,
    Question,
    WrongQuestionnaire,
)

KIND_NAMES = {
    "choice": _("One answer among several"),
    "choices": _("Several answers"),
    "ranking": _("An order of preference"),
    "scale": _("A mark on a scale"),
    "text": _("A line of text"),
    "long": _("A few sentences"),
    "themes": _("Themes of the catalogue"),
}
APART_REASONS = {
    "kind": _("Not put with the later versions: it was another kind of question."),
    "options": _("Not put with the later versions: the answers to choose from were not the same."),
    "scale": _("Not put with the later versions: the scale was not the same."),
    "condition": _("Not put with the later versions: it was not asked of the same people."),
}
_ERROR_TEXTS = {
    "too_many": _("A questionnaire holds at most {most} questions: nobody answers longer ones."),
    "number": _("“{question}”: give two to {options} answers to choose from."),
    "options": _("“{question}”: each answer to choose from needs a text, and no two are the same."),
    "scale": _("“{question}”: a scale goes up, between 0 and 10."),
    "order": _(
        "“{question}” depends on a question that must stand before it. Change what it depends on first."
    ),
    "condition": _(
        "“{question}” depends on an answer that is no longer offered. Change what it depends on first."
    ),
    "required": _("“{question}” depends on another question: it can’t be compulsory."),
    "no_text": _("Each question needs its text in French."),
}
_UNREADABLE_TEXT = _("This questionnaire can’t be read: go back, and do it again.")


def in_words(texts: Mapping[str, str]) -> str:
    """The text of a question or an option, in the reader's language; in French when it has no other."""
    return texts.get(reader_language()) or texts.get("fr", "")


def what_is_wrong(error: WrongQuestionnaire, content: Sequence[Mapping[str, Any]]) -> str | Promise:
    """A sentence for whoever writes the draft."""
    question_text = next((row.get("fr") for row in content if row.get("id") == error.question), "")
    sentence = _ERROR_TEXTS.get(error.kind, _UNREADABLE_TEXT)
    return format_lazy(sentence, question=question_text, most=MAX_QUESTIONS, options=MAX_OPTIONS)


def asked_only_if(question: Question, questions: Sequence[Question]) -> str | Promise:
    """When it is asked, for whoever sees all the questions at once; nothing when it always is."""
    condition = question.only_if
    if condition is None:
        return ""
    earlier = next(question for question in questions if question.id == condition.question)
    names = {option.id: in_words(option.text) for option in earlier.options}
    labels = [str(names.get(str(value), value)) for value in condition.among]
    return format_lazy(
        _("Only if you answered “{answers}” to “{question}”"),
        answers=" · ".join(labels),
        question=in_words(earlier.text),
    )
