"""Counting answers without pointing at anybody."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etabli.programme.surveys.engine.questions import Question

SMALLEST = 5  # under this number of answers, nothing is broken down: people could be recognised


@dataclass(frozen=True)
class Result:
    """What was answered to one question: (option or theme, count) pairs, or texts. `answered` counts people."""

    question: Question
    answered: int
    counts: tuple[tuple[str, int], ...] = ()
    texts: tuple[str, ...] = ()


def tally(questions: tuple[Question, ...], answers: Sequence[Mapping[str, Any]]) -> tuple[Result, ...]:
    """The results, question by question; nothing under SMALLEST answers.

    Choices come in the order of the question, with their zeros; themes by number, then by code. Texts come in
    alphabetical order, so that nothing tells who wrote first, or which texts go together.
    """
    if len(answers) < SMALLEST:
        return ()
    return tuple(_result(question, [a.get(question.id) for a in answers]) for question in questions)


def _result(question: Question, values: list[Any]) -> Result:
    given = [value for value in values if value]
    if question.kind == "text":
        return Result(question, len(given), texts=tuple(sorted(given)))
    if question.kind == "themes":
        counted = Counter(code for codes in given for code in codes)
        ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        return Result(question, len(given), counts=tuple(ordered))
    counted = Counter(given)
    return Result(question, len(given), counts=tuple((o.id, counted[o.id]) for o in question.options))
