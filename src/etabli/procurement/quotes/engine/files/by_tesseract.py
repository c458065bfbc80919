"""Pictures read by Tesseract: which way a page stands, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from . import tesseract
from .printed import Printed
from .scans import INK, Grey, Mask, Scan, Span, spots

_SPARSE, _BLOCK = 11, 6  # Tesseract's page segmentation: "sparse text", "a uniform block of text"
_MARGIN = 24
_MIN_CONFIDENCE, _MIN_CONFIDENCE_OF_SIGN = 0.05, 0.2
_UPRIGHT = 0.1  # from here on the letters' feet alone say that a page stands upright
_MIN_SURE_LETTERS = 60  # below, the lines of text may be vertical: the quarter turns are tried too
_TALLEST = 32_000  # Tesseract refuses pictures of 32,767 pixels and more
_MIN_GAIN = 1.5  # times as much is read of a page once it is turned: less is chance


def quarters(levelled: Grey) -> int:
    """By how many quarter turns to the left (`np.rot90`) a grey page stands upright, 0 to 3.

    0 when its letters' feet say so; else the turn at which Tesseract reads clearly more than without any, since around
    a photographed sheet the table, its edges and its shadow outweigh the feet of the letters.
    """
    if _uprightness(levelled < INK) >= _UPRIGHT:
        return 0
    as_it_lies, over = _sure_letters(levelled), _sure_letters(np.rot90(levelled, 2))
    letters_by_turn = {2: over}
    if max(as_it_lies, over) <= _MIN_SURE_LETTERS:
        letters_by_turn |= {turn: _sure_letters(np.rot90(levelled, turn)) for turn in (1, 3)}
    best = max(letters_by_turn, key=lambda turn: letters_by_turn[turn])
    return best if letters_by_turn[best] > _MIN_GAIN * as_it_lies else 0


def _sure_letters(levelled: Grey) -> float:
    """The letters read, each weighted by its confidence, without unsure words and those of one or two letters."""
    words = tesseract.read(Image.fromarray(np.ascontiguousarray(levelled)), mode=_SPARSE)
    sure = (word for word in words if word.confidence > 0.6)
    return sum(word.confidence * len(word.text) for word in sure if sum(map(str.isalnum, word.text)) > 2)


def _uprightness(ink: Mask, strip: int = 300) -> float:
    """Above 0 when letters stand on their feet: more letters reach above the middle than below the baseline, so the
    lower edge of a line of text is sharper than the upper one."""
    falls = rises = 0.0
    for x in range(0, ink.shape[1] - strip + 1, strip):
        step = np.diff(ink[:, x : x + strip].sum(axis=1).astype(np.float64))
        rises += float((step[step > 0] ** 2).sum())
        falls += float((step[step < 0] ** 2).sum())
    return (falls - rises) / max(falls + rises, 1)


def read(scan: Scan) -> list[Printed]:
    """The words of a page: those that Tesseract finds by itself, then the small ones that it passed over (a lone "1" in
    a column), cut out and set one below the other."""
    ink = scan.ink
    printed = [word for word in tesseract.read(ink, mode=_SPARSE) if _is_likely(word)]
    if not printed:
        return printed
    heights = sorted(word.y1 - word.y0 for word in printed)
    missed = spots(ink, [word.box for word in printed], round(heights[len(heights) // 2]))
    if not missed:
        return printed
    sheet, tops = _set_below(ink, missed)
    again = tesseract.read(sheet, mode=_BLOCK)
    return printed + [moved for word in again if (moved := _moved(word, missed, tops, len(printed)))]


def _is_likely(word: Printed) -> bool:
    """False for what Tesseract makes of specks."""
    return word.confidence > (
        _MIN_CONFIDENCE if any(map(str.isalnum, word.text)) else _MIN_CONFIDENCE_OF_SIGN
    )


def _set_below(ink: Image.Image, spans: Sequence[Span]) -> tuple[Image.Image, list[int]]:
    tops, y = [], _MARGIN
    for _, y0, _, y1 in spans:
        if y + y1 - y0 + _MARGIN > _TALLEST:
            break
        tops.append(y)
        y += y1 - y0 + _MARGIN
    sheet = Image.new("L", (max(x1 - x0 for x0, _, x1, _ in spans) + 2 * _MARGIN, y), 255)
    for span, top in zip(spans, tops, strict=False):
        sheet.paste(ink.crop(span), (_MARGIN, top))
    return sheet, tops


def _moved(word: Printed, spans: Sequence[Span], tops: Sequence[int], line_offset: int) -> Printed | None:
    """The word at its place on the page; None when it isn't sure."""
    at = max((n for n, top in enumerate(tops) if top <= (word.y0 + word.y1) / 2), default=None)
    if at is None or word.confidence < 0.4:
        return None
    dx, dy = spans[at][0] - _MARGIN, spans[at][1] - tops[at]
    return replace(word, x0=word.x0 + dx, x1=word.x1 + dx, y0=word.y0 + dy, y1=word.y1 + dy,
                   base=word.base + dy, line=word.line + line_offset)  # fmt: skip
