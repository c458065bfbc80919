"""Where the phrases of a lexicon stand in a line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from etabli.procurement.needs.engine.clauses import Clause, clauses
from etabli.procurement.needs.engine.lexicon import Lexicon, Phrase
from etabli.procurement.needs.engine.words import Token, tokens

_NEAR = 6  # words between the two sides of an "a + b" phrase


@dataclass(frozen=True)
class Line:
    """A line's words, as they are (`tokens`) and as they are compared. Of each word: its clause, and the stretch of it
    in which it stands (a piece, cut again at "et", "ou" and "&")."""

    text: str
    tokens: list[Token]
    words: list[Token]
    parts: list[Clause]
    stretch: list[int]
    clause: list[int]


@dataclass(frozen=True)
class Hit:
    """A phrase that stands in a line, at these words of it."""

    phrase: Phrase
    at: frozenset[int]
    first: int
    last: int


@lru_cache(maxsize=256)
def line_of(text: str, lexicon: Lexicon) -> Line:
    """The line, cut up."""
    line_tokens = tokens(text)
    parts = clauses(text, line_tokens)
    stretch, clause = [0] * len(line_tokens), [0] * len(line_tokens)
    number = 0
    for which, part in enumerate(parts):
        for piece in part.pieces:
            number += 1
            for at in piece:
                joined = at > piece.start and "&" in text[line_tokens[at - 1].end : line_tokens[at].start]
                number += joined or line_tokens[at].word in {"et", "ou", "and", "or"}
                stretch[at], clause[at] = number, which
    return Line(text, line_tokens, lexicon.corrected(line_tokens), parts, stretch, clause)


def matches(line: Line, part: Clause, lexicon: Lexicon) -> list[Hit]:
    """The phrases that stand in a clause of the line, vetoes among them."""
    words = line.words
    whole = [at for at in part.words if not words[at].small]
    present = {key for at in whole for key in words[at].keys}
    hits = []
    for piece in part.pieces:
        run = [at for at in piece if not words[at].small]
        for place, (at, following) in enumerate(zip_longest(run, run[1:])):
            for phrase in lexicon.starting(words[at], None if following is None else words[following]):
                if not phrase.keys <= present:
                    continue
                if phrase.literal:
                    span = _as_written(words, piece, at, phrase)
                else:  # a veto's sides stand in one piece
                    span = _span(words, run, place, phrase, run if phrase.kind == "veto" else whole)
                if span:
                    hits.append(Hit(phrase, span, min(span), max(span)))
    return hits


def _as_written(words: Sequence[Token], piece: range, at: int, phrase: Phrase) -> frozenset[int]:
    span = range(at - phrase.anchor, at - phrase.anchor + len(phrase.literal))
    if span.start < piece.start or span.stop > piece.stop:
        return frozenset()
    pairs = zip(span, phrase.literal, strict=True)
    same = all(wanted in (words[position].single, words[position].number) for position, wanted in pairs)
    return frozenset(span) if same else frozenset()


def _span(
    words: Sequence[Token], run: Sequence[int], place: int, phrase: Phrase, whole: Sequence[int]
) -> frozenset[int]:
    """Where the phrase stands: its first side at `place` of the run, the other nearby in the whole; or nowhere."""
    first = _sequence(words, run, place, phrase.sides[0])
    if not first or len(phrase.sides) == 1:
        return first
    other = _near(words, whole, first, phrase.sides[1])
    return first | other if other else frozenset()


def _sequence(
    words: Sequence[Token], run: Sequence[int], place: int, wanted: tuple[str, ...]
) -> frozenset[int]:
    at = run[place : place + len(wanted)]
    if len(at) < len(wanted):
        return frozenset()
    if len(wanted) == 1:
        return frozenset(at) if wanted[0] in (words[at[0]].single, words[at[0]].number) else frozenset()
    same = all(
        stem in (words[position].stem, words[position].number)
        for position, stem in zip(at, wanted, strict=True)
    )
    return frozenset(at) if same else frozenset()


def _near(
    words: Sequence[Token], run: Sequence[int], first: frozenset[int], wanted: tuple[str, ...]
) -> frozenset[int]:
    low, high = bisect_left(run, min(first)), bisect_left(run, max(first))
    for place in range(max(0, low - _NEAR - len(wanted)), min(len(run), high + _NEAR + 1)):
        span = _sequence(words, run, place, wanted)
        if span and not span & first:
            return span
    return frozenset()
