"""Where to start: from twelve answers to at most six first steps, each with its reasons.

Knows neither Django nor files.

`parse(general_data, step_files) -> Catalogue`, `diagnose(answers, catalogue) -> Diagnosis`,
`in_words(text, trade) -> Text`.
"""

from etabli.programme.diagnosis.engine.model import (
    MAX_STEPS,
    TRADE,
    UNKNOWN,
    Answer,
    Answers,
    Catalogue,
    Diagnosis,
    LeftOutStep,
    ProposedStep,
    Question,
    Reason,
    RecognisedSituation,
    Situation,
    Step,
    Trade,
    in_words,
)
from etabli.programme.diagnosis.engine.parsing import CatalogueError, count_words, parse
from etabli.programme.diagnosis.engine.step_selection import diagnose, recognise, valid_answers

__all__ = [
    "MAX_STEPS",
    "TRADE",
    "UNKNOWN",
    "Answer",
    "Answers",
    "Catalogue",
    "CatalogueError",
    "Diagnosis",
    "LeftOutStep",
    "ProposedStep",
    "Question",
    "Reason",
    "RecognisedSituation",
    "Situation",
    "Step",
    "Trade",
    "count_words",
    "diagnose",
    "in_words",
    "parse",
    "recognise",
    "valid_answers",
]
