"""Words of an offer that read like a criterion which the law forbids. A word is a doubt, never a verdict."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Criterion:
    """One of the list: `words` are regular expressions over the text in small letters, `reason` and `article` are told.

    `unless`: what, at the very place of the word, makes it harmless ("jeune entreprise").
    """

    id: str
    words: tuple[str, ...]
    reason: str
    article: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """What was read, and why it is a doubt."""

    words: str
    criterion: Criterion


def doubts(text: str, criteria: Iterable[Criterion]) -> list[Doubt]:
    """The first words of each criterion that the text holds, in the order of the list."""
    lower = text.lower().replace("’", "'").replace("\u00a0", " ")
    matches = ((criterion, _first(lower, criterion)) for criterion in criteria)
    return [Doubt(words, criterion) for criterion, words in matches if words]


def _first(text: str, criterion: Criterion) -> str:
    for words in criterion.words:
        for met in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", text):
            around = text[max(0, met.start() - 24) : met.end() + 24]
            if not any(re.search(harmless, around) for harmless in criterion.unless):
                return met[0]
    return ""
