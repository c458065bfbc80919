"""The pages of a file as a person sees them: from their text where it can be trusted, and else from their picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import Any

from ..findings import SUMS, finding
from ..model import Check, Place, ProgressCallback, ignore_progress
from ..text.numbers import numbers_in
from ..text.pages import MOST_WORDS, Page, Word, fold, too_much_text
from . import ocr, recognising
from .images import PIXELS, frame_count, frames
from .pdf import is_drawn, is_scanned, opened, rendered, text_page

MOST_PICTURES = 20  # pages read from their picture in one document
_FEW = 8  # words: a page with fewer says next to nothing by its text
_SOME = 30  # words: a scan may bear as many of its program's
_AMOUNT = re.compile(r"[.,]\d{2}\b")
_SURELY = 0.85
_COMMON = re.compile(
    r"\b(de|la|le|les|du|des|et|en|un|une|pour|par|a|au|total|date|page|tva|ht|ttc|prix|euros|devis|facture|"
    r"the|of|and|to|for|in|price|invoice|der|die|das|und|mit|von|fur|rechnung)\b"
)


@dataclass(frozen=True)
class PagePicture:
    """A page as a Pillow image, with its size in points; `drawn` when it isn't a photo or a scan."""

    image: Any
    width: float
    height: float
    drawn: bool


def pdf_pages(content: bytes, tell: ProgressCallback = ignore_progress) -> tuple[Page, ...]:
    """The pages of a PDF; `tell` hears of each. Raises Unreadable when it is damaged, or a picture that nothing here
    can read."""
    with opened(content) as document:
        pages: list[Page] = []
        tell(0, len(document))
        for index in range(len(document)):
            page = text_page(document, index)
            if _wants_eyes(document, page):
                page = _read(document, page, MOST_PICTURES - sum(p.source == "picture" for p in pages))
            pages.append(page)
            tell(len(pages), len(document))
            if sum(len(page.words) for page in pages) > MOST_WORDS:
                raise too_much_text()
    few = sum(len(page.words) for page in pages) < _FEW
    if few and any(page.notes for page in pages) and not recognising.reader():
        raise recognising.missing()
    return tuple(pages)


def _read(document: Any, page: Page, left: int) -> Page:
    """The page by its picture, when `left` pages may still be read so and something here can."""
    if not left or not recognising.reader():
        if _is_garbled(page.words):
            return replace(page, words=(), notes=(_unread(page),))
        return replace(page, notes=(_uncompared(page) if page.source == "layer" else _unread(page),))
    read = ocr.read_page(_image(document, page), page.number, max(page.width, page.height))
    return replace(read, notes=_contradictions(page, read)) if page.source == "layer" else read


def _image(document: Any, page: Page) -> Any:
    return rendered(document, page.number - 1, page, PIXELS * page.width / max(page.width, page.height))


def _wants_eyes(document: Any, page: Page) -> bool:
    """True when the page's text isn't what a person sees."""
    if page.source == "layer" or _is_garbled(page.words):
        return True
    at = page.number - 1
    return (len(page.words) < _FEW and is_drawn(document, at)) or (
        len(page.words) < _SOME and is_scanned(document, at)
    )


def _is_garbled(words: tuple[Word, ...]) -> bool:
    """True when the letters mean nothing: a font that doesn't say which letter each of its drawings is."""
    letters = "".join(word.text for word in words)
    odd = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c < " " for c in letters)
    if odd > 0.15 * len(letters):
        return True
    usual = sum(bool(_COMMON.search(fold(w.text))) or w.text.strip(".,€%").isdigit() for w in words)
    return len(words) >= 25 and usual < 0.03 * len(words)


def _contradictions(layer: Page, page: Page) -> tuple[Check, ...]:
    """A finding when amounts of the hidden text aren't those that the page shows."""
    hidden, shown = _amounts(layer), _amounts(page)
    alien = hidden.keys() - shown.keys()
    surely = {value for value, sure in shown.items() if sure > _SURELY}
    if not alien or (surely <= hidden.keys() and len(alien) < 0.5 * len(hidden)):
        return ()
    evidence = ", ".join(map(str, sorted(alien)))[:120]
    return (
        finding(
            "hidden-layer", "warning",
            "Ce fichier contient un texte caché qui ne dit pas la même chose que la page visible\u00a0: nous avons "
            "lu la page visible.",
            "This file holds hidden text that doesn't say the same as the visible page: we read the visible page.",
            SUMS, evidence=evidence, place=_whole(page),
        ),
    )  # fmt: skip


def _amounts(page: Page) -> dict[Decimal, float]:
    """The amounts with decimals on a page, and how surely each was read."""
    return {
        number.value: min(word.confidence for word in number.words)
        for row in page.rows
        for number in numbers_in(row.words, None)
        if _AMOUNT.search(number.printed)
    }


def image_pages(contents: Sequence[bytes], tell: ProgressCallback = ignore_progress) -> tuple[Page, ...]:
    """The pages of photos or scans, in order; `tell` hears of each."""
    if not recognising.reader():
        raise recognising.missing()
    total = min(sum(frame_count(content) for content in contents), MOST_PICTURES)
    pages: list[Page] = []
    tell(0, total)
    for image in (image for content in contents for image in frames(content)):
        if len(pages) == MOST_PICTURES:
            pages[-1] = replace(pages[-1], notes=(_unread(pages[-1]),))
            break
        pages.append(ocr.read_page(image, len(pages) + 1))
        tell(len(pages), total)
    return tuple(pages)


def pdf_picture(content: bytes, index: int, wide: int) -> PagePicture | None:
    """A page of a PDF as `pdf_pages` read it, `wide` pixels wide; None when there is no such page."""
    with opened(content) as document:
        if index >= len(document):
            return None
        page = text_page(document, index)
        if _wants_eyes(document, page):
            return _straight(_image(document, page), wide, max(page.width, page.height))
        return PagePicture(rendered(document, index, page, wide), page.width, page.height, drawn=True)


def image_picture(content: bytes, index: int, wide: int) -> PagePicture | None:
    """The same for a photo or a scan."""
    image = next(islice(frames(content), index, index + 1), None)
    return _straight(image, wide, ocr.A4) if image is not None else None


def _straight(image: Any, wide: int, long_side: float) -> PagePicture:
    from .scans import scan

    straight = scan(image, recognising.quarters).image
    scale = long_side / max(straight.size)
    smaller = straight.resize((wide, round(straight.height * wide / straight.width)), reducing_gap=2.0)
    return PagePicture(smaller, straight.width * scale, straight.height * scale, drawn=False)


def _whole(page: Page) -> Place:
    return Place(page.number, (0, 0, page.width, page.height))


def _unread(page: Page) -> Check:
    return finding(
        "page-unread", "warning",
        "Une partie de ce document est une image que nous n’avons pas lue.",
        "A part of this document is a picture that we didn't read.",
        SUMS, place=_whole(page),
    )  # fmt: skip


def _uncompared(page: Page) -> Check:
    return finding(
        "hidden-layer-alone", "info",
        "Cette page est une image accompagnée d’un texte caché\u00a0: nous avons lu ce texte sans pouvoir le "
        "comparer à l’image.",
        "This page is a picture with hidden text beside it: we read that text and couldn't compare it with the "
        "picture.",
        SUMS, place=_whole(page),
    )  # fmt: skip
