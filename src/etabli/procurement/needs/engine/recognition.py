"""Which needs a line of a quote speaks of.

Words are compared by their stems, in phrases that may not run over a stop; a phrase that means something else (a veto)
cancels what it covers; what the line sets aside ("hors hébergement") is told apart from what it includes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from etabli.procurement.needs.engine.model import Catalogue, Need
from etabli.procurement.needs.engine.refusal import Clause, clauses, refused
from etabli.procurement.needs.engine.words import Token, tokens

Kind = Literal["strong", "weak", "stated", "veto"]
_CONFIDENCE: dict[Kind, float] = {"strong": 0.9, "stated": 0.9, "weak": 0.55}
_NEAR = 6  # words between the two sides of an "a + b" phrase
_LONGEST_LINE = 20_000  # characters; a longer text is no line of a quote, and is read up to there


@dataclass(frozen=True)
class Recognised:
    """A need that a line speaks of. `evidence` is the line's own words; `confidence` is between 0 and 1."""

    need_id: str
    confidence: float
    evidence: str


@dataclass(frozen=True)
class _Phrase:
    need_id: str
    kind: Kind
    sides: tuple[tuple[str, ...], ...]  # one side: words in sequence; two: both, near each other


@dataclass(frozen=True)
class _Hit:
    phrase: _Phrase
    at: frozenset[int]  # token indexes


def recognise(text: str, catalogue: Catalogue, around: Sequence[str] = ()) -> tuple[Recognised, ...]:
    """The needs that a line includes, in the catalogue's order. Never raises, whatever the text."""
    return _read(text, catalogue, aside=False)


def set_aside(text: str, catalogue: Catalogue) -> tuple[Recognised, ...]:
    """The needs that a line names only to say that they are not included, in the catalogue's order."""
    included = {found.need_id for found in recognise(text, catalogue)}
    return tuple(found for found in _read(text, catalogue, aside=True) if found.need_id not in included)


def _read(text: str, catalogue: Catalogue, *, aside: bool) -> tuple[Recognised, ...]:
    line = text[:_LONGEST_LINE]
    words = tokens(line)
    parts = clauses(line, words)
    off = refused(words, parts)
    kept: dict[str, list[_Hit]] = defaultdict(list)
    for part in parts:
        for hit in _unvetoed(_hits(words, part, _index(catalogue))):
            is_off = hit.phrase.kind != "stated" and bool(hit.at & off)
            if is_off == aside:
                kept[hit.phrase.need_id].append(hit)
    return tuple(_found(need, kept[need.id], line, words) for need in catalogue.needs if kept[need.id])


def _found(need: Need, hits: list[_Hit], text: str, words: list[Token]) -> Recognised:
    best = max(hits, key=lambda hit: (_CONFIDENCE[hit.phrase.kind], len(hit.at), -min(hit.at)))
    confidence = _CONFIDENCE[best.phrase.kind]
    if any(not hit.at <= best.at for hit in hits):  # said twice, in two places
        confidence = min(0.98, confidence + 0.06)
    evidence = text[words[min(best.at)].start : words[max(best.at)].end]
    return Recognised(need.id, confidence, evidence)


@lru_cache(maxsize=4)
def _index(catalogue: Catalogue) -> dict[str, tuple[_Phrase, ...]]:
    """Phrases by the first word of their first side."""
    found: dict[str, list[_Phrase]] = defaultdict(list)
    for need in catalogue.needs:
        for kind, phrases in _lists(need):
            for phrase in phrases:
                sides = tuple(side for side in (_comparable(part) for part in phrase.split(" + ")) if side)
                if sides:
                    found[sides[0][0]].append(_Phrase(need.id, kind, sides))
    return {first: tuple(phrases) for first, phrases in found.items()}


def _comparable(part: str) -> tuple[str, ...]:
    words = [token for token in tokens(part) if not token.small]
    return (words[0].single,) if len(words) == 1 else tuple(token.stem for token in words)


def _lists(need: Need) -> tuple[tuple[Kind, tuple[str, ...]], ...]:
    words = need.words
    return (("strong", words.strong), ("weak", words.weak), ("stated", words.stated), ("veto", words.veto))


def _hits(words: list[Token], part: Clause, index: dict[str, tuple[_Phrase, ...]]) -> list[_Hit]:
    whole = [at for at in part.words if not words[at].small]
    order = {at: place for place, at in enumerate(whole)}
    pieces = [[at for at in piece if not words[at].small] for piece in part.pieces]
    found = []
    for piece in pieces:
        for place, at in enumerate(piece):
            for phrase in (*index.get(words[at].stem, ()), *index.get(words[at].single, ())):
                if span := _sequence(words, piece, place, phrase.sides[0]):
                    if len(phrase.sides) == 1:
                        found.append(_Hit(phrase, span))
                    elif other := _near(words, whole, order, span, phrase.sides[1]):
                        found.append(_Hit(phrase, span | other))
    return found


def _sequence(words: list[Token], run: list[int], place: int, wanted: tuple[str, ...]) -> frozenset[int]:
    at = run[place : place + len(wanted)]
    if len(wanted) == 1:
        return frozenset(at) if words[at[0]].single == wanted[0] else frozenset()
    same = len(at) == len(wanted) and all(
        words[one].stem == stem for one, stem in zip(at, wanted, strict=True)
    )
    return frozenset(at) if same else frozenset()


def _near(
    words: list[Token], run: list[int], order: dict[int, int], first: frozenset[int], wanted: tuple[str, ...]
) -> frozenset[int]:
    low, high = min(order[at] for at in first), max(order[at] for at in first)
    for place in range(max(0, low - _NEAR - len(wanted)), min(len(run), high + _NEAR + 1)):
        span = _sequence(words, run, place, wanted)
        if span and not span & first:
            return span
    return frozenset()


def _unvetoed(hits: list[_Hit]) -> list[_Hit]:
    """Hits that no veto of the same need cancels: a veto wins over what it covers, unless the hit says more."""
    vetoes: dict[str, list[frozenset[int]]] = defaultdict(list)
    for hit in hits:
        if hit.phrase.kind == "veto":
            vetoes[hit.phrase.need_id].append(hit.at)
    return [hit for hit in hits if hit.phrase.kind != "veto" and not _vetoed(hit, vetoes[hit.phrase.need_id])]


def _vetoed(hit: _Hit, vetoes: list[frozenset[int]]) -> bool:
    if hit.phrase.kind == "weak" and vetoes:
        return True
    return any(veto & hit.at and not veto < hit.at for veto in vetoes)
