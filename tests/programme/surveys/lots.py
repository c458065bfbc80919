"""What the engine lets see of the answers to one session."""

from collections.abc import Mapping, Sequence
from typing import Any

from etabli.programme.surveys.engine import Question, Result, Sheet, tally, values_of


def counted(questions: Sequence[Question], answers: Sequence[Mapping[str, Any]]) -> tuple[Result, ...]:
    """The questions of which something may be shown."""
    sheets = [Sheet(1, 1, "visible", "", answer) for answer in answers]
    found = [(question, values_of(question.id, sheets, {1})) for question in questions]
    return tuple(tally(question, values) for question, values in found if values)
