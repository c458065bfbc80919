"""Where to start: from twelve answers to at most six first steps, each with its reasons.

Knows neither Django nor files.

`parse(asked, told) -> Catalogue`, `diagnose(answers, catalogue) -> Diagnosis`, `in_words(text, trade) -> Text`.
"""

from etabli.programme.diagnosis.engine.model import (
    MOST_STEPS,
    TRADE,
    UNKNOWN,
    Answer,
    Answers,
    Catalogue,
    Diagnosis,
    LeftOut,
    Proposed,
    Question,
    Reason,
    Recognised,
    Situation,
    Step,
    Trade,
    in_words,
)
from etabli.programme.diagnosis.engine.parsing import CatalogueError, parse, words_asked
from etabli.programme.diagnosis.engine.step_selection import diagnose, recognise, valid_answers

__all__ = [
    "MOST_STEPS",
    "TRADE",
    "UNKNOWN",
    "Answer",
    "Answers",
    "Catalogue",
    "CatalogueError",
    "Diagnosis",
    "LeftOut",
    "Proposed",
    "Question",
    "Reason",
    "Recognised",
    "Situation",
    "Step",
    "Trade",
    "diagnose",
    "in_words",
    "parse",
    "recognise",
    "valid_answers",
    "words_asked",
]
