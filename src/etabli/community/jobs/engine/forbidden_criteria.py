"""Words of an offer that read like a criterion which the law forbids. A word is a doubt, never a verdict."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class ForbiddenCriterion:
    """One of the list: `patterns` are regular expressions over the text in small letters, `reason` and `article` are
    shown.

    `unless`: regular expressions of what makes a word harmless when it is a part of it ("jeune entreprise").
    """

    id: str
    patterns: tuple[str, ...]
    reason: str
    article: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class SuspectWording:
    """What was read, and why it is a doubt."""

    matched_text: str
    criterion: ForbiddenCriterion


def find_suspect_wording(text: str, criteria: Iterable[ForbiddenCriterion]) -> list[SuspectWording]:
    """The first words of each criterion that the text holds, in the order of the list."""
    lower = text.lower().replace("’", "'").replace("\u00a0", " ")
    matches = ((criterion, _first(lower, criterion)) for criterion in criteria)
    return [SuspectWording(matched_text, criterion) for criterion, matched_text in matches if matched_text]


def _first(text: str, criterion: ForbiddenCriterion) -> str:
    harmless = [match.span() for pattern in criterion.unless for match in re.finditer(pattern, text)]
    for pattern in criterion.patterns:
        for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text):
            if not any(start < match.end() and match.start() < end for start, end in harmless):
                return match[0]
    return ""
