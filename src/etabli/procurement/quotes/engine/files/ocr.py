"""A picture of a page -> the words and ruling lines of a page, in points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from ..text.pages import Page, Rule, Word
from . import tesseract
from .tesseract import Printed

type _Span = tuple[int, int, int, int]

SPARSE, _BLOCK = 11, 6  # Tesseract's page segmentation: "sparse text", "a uniform block of text"
_TALL = frozenset("bdfhkltßABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÄÉÈÊËÎÏÔÖÙÛÜ0123456789€$£%&!?éèêëàâîïôöùûüij")
_LOW = frozenset("gjpqyçQ,;()[]{}/|@$_Ç§")
_SIGNS = frozenset("€$£%-–−+:/&=*")
_UNSURE = 0.2
_MARGIN = 24
PIXELS = 2339  # the longest side of a page that Tesseract gets: A4 at 200 dots an inch
A4 = 842.0  # points: the longest side of the sheet that a photo is taken to show


def read_page(image: Any, number: int, long_side: float = A4) -> Page:
    """The page of a Pillow image whose longest side is `long_side` points. Raises Unreadable without Tesseract."""
    from .scans import scan

    scanned = scan(image.convert("L"))
    scale = long_side / max(scanned.image.size)
    printed = [] if scanned.blank else _printed(scanned.ink)
    rules = tuple(Rule(*(edge * scale for edge in line)) for line in scanned.lines)
    wide, high = (side * scale for side in scanned.image.size)
    return Page(number, wide, high, level_signs(tuple(_words(printed, scale))), rules, source="picture")


def _printed(ink: Any) -> list[Printed]:
    """The words of a page: those that Tesseract finds by itself, then the small ones that it passed over (a lone "1" in
    a column), cut out and set one below the other."""
    from .scans import spots

    printed = tesseract.read(ink, mode=SPARSE)
    if not printed:
        return printed
    heights = sorted(word.y1 - word.y0 for word in printed)
    missed = spots(ink, [(w.x0, w.y0, w.x1, w.y1) for w in printed], heights[len(heights) // 2])
    if not missed:
        return printed
    sheet, tops = _set_below(ink, missed)
    again = tesseract.read(sheet, mode=_BLOCK)
    return printed + [moved for word in again if (moved := _moved(word, missed, tops, len(printed)))]


def _set_below(ink: Any, spans: Sequence[_Span]) -> tuple[Any, list[int]]:
    from PIL import Image

    tops, y = [], _MARGIN
    for _, y0, _, y1 in spans:
        tops.append(y)
        y += y1 - y0 + _MARGIN
    sheet = Image.new("L", (max(x1 - x0 for x0, _, x1, _ in spans) + 2 * _MARGIN, y), 255)
    for span, top in zip(spans, tops, strict=True):
        sheet.paste(ink.crop(span), (_MARGIN, top))
    return sheet, tops


def _moved(word: Printed, spans: Sequence[_Span], tops: Sequence[int], lines: int) -> Printed | None:
    """The word at its place on the page; None when it isn't sure."""
    at = max((n for n, top in enumerate(tops) if top <= (word.y0 + word.y1) / 2), default=None)
    if at is None or word.confidence < 0.4:
        return None
    across, down = spans[at][0] - _MARGIN, spans[at][1] - tops[at]
    return replace(word, x0=word.x0 + across, x1=word.x1 + across, y0=word.y0 + down, y1=word.y1 + down,
                   base=word.base + down, line=word.line + lines)  # fmt: skip


def _words(printed: Sequence[Printed], scale: float) -> Iterable[Word]:
    for _, line in groupby(printed, key=lambda word: word.line):
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
    """False for what Tesseract makes of specks, of the remains of ruling lines and of drawings."""
    if not any(letter.isalnum() for letter in word.text):
        return word.confidence > _UNSURE and any(sign in _SIGNS for sign in word.text)
    return word.confidence > 0.05


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
