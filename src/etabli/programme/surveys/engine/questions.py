"""The shape of a questionnaire."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

KINDS = ("choice", "themes", "text")


@dataclass(frozen=True)
class Option:
    """One of the answers offered; `text` by language."""

    id: str
    text: Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """One question; `text` and `help` by language. `options` only for a choice: themes come from the catalogue."""

    id: str
    kind: str
    required: bool
    text: Mapping[str, str]
    help: Mapping[str, str]
    options: tuple[Option, ...] = ()


def parse(content: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """The questions of a file or of a stored version. Raises ValueError, saying which question is wrong."""
    questions = tuple(_question(told) for told in content)
    ids = [question.id for question in questions]
    if len(set(ids)) != len(ids):
        raise ValueError("two questions have the same id")
    return questions


def _question(told: Mapping[str, Any]) -> Question:
    name = told.get("id", "?")
    if told.get("kind") not in KINDS:
        raise ValueError(f"question {name}: kind is one of {', '.join(KINDS)}")
    if not (told.get("fr") and told.get("en")):
        raise ValueError(f"question {name}: a text is needed in both languages")
    options = tuple(Option(o["id"], {"fr": o["fr"], "en": o["en"]}) for o in told.get("options", ()))
    if (told["kind"] == "choice") != bool(options):
        raise ValueError(f"question {name}: options go with a choice, and only with it")
    return Question(
        id=name,
        kind=told["kind"],
        required=bool(told.get("required")),
        text={"fr": told["fr"], "en": told["en"]},
        help={"fr": told.get("help_fr", ""), "en": told.get("help_en", "")},
        options=options,
    )
