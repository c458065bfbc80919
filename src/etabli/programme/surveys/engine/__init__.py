"""Questionnaires as values: reading one, changing a draft, checking the answers to it, counting them."""

from etabli.programme.surveys.engine import editing
from etabli.programme.surveys.engine.answers import LONGEST, SHORT, Problem, checked, is_asked, is_empty
from etabli.programme.surveys.engine.questions import (
    DECIDING,
    KINDS,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    WITH_OPTIONS,
    Condition,
    Option,
    Question,
    Scale,
    WrongQuestionnaire,
    parse,
    seconds,
    untranslated,
)
from etabli.programme.surveys.engine.tally import SMALLEST, Result, tally

__all__ = [
    "DECIDING",
    "KINDS",
    "LONGEST",
    "MOST_OPTIONS",
    "MOST_QUESTIONS",
    "SHORT",
    "SMALLEST",
    "WITH_OPTIONS",
    "Condition",
    "Option",
    "Problem",
    "Question",
    "Result",
    "Scale",
    "WrongQuestionnaire",
    "checked",
    "editing",
    "is_asked",
    "is_empty",
    "parse",
    "seconds",
    "tally",
    "untranslated",
]
