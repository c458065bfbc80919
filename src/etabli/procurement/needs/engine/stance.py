"""What a line says of a thing by all that stands around it, by a linear model learnt from lines.

The marks of `polarity` are sure where they stand. A line has other ways: who does it ("vos soins", "nous"), what the
column or the heading says, a price after a plus sign, a refusal in words of one's own. No word decides alone here: each
speaks for or against, by its place before or after the thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import get_args
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from etabli.procurement.needs.engine.clauses import clauses
from etabli.procurement.needs.engine.polarity import Polarity
from etabli.procurement.needs.engine.words import Token, tokens

POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
BUCKETS = 1 << 14  # features are counted in so many, by their hash
_DOUBT = 0.6  # by how much another polarity must be likelier than "offered"
_READ = 600  # characters
_LONG_WORD = 6  # letters from which a word's beginning counts too
_LONG_CLAUSE = 5  # words up to which what stands together counts as a whole
# Who is spoken of, and what refuses: each counts by its place as one word does.
_KINDS = tuple(
    (name, re.compile(rf"\b(?:{words})\b"))
    for name, words in (
        ("you", "vous|vos|votre|tu|toi|ton|ta|tes|t|clients?|cliente|entreprise|artisan|commercant|exploitant|ouvrage|"
                "donneur|you|yours?"),
        ("we", "nous|nos|notre|je|j|mon|ma|mes|moi|on|agence|studio|prestataire|we|us|our"),
        ("not", "non|pas|ni|aucune?|sans|hors|ne|n|jamais|plus|rien|zero|hormis|sauf|exclu[es]?|not?|without|excluded"),
    )
)  # fmt: skip
_SHAPES = tuple(
    (name, re.compile(written))
    for name, written in (
        ("vous -ez", r"\bvous (?:\w{1,4} ){0,2}\w+ez\b"),
        ("tu -s", r"\btu (?:\w{1,4} ){0,2}\w+s\b"),
        ("a -er", r"\ba (?:nous |me )?\w+(?:er|ir|re)\b"),
        ("-e par vos", r"\w(?:e|es|ee|ees|is|ise|us|ts|te|t) par (?:vos|votre|vous|toi|l|le|la)\b"),
    )
)
_PRICE = re.compile(r"(\+)?\s*\d[\d  .,]*\s?(?:€|eur\b|euros?\b|e\b|ht\b)|\d,\d\d\s*$", re.IGNORECASE)
_SIGN = re.compile(r"[^\w]{0,4}")


@dataclass(frozen=True, eq=False)
class Stance:
    """`weights`: a row for each bucket, a column for each polarity, in units of `scale`; `bias` of each polarity."""

    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]

    def of(self, need: str, text: str, span: slice, heading: str = "") -> Polarity:
        """What a text says of the need that stands in a span of it, under a heading. In doubt, that it is offered."""
        buckets = features(need, text, span, heading)
        summed = self.weights[buckets].sum(axis=0, dtype=np.int32)
        scores = summed * self.scale / np.float32(len(buckets) ** 0.5) + self.bias
        scores[0] += _DOUBT
        return POLARITIES[int(scores.argmax())]


def features(need: str, text: str, span: slice, heading: str = "") -> list[int]:
    """The buckets of what stands around a span: words by their place, runs of words, persons, prices and signs. A
    heading counts as a clause before the text. Without `need`, nothing of what is usual for it."""
    before = f"{heading.rstrip(' :')} : " if heading else ""
    whole = (before + text)[:_READ]
    start, stop = span.start + len(before), span.stop + len(before)
    named = {f"need {need}"} if need else set()
    around = set(_around(_read(whole), start, stop))
    return list({crc32(each.encode()) % BUCKETS for each in named | around | set(_signs(text, whole, span))})


@dataclass(frozen=True)
class _Words:
    """The words of a text, and of each its clause and its piece."""

    tokens: list[Token]
    clause: list[int]
    piece: list[int]


@lru_cache(maxsize=64)
def _read(text: str) -> _Words:
    words = tokens(text)
    clause, piece, count = [0] * len(words), [0] * len(words), 0
    for number, part in enumerate(clauses(text, words)):
        for each in part.pieces:
            count += 1
            for at in each:
                clause[at], piece[at] = number, count
    return _Words(words, clause, piece)


def _around(line: _Words, start: int, stop: int) -> Iterator[str]:
    run, placed = ["^"], dict[str, list[str]]()
    for token, place in zip(line.tokens, _places(line, start, stop), strict=True):
        if not place:
            if run[-1] != "N":
                run.append("N")
            continue
        word = "0" if token.number else token.word
        run.append(word)
        placed.setdefault(place, []).append(word)
        stem = "0" if token.number else token.stem
        yield f"{place} {stem}"
        yield f"{place[0]} {stem}"
        yield f"* {stem}"
        if len(word) >= _LONG_WORD:
            yield f"{word[:5]}~"
        yield f"~{word[-3:]}"
    run.append("$")
    yield from (f"2 {first} {second}" for first, second in pairwise(run))
    yield from (
        f"3 {first} {second} {third}" for first, second, third in zip(run, run[1:], run[2:], strict=False)
    )
    yield from (f"_ {first} {third}" for first, third in zip(run, run[2:], strict=False))
    yield from _persons(run, placed)


def _places(line: _Words, start: int, stop: int) -> list[str]:
    """Of each word: "" within the span, else whether it stands before (<) or after (>) it: in its piece, in its clause,
    in the next one, or farther."""
    within = [at for at, token in enumerate(line.tokens) if token.start < stop and token.end > start]
    if not within:
        return ["?"] * len(line.tokens)
    first, places = within[0], []
    for at in range(len(line.tokens)):
        if at in within:
            places.append("")
            continue
        far = abs(line.clause[at] - line.clause[first])
        beside = any(line.piece[at] == line.piece[word] for word in within)
        places.append(("<" if at < first else ">") + (str(min(far, 2)) if far else "" if beside else ","))
    return places


def _persons(run: Sequence[str], placed: dict[str, list[str]]) -> Iterator[str]:
    spelt = " ".join(run)
    yield from (name for name, shape in _SHAPES if shape.search(spelt))
    seen = [name for name, kind in _KINDS if kind.search(spelt)]
    yield f"all {' '.join(seen)}"
    yield from (f"all {name}" for name in seen)
    for place, words in placed.items():
        together = " ".join(words)
        yield from (f"{place} {name}" for name, kind in _KINDS if kind.search(together))
        if len(words) <= _LONG_CLAUSE:
            yield f"{place}= {together}"


def _signs(text: str, whole: str, span: slice) -> Iterator[str]:
    price = _PRICE.search(text)
    yield f"price {'none' if not price else 'more' if price.group(1) else 'some'}"
    yield f"price after {bool(_PRICE.search(text, span.stop))}"
    if sign := _SIGN.match(text, span.stop):
        yield f"sign {''.join(sign.group().split())}"
    yield from (f"has {sign}" for sign in "☐✓✗✔✘|—–:?(" if sign in whole)
    if text.rstrip().endswith("-"):
        yield "ends with -"
