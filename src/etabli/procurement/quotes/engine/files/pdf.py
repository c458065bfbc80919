"""PDF with a text layer -> pages of words and ruling lines, by pypdfium2. Refuses in plain words."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..model import Unreadable
from ..text.pages import MOST_WORDS, Page, Rule, Word, too_much_text
from .visibility import Contrast, address, doubtful_text, is_a_scan

MAX_PAGES = 400
_MAX_LETTERS = 40_000  # of a page: the densest terms of sale have 15,000
_TINY = 0.0012  # of the page's height: a point on A4
_MAX_OBJECTS = 8_000
_MOST_SHAPES = 40  # that a page of few words has without being a drawing of a text
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
_SILENT_PAIRS = dict.fromkeys(range(0xE0000, 0xE01F0))  # tags and variants, which come in two halves


def pdf_pages(content: bytes) -> tuple[Page, ...]:
    """The pages of a PDF, by its text alone. Raises Unreadable when it is encrypted, damaged or too long."""
    with opened(content) as document:
        pages: list[Page] = []
        words = 0
        for index in range(len(document)):
            pages.append(text_page(document, index))
            words += len(pages[-1].words)
            if words > MOST_WORDS:
                raise too_much_text()
        return tuple(pages)


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """The PDF, closed afterwards. Raises Unreadable when it is encrypted, damaged or too long."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _refusal(str(error)) from error
    try:
        count = len(document)
        if count == 0:
            raise _refusal("no page")
        if count > MAX_PAGES:
            raise Unreadable(
                f"Ce PDF a {count} pages, plus que les {MAX_PAGES} que nous lisons.",
                "Envoyez seulement les pages du devis.",
                what_en=f"This PDF has {count} pages, more than the {MAX_PAGES} we read.",
                mend_en="Send only the pages of the quote.",
            )
        yield document
    finally:
        document.close()


def _refusal(error: str) -> Unreadable:
    if "assword" in error or "ecurity" in error:
        return Unreadable(
            "Ce PDF est protégé par un mot de passe.",
            "Demandez au prestataire une version sans mot de passe.",
            what_en="This PDF is protected by a password.",
            mend_en="Ask the supplier for a version without a password.",
        )
    return Unreadable(
        "Ce fichier PDF est abîmé ou incomplet.",
        "Téléchargez-le de nouveau, ou demandez au prestataire de vous le renvoyer.",
        what_en="This PDF file is damaged or incomplete.",
        mend_en="Download it again, or ask the supplier to send it again.",
    )


def text_page(document: Any, index: int) -> Page:
    """The page of that index (from 0), by its text."""
    import pypdfium2

    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise _refusal(str(error)) from error
    width, height = page.get_size()
    textpage = page.get_textpage()
    if textpage.count_chars() > _MAX_LETTERS:
        raise too_much_text()
    rotation = page.get_rotation()
    angle = _reading_angle(textpage.raw, rotation)
    if (angle - rotation) % 180:
        width, height = height, width
    turn = _Turn(angle, width, height, page.get_bbox())
    words, hidden, layer = _words(page, textpage.raw, turn)
    rules = _rules(page, turn)
    textpage.close()
    page.close()
    return Page(index + 1, width, height, words, rules, hidden, "layer" if layer else "text")


def rendered(document: Any, index: int, seen: Page, wide: float) -> Any:
    """The page as a Pillow image about `wide` pixels wide, turned as the words of `seen` were."""
    page = document[index]
    textpage = page.get_textpage()
    turned = (_reading_angle(textpage.raw, page.get_rotation()) - page.get_rotation()) % 360
    textpage.close()
    bitmap = page.render(scale=wide / seen.width, rotation=turned)
    image = bitmap.to_pil().copy()
    bitmap.close()
    page.close()
    return image


def is_scanned(document: Any, index: int) -> bool:
    """Whether a picture fills most of the page."""
    page = document[index]
    answer = is_a_scan(page)
    page.close()
    return answer


def is_drawn(document: Any, index: int) -> bool:
    """Whether the page shows more than a few lines: a picture, or many shapes."""
    import pypdfium2.raw as pdfium

    page = document[index]
    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH)
    shapes = 0
    for item in page.get_objects(filter=kinds, max_depth=4):
        shapes += _MOST_SHAPES if item.type == pdfium.FPDF_PAGEOBJ_IMAGE else 1
        if shapes >= _MOST_SHAPES:
            break
    page.close()
    return shapes >= _MOST_SHAPES


