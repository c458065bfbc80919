"""The letters of a PDF's page -> the words that a person sees there."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..text.pages import Word
from .spacing import mended
from .visibility import Contrast, Shade, address, doubtful_text, is_a_scan

_TINY = 0.0012  # of the page's height: a point on A4
_BREAKS = {
    9,
    10,
    11,
    12,
    13,
    32,
    0xA0,
    0x2002,
    0x2003,
    0x2007,
    0x2008,
    0x2009,
    0x200A,
    0x202F,
    0x205F,
    0x3000,
    0xFFFE,
    0xFFFF,
}
_HYPHEN = 2  # what PDFium gives for a hyphen at the end of a line
# What shows nothing, or only turns the direction of what follows.
_SILENT = {
    0xAD, 0x61C, 0x180E, 0xFEFF,
    *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10),
    *range(0xFFF9, 0xFFFC),
}  # fmt: skip
# Tags and variants, which come in two halves, are none; ligatures are several letters.
_MEANT: dict[int, str | None] = dict.fromkeys(range(0xE0000, 0xE01F0)) | {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)
}
_BEARERS = frozenset("aeiouycnAEIOUYCN")  # letters that have an accent in French
_ACCENTS = {  # a sign of its own, and the one that joins a letter
    "´": "\u0301", "`": "\u0300", "^": "\u0302", "ˆ": "\u0302", "¨": "\u0308", "¸": "\u0327", "~": "\u0303",
    "˜": "\u0303",
}  # fmt: skip


class Turn:
    """From the PDF's own coordinates (y upwards, before rotation) to the page as it is seen (y downwards)."""

    def __init__(self, rotation: int, width: float, height: float, crop: Any) -> None:
        self.rotation, self.width, self.height = rotation, width, height
        self.left, self.bottom = crop[0], crop[1]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the PDF is seen."""
        x, y = x - self.left, y - self.bottom
        if self.rotation == 90:
            return y, x
        if self.rotation == 180:
            return self.width - x, y
        if self.rotation == 270:
            return self.width - y, self.height - x
        return x, self.height - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a box as it is seen."""
        if self.rotation == 0 and x0 <= x1 and y0 <= y1:
            left, bottom, height = self.left, self.bottom, self.height
            return x0 - left, height - (y1 - bottom), x1 - left, height - (y0 - bottom)
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def words_of(page: Any, raw: Any, turn: Turn) -> tuple[tuple[Word, ...], int, bool]:
    """The words that a person sees, the number of letters that nobody sees, and whether these words are a layer: those
    of a scan, that are taken for what it shows."""
    doubtful = doubtful_text(page)
    layer = any(doubt is True for doubt in doubtful.values()) and is_a_scan(page)
    runs = _runs(raw, turn, {} if layer else doubtful)
    upright = [run for run in runs.done if _upright(run.angle, turn.rotation)]
    seen = [run for run in upright if run.size > _TINY * turn.height and _on_page(run, turn)]
    if any(run.pale for run in seen):
        contrast = Contrast(page, turn.width, turn.height, (turn.rotation - page.get_rotation()) % 360)
        seen = [run for run in seen if not run.pale or contrast.shows((run.x0, run.y0, run.x1, run.y1))]
    hidden = runs.hidden + sum(len(run.text) for run in upright) - sum(len(run.text) for run in seen)
    words = [
        Word(text, run.x0, run.y0, run.x1, run.y1, run.base) for run in seen if (text := _whole(run.text))
    ]
    return tuple(mended(_once(words))), hidden, layer


