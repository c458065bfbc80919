"""Questionnaires as values: reading one, checking the answers to it, counting them."""

from etabli.programme.surveys.engine.answers import LONGEST, Problem, checked
from etabli.programme.surveys.engine.questions import Option, Question, parse
from etabli.programme.surveys.engine.tally import SMALLEST, Result, tally

__all__ = ["LONGEST", "SMALLEST", "Option", "Problem", "Question", "Result", "checked", "parse", "tally"]
