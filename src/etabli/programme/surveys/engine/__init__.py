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
    difference,
    is_reworded,
    parse,
    seconds,
    untranslated,
)
from etabli.programme.surveys.engine.tally import SMALLEST, Interval, Result, Sheet, share, tally, values_of
from etabli.programme.surveys.engine.texts import Group, grouped, holding

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
    "Group",
    "Interval",
    "Option",
    "Problem",
    "Question",
    "Result",
    "Scale",
    "Sheet",
    "WrongQuestionnaire",
    "checked",
    "difference",
    "editing",
    "grouped",
    "holding",
    "is_asked",
    "is_empty",
    "is_reworded",
    "parse",
    "seconds",
    "share",
    "tally",
    "untranslated",
    "values_of",
]