@dataclass(slots=True)
class _Run:
    """Letters that follow each other. `left` is that of the last one; `pale`: it depends on the ground whether they are
    seen."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    left: float
    pale: bool
    angle: float = 0.0

    @property
    def size(self) -> float:
        return self.y1 - self.y0


type _Letter = tuple[str, float, float, float, float, float]  # text, box, baseline


class _Runs:
    """The runs of a page, letter by letter."""

    def __init__(self, angle: Callable[[int], float]) -> None:
        self.done: list[_Run] = []
        self.hidden = 0
        self._angle = angle
        self._open: _Run | None = None
        self._accent: tuple[_Letter, int, bool] | None = None  # a sign, maybe that of a letter beside it

    def end(self) -> None:
        if self._accent:
            self._lay_accent()
        self._open = None

    def hide(self) -> None:
        self.end()
        self.hidden += 1

    def add(self, letter: _Letter, at: int, pale: bool) -> None:
        """Take the letter of that place in the page."""
        if self._accent:
            accented = _accented(letter[0], self._accent[0], letter[1], letter[3])
            if accented:
                letter, self._accent = (accented, *letter[1:]), None
            else:
                self._lay_accent()
        if letter[0] in _ACCENTS:
            self._accent = letter, at, pale
        else:
            self._append(letter, at, pale)

    def _lay_accent(self) -> None:
        """Put the accent on the letter before it, or leave it a sign."""
        assert self._accent
        (accent, at, pale), self._accent = self._accent, None
        run = self._open
        if run and (accented := _accented(run.text[-1:], accent, run.left, run.x1)):
            run.text = run.text[:-1] + accented
        else:
            self._append(accent, at, pale)

    def _append(self, letter: _Letter, at: int, pale: bool) -> None:
        text, x0, y0, x1, y1, base = letter
        run = self._open
        if run and run.pale == pale:
            size = run.y1 - run.y0
            ahead = x0 - run.left  # the letters of a ligature share one box
            if abs(base - run.base) < 0.3 * size and ahead >= -0.1 * size and x0 - run.x1 < 0.18 * size:
                if run.text[-1:] == text and 0.002 * size < abs(ahead) < 0.1 * size:
                    return  # drawn again a little beside, to be bold
                run.text += text
                run.y0, run.x1, run.y1, run.left = min(run.y0, y0), max(run.x1, x1), max(run.y1, y1), x0
                return
        self._open = _Run(text, x0, y0, x1, y1, base, x0, pale, self._angle(at))
        self.done.append(self._open)


def _accented(text: str, accent: _Letter, left: float, right: float) -> str:
    """The letter with an accent that stands over it; empty when it doesn't."""
    sign, x0, y0, x1, y1, _ = accent
    slack = 0.02 * (y1 - y0)
    if text not in _BEARERS or not left - slack <= (x0 + x1) / 2 <= right + slack:
        return ""
    return unicodedata.normalize("NFC", text + _ACCENTS[sign])


def _runs(raw: Any, turn: Turn, doubtful: dict[int, bool | Shade]) -> _Runs:
    import pypdfium2.raw as pdfium

    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    runs, doubt = _Runs(partial(pdfium.FPDFText_GetCharAngle, raw)), None
    for at in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if code in _BREAKS:
            runs.end()
            continue
        if code in _SILENT:
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, at, rect)
        if doubtful:
            doubt = doubtful.get(address(pdfium.FPDFText_GetTextObject(raw, at)))
            if isinstance(doubt, Shade):
                doubt = doubt.over((rect.left + rect.right) / 2, (rect.bottom + rect.top) / 2)
            if doubt:
                runs.hide()
                continue
        pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
        text = "" if not code else "-" if code == _HYPHEN else chr(code)
        box = turn.box(rect.left, rect.bottom, rect.right, rect.top)
        runs.add((text, *box, turn.point(x.value, y.value)[1]), at, doubt is False)
    runs.end()
    return runs


def _whole(text: str) -> str:
    """The text with its accents on their letters and its ligatures as letters; without half a character: PDFium gives
    those past the first 65,536 in two halves, not always both."""
    if text.isascii():
        return text
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore").translate(_MEANT)
    return unicodedata.normalize("NFC", text)


def _once(words: list[Word]) -> list[Word]:
    """Bold is drawn twice, or more, and a shadow a little beside: the last drawn is kept."""
    kept: list[Word] = []
    places: dict[str, list[int]] = {}
    for word in words:
        alike = places.setdefault(word.text, [])
        at = next((at for at in alike if _close(kept[at], word)), None)
        if at is None:
            alike.append(len(kept))
            kept.append(word)
        else:
            kept[at] = word
    return kept


def _close(a: Word, b: Word) -> bool:
    reach = 0.15 * a.size
    return abs(a.x0 - b.x0) <= reach and abs(a.base - b.base) <= reach


def _upright(angle: float, rotation: int) -> bool:
    turned = (angle * 57.29578 + rotation) % 360
    return turned < 20 or turned > 340


def _on_page(run: _Run, turn: Turn) -> bool:
    return -1 <= run.x0 <= turn.width and -1 <= run.base <= turn.height + 1