class _Turn:
    """From the PDF's own coordinates (y upwards, before rotation) to the page as it is seen (y downwards)."""

    def __init__(self, rotation: int, width: float, height: float, crop: Any) -> None:
        self.rotation, self.width, self.height = rotation, width, height
        self.left, self.bottom = crop[0], crop[1]

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.rotation == 90:
            return y, x
        if self.rotation == 180:
            return self.width - x, y
        if self.rotation == 270:
            return self.width - y, self.height - x
        return x, self.height - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        if self.rotation == 0 and x0 <= x1 and y0 <= y1:
            left, bottom, height = self.left, self.bottom, self.height
            return x0 - left, height - (y1 - bottom), x1 - left, height - (y0 - bottom)
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _reading_angle(raw: Any, rotation: int) -> int:
    """The quarter turn that sets most of the text upright; the page's own when there is no text."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(raw)
    votes = Counter(
        -round(pdfium.FPDFText_GetCharAngle(raw, at) / 1.5708) % 4 * 90
        for at in range(0, count, max(1, count // 60))
    )
    return votes.most_common(1)[0][0] if votes else rotation


def _words(page: Any, raw: Any, turn: _Turn) -> tuple[tuple[Word, ...], int, bool]:
    """The words that a person sees, the number of letters that nobody sees, and whether these words are a layer: those
    of a scan, that are taken for what it shows."""
    doubtful = doubtful_text(page)
    layer = any(doubtful.values()) and is_a_scan(page)
    if layer:
        doubtful = {}
    runs, hidden = _runs(raw, turn, doubtful)
    upright = [run for run in runs if _upright(run[6], turn.rotation)]
    seen = [run for run in upright if run[4] - run[2] > _TINY * turn.height and _on_page(run, turn)]
    if any(run[8] for run in seen):
        contrast = Contrast(page, turn.width, turn.height, (turn.rotation - page.get_rotation()) % 360)
        seen = [run for run in seen if not run[8] or contrast.shows(tuple(run[1:5]))]
    hidden += sum(len(run[0]) for run in upright) - sum(len(run[0]) for run in seen)
    words = [Word(text, *run[1:6]) for run in seen if (text := _whole(run[0]))]
    once = {
        (word.text, round(word.x0), round(word.base)): word for word in words
    }  # bold is drawn twice, or more
    return _glued(list(once.values())), hidden, layer


def _runs(raw: Any, turn: _Turn, doubtful: dict[int, bool]) -> tuple[list[list[Any]], int]:
    """Letters that follow each other: text, box, baseline, angle, left of the last letter, whether it is pale. And the
    number of those that surely aren't seen."""
    import pypdfium2.raw as pdfium

    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    runs: list[list[Any]] = []
    open_run, hidden, doubt = False, 0, None
    for at in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if code in _BREAKS:
            open_run = False
            continue
        if code in _SILENT:
            continue
        if doubtful:
            doubt = doubtful.get(address(pdfium.FPDFText_GetTextObject(raw, at)))
            if doubt:
                open_run, hidden = False, hidden + 1
                continue
        code = 45 if code == _HYPHEN else code
        pdfium.FPDFText_GetLooseCharBox(raw, at, rect)
        pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
        x0, y0, x1, y1 = turn.box(rect.left, rect.bottom, rect.right, rect.top)
        base = turn.point(x.value, y.value)[1]
        if open_run and runs[-1][8] == (doubt is False):
            run = runs[-1]
            size = run[4] - run[2]
            forward = x0 >= run[7] - 0.1 * size  # the letters of a ligature share one box
            if abs(base - run[5]) < 0.3 * size and forward and x0 - run[3] < 0.18 * size:
                run[0] += chr(code) if code else ""
                run[2], run[3], run[4], run[7] = min(run[2], y0), max(run[3], x1), max(run[4], y1), x0
                continue
        angle = pdfium.FPDFText_GetCharAngle(raw, at)
        runs.append([chr(code) if code else "", x0, y0, x1, y1, base, angle, x0, doubt is False])
        open_run = True
    return runs, hidden


def _whole(text: str) -> str:
    """The text without half a character: PDFium gives those past the first 65,536 in two halves, not always both."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore").translate(_SILENT_PAIRS)


def _upright(angle: float, rotation: int) -> bool:
    turned = (angle * 57.29578 + rotation) % 360
    return turned < 20 or turned > 340


def _on_page(run: list[Any], turn: _Turn) -> bool:
    return bool(-1 <= run[1] <= turn.width and -1 <= run[5] <= turn.height + 1)


def _glued(words: list[Word]) -> tuple[Word, ...]:
    """Join words whose letters were drawn one by one, in whatever order."""
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(round(word.base), []).append(word)
    glued: list[Word] = []
    for line in lines.values():
        line.sort(key=lambda w: w.x0)
        for word in line:
            last = glued[-1] if glued else None
            if last and last.base == word.base and -0.1 * last.size < word.x0 - last.x1 < 0.06 * last.size:
                glued[-1] = Word(
                    last.text + word.text,
                    last.x0,
                    min(last.y0, word.y0),
                    word.x1,
                    max(last.y1, word.y1),
                    last.base,
                )
            else:
                glued.append(word)
    return tuple(glued)


def _rules(page: Any, turn: _Turn) -> tuple[Rule, ...]:
    import pypdfium2.raw as pdfium

    rules: list[Rule] = []
    bounds = [ctypes.c_float() for _ in range(4)]
    for seen, item in enumerate(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=4)):
        if seen > _MAX_OBJECTS:
            break
        if not pdfium.FPDFPageObj_GetBounds(item.raw, *bounds):
            continue
        x0, y0, x1, y1 = turn.box(*(bound.value for bound in bounds))
        wide, high = x1 - x0, y1 - y0
        if (high < 3 and wide > 12) or (wide < 3 and high > 6):
            rules.append(Rule(x0, y0, x1, y1))
        elif wide > 20 and high > 6 and (wide < 0.97 * turn.width or high < 0.5 * turn.height):
            rules += [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]
    return tuple(rules)
