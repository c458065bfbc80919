"""What differs between two states of a brief, told in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from etabli.procurement.briefs.engine.documents import OUTCOMES, WEIGHTS, budget_sentence, deadline_sentence
from etabli.procurement.briefs.engine.model import Answer, Brief, is_unsure
from etabli.procurement.needs.engine import Catalogue, Text

Kind = Literal["frame", "added", "changed", "removed"]

_FRAME = {
    "title": Text("Le titre", "The title"),
    "trade": Text("Le métier", "The trade"),
    "outcome": Text("Ce que vous voulez", "What is wanted"),
    "budget": Text("Le budget", "The budget"),
    "deadline": Text("La date", "The date"),
}
_CHANGED = Text(
    "{what}\u00a0: «\u00a0{before}\u00a0» est devenu «\u00a0{after}\u00a0».",
    "{what}: “{before}” became “{after}”.",
)
_ADDED = Text("{what}\u00a0: «\u00a0{after}\u00a0».", "{what}: “{after}”.")
_REMOVED = Text(
    "{what}\u00a0: il n’y a plus «\u00a0{before}\u00a0».", "{what}: “{before}” is no longer there."
)
_SENTENCES = {"changed": _CHANGED, "added": _ADDED, "removed": _REMOVED}
_WEIGHT = Text("{what}\u00a0: {before} avant, {after} maintenant.", "{what}: {before} before, {after} now.")
_UNSURE = Text("Je ne sais pas", "I don't know")
_LEFT_OUT = Text("Pas pour moi", "Not for me")


@dataclass(frozen=True)
class Change:
    """One difference. `number` is the need's ("52"), "" for the frame; `sentence` stands by itself."""

    kind: Kind
    number: str
    sentence: str


def changes(before: Brief, after: Brief, catalogue: Catalogue, language: str = "fr") -> tuple[Change, ...]:
    """From one state to another: first the frame, then the needs in order of number. Empty when both say the same."""
    return (*_of_frame(before, after, language), *_of_needs(before, after, catalogue, language))


def _of_frame(before: Brief, after: Brief, language: str) -> Iterator[Change]:
    for name, label in _FRAME.items():
        old, new = _field_text(before, name, language), _field_text(after, name, language)
        if old != new:
            kind: Kind = "changed" if old and new else "added" if new else "removed"
            yield Change("frame", "", _sentence(kind, label, old, new, language))


def _field_text(brief: Brief, name: str, language: str) -> str:
    if name == "outcome":
        return OUTCOMES[brief.outcome].in_language(language)
    if name == "budget":
        return budget_sentence(brief, language).rstrip(".").removeprefix("Budget").lstrip(" \u00a0:")
    if name == "deadline":
        return deadline_sentence(brief, language).rstrip(".")
    return str(getattr(brief, name)).strip()


def _of_needs(before: Brief, after: Brief, catalogue: Catalogue, language: str) -> Iterator[Change]:
    old, new = ({answer.need_id: answer for answer in brief.answers} for brief in (before, after))
    numbers = {need_id: answer.number for need_id, answer in (old | new).items()}
    for need_id in sorted(numbers, key=lambda need_id: (numbers[need_id], need_id)):
        change = _of_need(need_id, old.get(need_id), new.get(need_id), catalogue, language)
        if change is not None:
            yield change


def _of_need(
    need_id: str, old: Answer | None, new: Answer | None, catalogue: Catalogue, language: str
) -> Change | None:
    need, number = catalogue.get(need_id), str((new or old or _NOTHING).number)
    label = need.label if need else Text(f"Question {number}", f"Question {number}")
    was, now = (_answer_text(answer, catalogue, language) if answer else "" for answer in (old, new))
    if was != now:
        kind: Kind = "changed" if was and now else "added" if now else "removed"
        return Change(kind, number, _sentence(kind, label, was, now, language))
    if old and new and old.weight != new.weight:
        weights = (WEIGHTS[answer.weight].in_language(language) for answer in (old, new))
        what, (first, second) = label.in_language(language), weights
        return Change(
            "changed", number, _WEIGHT.in_language(language).format(what=what, before=first, after=second)
        )
    return None


_NOTHING = Answer("", 0, "not")


def _answer_text(answer: Answer, catalogue: Catalogue, language: str) -> str:
    """The answer as a person reads it: a ready one by its label, and the note after it."""
    if answer.weight == "not":
        return _LEFT_OUT.in_language(language)
    need = catalogue.get(answer.need_id)
    ready = need.choice_of(answer.answer) if need else None
    text = answer.answer.strip()
    if ready is not None:
        text = ready.label.in_language(language)
    elif is_unsure(text):
        text = _UNSURE.in_language(language)
    return " · ".join(part for part in (text, answer.note.strip()) if part)


def _sentence(kind: Kind, label: Text, before: str, after: str, language: str) -> str:
    return (
        _SENTENCES[kind]
        .in_language(language)
        .format(what=label.in_language(language), before=before, after=after)
    )
