"""What a PDF says without showing it: invisible, transparent, white on white, covered, clipped. It isn't read."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..model import Box
from .covers import Covers, bounds_of, clip_of, holds, painted, within

_DEEPEST = 4  # forms within forms
_MOST_OBJECTS = 20_000
_PALE = 235  # of 255, each of red, green and blue
_CONTRAST = 24  # of 255, between the darkest and the lightest point of a word that is seen
_PIXELS = 1400  # the longer side of the page where pale words are looked for


@dataclass(frozen=True)
class Shade:
    """What may hide a part of a text: boxes painted over it, and the box within which alone it is drawn."""

    covers: tuple[Box, ...]
    clip: Box | None
    pale: bool

    def over(self, x: float, y: float) -> bool | None:
        """Of a letter there: True when it surely isn't seen, False when that depends on its ground, else None."""
        if self.clip and not holds(self.clip, x, y):
            return True
        return any(holds(box, x, y) for box in self.covers) or (False if self.pale else None)


def doubtful_text(page: Any) -> dict[int, bool | Shade]:
    """The addresses of the text objects that may not be seen: True for those that surely aren't, False for those whose
    letters are so pale that it depends on what lies under them, a Shade for those of which a part may be hidden."""
    doubtful: dict[int, bool | Shade] = {}
    covers = Covers()  # painted after the object that is looked at
    for item, depth, is_text in reversed([*_from_first_text(page.raw)]):
        if not is_text:
            for box in painted(item) if depth == 0 else ():
                covers.add(box)
            continue
        doubt: bool | Shade | None = _doubt_of(item)
        clip = clip_of(item) if depth == 0 else None
        if doubt is not True and (clip or covers):
            bounds = bounds_of(item)
            over = covers.over(bounds) if depth == 0 else covers.all()
            outside = clip if clip and not within(bounds, clip) else None
            doubt = Shade(over, outside, doubt is False) if over or outside else doubt
        if doubt is not None:
            doubtful[address(item)] = doubt
    return doubtful


def _doubt_of(item: Any) -> bool | None:
    """By how the text itself is drawn."""
    import pypdfium2.raw as pdfium

    levels = [ctypes.c_uint() for _ in range(4)]
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
    outlined = mode in (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP)
    colour = pdfium.FPDFPageObj_GetStrokeColor if outlined else pdfium.FPDFPageObj_GetFillColor
    if mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP):
        return True
    if colour(item, *levels):
        red, green, blue, opacity = (level.value for level in levels)
        if opacity < 255 - _PALE or min(red, green, blue) >= _PALE:
            return opacity < 255 - _PALE
    return None


def address(item: Any) -> int:
    """Of an object of PDFium; 0 for none."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _from_first_text(page: Any) -> Iterator[tuple[Any, int, bool]]:
    """The texts of a page and the paths drawn after the first of them, in order, each with how many forms it lies in
    and whether it is a text."""
    import pypdfium2.raw as pdfium

    left = [
        (pdfium.FPDFPage_GetObject, page, at, 0) for at in reversed(range(pdfium.FPDFPage_CountObjects(page)))
    ]
    seen, begun = 0, False
    while left and seen < _MOST_OBJECTS:
        take, holder, at, depth = left.pop()
        item = take(holder, at)
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            begun = True
            yield item, depth, True
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and begun:
            yield item, depth, False
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inside = range(min(pdfium.FPDFFormObj_CountObjects(item), _MOST_OBJECTS))
            left += [(pdfium.FPDFFormObj_GetObject, item, at, depth + 1) for at in reversed(inside)]


def is_a_scan(page: Any) -> bool:
    """Whether a picture fills most of the page: text that isn't seen over it says what the picture shows."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = page.get_bbox()
    for seen, item in enumerate(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=1)):
        if seen > 100:
            return False
        x0, y0, x1, y1 = item.get_bounds()
        if (x1 - x0) * (y1 - y0) > 0.5 * (right - left) * (top - bottom):
            return True
    return False


class Contrast:
    """The page as it is seen, to tell whether anything shows in a box. `turned`: by how many degrees more than the
    page's own turn the boxes are."""

    def __init__(self, page: Any, wide: float, high: float, turned: int) -> None:
        self.scale = min(1.5, _PIXELS / max(wide, high))
        bitmap = page.render(scale=self.scale, rotation=turned, grayscale=True)
        self.stride, self.high, self.wide = bitmap.stride, bitmap.height, bitmap.width
        self.levels = bytes(bitmap.buffer)
        bitmap.close()

    def shows(self, box: Box) -> bool:
        """Whether dark and light within the box differ enough for something to be seen there."""
        x0, y0, x1, y1 = (round(edge * self.scale) for edge in box)
        x0, x1 = max(x0, 0), min(x1, self.wide)
        rows = [
            self.levels[y * self.stride + x0 : y * self.stride + x1]
            for y in range(max(y0, 0), min(y1, self.high))
            if x1 > x0
        ]
        return bool(rows) and max(map(max, rows)) - min(map(min, rows)) >= _CONTRAST
