"""A picture of a page -> the words and ruling lines of a page, in points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, islice
from typing import Any

from ..text.pages import Page, Rule, Word
from .levelling import levelled
from .printed import Printed
from .recognising import quarters, recognise

_TALL = frozenset("bdfhkltßABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÄÉÈÊËÎÏÔÖÙÛÜ0123456789€$£%&!?éèêëàâîïôöùûüij")
_LOW = frozenset("gjpqyçQ,;()[]{}/|@$_Ç§")
_SIGNS = frozenset("€$£%-–−+:/&=*")
A4 = 842.0  # points: the longest side of the sheet that a photo is taken to show


def read_page(image: Any, number: int, long_side: float = A4) -> Page:
    """The page of a Pillow image whose longest side is `long_side` points. Raises Unreadable where
    nothing here reads pictures."""
    from .scans import scan

    scanned = scan(image.convert("L"), quarters)
    scale = long_side / max(scanned.image.size)
    printed = [] if scanned.blank else recognise(scanned)
    rules = tuple(Rule(*(edge * scale for edge in line)) for line in scanned.lines)
    wide, high = (side * scale for side in scanned.image.size)
    return Page(number, wide, high, levelled(_lines(printed, scale), wide / 2), rules, source="picture")


def _lines(printed: Sequence[Printed], scale: float) -> list[tuple[Word, ...]]:
    """The words of each line of text, in points."""
    lines = [tuple(_words(line, scale)) for _, line in groupby(printed, key=lambda word: word.line)]
    words = iter(level_signs(tuple(word for line in lines for word in line)))
    return [tuple(islice(words, len(line))) for line in lines]


def _words(line: Iterable[Printed], scale: float) -> Iterable[Word]:
    words = [word for word in line if _is_word(word)]
    sizes = sorted(_size(word) for word in words)
    for word in words:
        size, common = _size(word), sizes[len(sizes) // 2]
        size = common if 0.7 * common < size < 1.4 * common else size
        base = _base(word)
        text = word.text.strip("|_") or word.text
        yield Word(
            text, word.x0 * scale, (base - 0.87 * size) * scale, word.x1 * scale, (base + 0.22 * size) * scale,
            base * scale, word.confidence,
        )  # fmt: skip


def level_signs(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Signs ("€", "%", "-") on the baseline of the nearest word beside them: their own edges say little of it."""
    letters = [word for word in words if any(letter.isalnum() for letter in word.text)]
    return tuple(word if word in letters else _beside(word, letters) for word in words)


def _beside(sign: Word, letters: Sequence[Word]) -> Word:
    near = [w for w in letters if abs(w.base - sign.base) < 0.7 * w.size and _gap(w, sign) < 2 * w.size]
    if not near:
        return sign
    return replace(sign, base=min(near, key=lambda w: _gap(w, sign) + abs(w.base - sign.base)).base)


def _gap(a: Word, b: Word) -> float:
    return max(a.x0, b.x0) - min(a.x1, b.x1)


def _is_word(word: Printed) -> bool:
    """False for specks, and for the remains of ruling lines and of drawings."""
    return any(letter.isalnum() or letter in _SIGNS for letter in word.text)


def _base(word: Printed) -> float:
    """The baseline under a word: its own lower edge, unless letters go below."""
    if not _LOW.intersection(word.text) and word.text not in "-–−=":
        return word.y1
    return word.base if word.y0 < word.base <= word.y1 + 1 else word.y1 - 0.2 * (word.y1 - word.y0)


def _size(word: Printed) -> float:
    """The size of a word's letters (an em), from its height above the baseline."""
    above = _base(word) - word.y0
    if not any(letter.isalnum() for letter in word.text):
        return word.size
    return above / (0.72 if _TALL.intersection(word.text) else 0.53)
