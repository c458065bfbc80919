"""Counting answers without pointing at anybody."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etabli.programme.surveys.engine.answers import is_empty
from etabli.programme.surveys.engine.questions import Question

SMALLEST = 5  # under this number of answers, nothing is broken down: people could be recognised


@dataclass(frozen=True)
class Result:
    """What was answered to one question: (option, theme or step, count) pairs, or texts. `answered` counts people."""

    question: Question
    answered: int
    counts: tuple[tuple[str, int], ...] = ()
    texts: tuple[str, ...] = ()


def tally(questions: Sequence[Question], answers: Sequence[Mapping[str, Any]]) -> tuple[Result, ...]:
    """The results, question by question; nothing under SMALLEST answers, nor of a question that fewer were asked.

    Choices and steps come in the order of the question, with their zeros; themes by number, then by code; of a
    ranking, how many put each first. Texts come in alphabetical order, so that nothing tells who wrote first, or
    which texts go together.
    """
    if len(answers) < SMALLEST:
        return ()
    found = [(question, [a[question.id] for a in answers if question.id in a]) for question in questions]
    return tuple(_result(question, values) for question, values in found if len(values) >= SMALLEST)


def _result(question: Question, values: list[Any]) -> Result:
    given = [value for value in values if not is_empty(value)]
    if question.kind in ("text", "long"):
        return Result(question, len(given), texts=tuple(sorted(given)))
    if question.kind == "themes":
        counted = Counter(code for codes in given for code in codes)
        ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        return Result(question, len(given), counts=tuple(ordered))
    if question.scale:
        steps = Counter(given)
        return Result(question, len(given), counts=tuple((str(s), steps[s]) for s in question.scale.steps))
    counted = Counter(code for value in given for code in _told(question, value))
    return Result(question, len(given), counts=tuple((o.id, counted[o.id]) for o in question.options))


def _told(question: Question, value: Any) -> list[str]:
    if question.kind == "choice":
        return [value]
    return list(value[:1] if question.kind == "ranking" else value)
