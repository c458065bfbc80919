"""Whether answers fit the questions that they answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from etabli.programme.surveys.engine.questions import Question

LONGEST = 1000  # characters of a free text: a few sentences typed on a phone


@dataclass(frozen=True)
class Problem:
    """What is wrong with one answer: `kind` is missing, unknown or too_long."""

    question: str
    kind: str


def checked(
    questions: tuple[Question, ...], answers: Mapping[str, Any], *, themes: Collection[str]
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """(the answers as they are kept, what is wrong). Each question has its answer, empty when none was given;
    what answers no question is dropped. Themes keep the order of the person, once each."""
    kept: dict[str, Any] = {}
    problems = []
    for question in questions:
        value, kind = _CHECKS[question.kind](question, answers.get(question.id), themes)
        kept[question.id] = value
        if kind or (question.required and not value):
            problems.append(Problem(question.id, kind or "missing"))
    return kept, tuple(problems)


def _choice(question: Question, value: Any, themes: Collection[str]) -> tuple[str, str]:
    if not value:
        return "", ""
    known = {option.id for option in question.options}
    return (value, "") if value in known else ("", "unknown")


def _themes(question: Question, value: Any, themes: Collection[str]) -> tuple[list[str], str]:
    given = list(dict.fromkeys(value or ()))
    kept = [code for code in given if code in themes]
    return kept, "unknown" if len(kept) < len(given) else ""


def _text(question: Question, value: Any, themes: Collection[str]) -> tuple[str, str]:
    text = str(value or "").strip()
    return text[:LONGEST], "too_long" if len(text) > LONGEST else ""


_CHECKS = {"choice": _choice, "themes": _themes, "text": _text}
