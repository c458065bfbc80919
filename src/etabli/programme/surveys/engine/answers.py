"""Whether answers fit the questions that they answer."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etabli.programme.surveys.engine.questions import Question

MAX_SHORT_LENGTH = 200  # characters of a line
MAX_LENGTH = 1000  # characters of a free text: a few sentences typed on a phone


@dataclass(frozen=True)
class Problem:
    """What is wrong with one answer: `kind` is missing, unknown or too_long."""

    question: str
    kind: str


def check_answers(
    questions: Sequence[Question], answers: Mapping[str, Any], *, themes: Collection[str]
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """(the answers as they are kept, what is wrong). Each question that is asked has its answer, empty when none was
    given; what answers no question, or one that was not asked (`only_if`), is dropped. Lists keep the order of the
    person, each thing once."""
    valid_answers: dict[str, Any] = {}
    problems = []
    for question in questions:
        if not is_asked(question, valid_answers):
            continue
        value, kind = _CHECKS[question.kind](question, answers.get(question.id), themes)
        valid_answers[question.id] = value
        if kind or (question.required and is_empty(value)):
            problems.append(Problem(question.id, kind or "missing"))
    return valid_answers, tuple(problems)


def is_asked(question: Question, earlier: Mapping[str, Any]) -> bool:
    """Whether it is asked of somebody who gave these earlier answers."""
    condition = question.only_if
    if condition is None:
        return True
    deciding_answer = earlier.get(condition.question)
    return any(
        value in condition.among
        for value in (deciding_answer if isinstance(deciding_answer, list) else [deciding_answer])
    )


def is_empty(value: Any) -> bool:
    """Nothing was answered; 0 is an answer."""
    return value is None or value in ("", [])


def _choice(question: Question, value: Any, themes: Collection[str]) -> tuple[str, str]:
    if is_empty(value):
        return "", ""
    return (str(value), "") if value in _ids(question) else ("", "unknown")


def _scale(question: Question, value: Any, themes: Collection[str]) -> tuple[int | None, str]:
    if is_empty(value):
        return None, ""
    steps = {str(step): step for step in question.scale.steps} if question.scale else {}
    step = steps.get(str(value))
    return step, "unknown" if step is None else ""


def _several(question: Question, value: Any, themes: Collection[str]) -> tuple[list[str], str]:
    allowed = themes if question.kind == "themes" else _ids(question)
    values = value if isinstance(value, list | tuple) else [value] if value else []
    codes = list(dict.fromkeys(values))
    valid_codes = [code for code in codes if code in allowed]
    return valid_codes, "unknown" if len(valid_codes) < len(codes) else ""


def _text(question: Question, value: Any, themes: Collection[str]) -> tuple[str, str]:
    max_length = MAX_SHORT_LENGTH if question.kind == "text" else MAX_LENGTH
    text = str(value or "").strip()
    return text[:max_length].rstrip(), "too_long" if len(text) > max_length else ""


def _ids(question: Question) -> list[str]:
    return [option.id for option in question.options]


_Check = Callable[[Question, Any, Collection[str]], tuple[Any, str]]
_CHECKS: dict[str, _Check] = {
    "choice": _choice,
    "choices": _several,
    "ranking": _several,
    "scale": _scale,
    "text": _text,
    "long": _text,
    "themes": _several,
}
