"""PDF with a text layer -> pages of words and ruling lines, by pypdfium2. Refuses in plain words."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..model import Unreadable
from ..text.pages import MOST_WORDS, Page, Rule, too_much_text
from .annotations import filled_in, with_forms
from .letters import Turn, words_of
from .visibility import is_a_scan

MAX_PAGES = 400
_MAX_LETTERS = 40_000  # of a page: the densest terms of sale have 15,000
_MAX_OBJECTS = 8_000
_MOST_SHAPES = 40  # that a page of few words has without being a drawing of a text


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
        with_forms(document)
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
        page = filled_in(document, index)
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
    turn = Turn(angle, width, height, page.get_bbox())
    words, hidden, layer = words_of(page, textpage.raw, turn)
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


def _reading_angle(raw: Any, rotation: int) -> int:
    """The quarter turn that sets most of the text upright; the page's own when there is no text."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(raw)
    votes = Counter(
        -round(pdfium.FPDFText_GetCharAngle(raw, at) / 1.5708) % 4 * 90
        for at in range(0, count, max(1, count // 60))
    )
    return votes.most_common(1)[0][0] if votes else rotation


def _rules(page: Any, turn: Turn) -> tuple[Rule, ...]:
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
