"""Which reader a document needs, by its first bytes, never by its name: its pages of words, and each as a picture."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Literal

from ..model import Document, Picture, ProgressCallback, Unreadable, ignore_progress
from ..text.pages import Page
from .images import frame_count, is_image
from .plain import is_plain, plain_pages

WIDE = 1200  # pixels
_FEW = 8  # words: what has less is a picture


type _Source = Literal["text", "ocr", "docx"]


def pages_of(
    document: Document, tell: ProgressCallback = ignore_progress
) -> tuple[_Source, tuple[Page, ...]]:
    """The document's pages of words, numbered through all its files; "ocr" when most of the words come from pictures.
    `tell` hears of none at first, then of each file, or of each page when there is one file. Raises Unreadable for what
    can't be read."""
    files = (document.content, *document.more)
    several = len(files) > 1
    read = []
    if several:
        tell(0, len(files))
    for content in files:
        read.append(_pages_in(content, ignore_progress if several else tell))
        if several:
            tell(len(read), len(files))
    pages = tuple(page for part in read for page in part)
    words = sum(len(page.words) for page in pages)
    pictured = sum(len(page.words) for page in pages if page.source == "picture")
    if words < _FEW and not _is_office(document.content):
        raise _no_text()
    is_flow = not is_pdf(document.content) and (_is_office(document.content) or is_plain(document.content))
    source: _Source = "ocr" if 2 * pictured > words else "docx" if is_flow else "text"
    return source, tuple(replace(page, number=number) for number, page in enumerate(pages, 1))


def _pages_in(content: bytes, tell: ProgressCallback) -> tuple[Page, ...]:
    if is_pdf(content):
        from .page_source import pdf_pages

        return pdf_pages(content, tell)
    if is_image(content):
        from .page_source import image_pages

        return image_pages([content], tell)
    if _is_office(content):
        return _office(content)
    if is_plain(content):
        return plain_pages(content)
    raise Unreadable(
        "Nous ne reconnaissons pas ce fichier.",
        "Envoyez le devis en PDF, en photo, ou en fichier Word ou LibreOffice. Ou collez ses mots.",
        what_en="We don't recognise this file.",
        mend_en="Send the quote as a PDF, a photo, or a Word or LibreOffice file. Or paste its words.",
    )


def _is_office(content: bytes) -> bool:
    from .office import is_office

    return is_office(content)


def _office(content: bytes) -> tuple[Page, ...]:
    """A document that is only pictures, a scan put into a letter, has them for pages."""
    from .office import office_pages, pictures

    pages = office_pages(content)
    inside = pictures(content) if sum(len(page.words) for page in pages) < _FEW else ()
    if images := [picture for picture in inside if is_image(picture)]:
        from .page_source import image_pages

        return image_pages(images)
    return pages


def is_pdf(content: bytes) -> bool:
    """Whether a PDF begins within the first kilobyte, as readers of PDF accept it."""
    return b"%PDF-" in content[:1024]


def _no_text() -> Unreadable:
    return Unreadable(
        "Nous ne voyons pas de texte dans ce document.",
        "Vérifiez que le devis est bien lisible, puis envoyez-le de nouveau, ou demandez-le au prestataire en PDF.",
        what_en="We see no text in this document.",
        mend_en="Check that the quote can be read and send it again, or ask the supplier for it as a PDF.",
    )


def picture(document: Document, page_number: int) -> Picture | None:
    """The page as it was read: PNG when a program drew it, JPEG for a photo or a scan."""
    for content in (document.content, *document.more):
        count = _page_count(content)
        if 1 <= page_number <= count:
            return _picture_in(content, page_number)
        page_number -= count
    return None


def _page_count(content: bytes) -> int:
    """How many pages a file has; a letter or an e-invoice is one page, which can't be seen."""
    if not is_pdf(content):
        return frame_count(content) if is_image(content) else 1
    from .pdf import opened

    with opened(content) as document:
        return len(document)


def _picture_in(content: bytes, page_number: int) -> Picture | None:
    from .page_source import image_picture, pdf_picture

    look = pdf_picture if is_pdf(content) else image_picture if is_image(content) else None
    page = look(content, page_number - 1, WIDE) if look else None
    if page is None:
        return None
    buffer = io.BytesIO()
    if page.drawn:
        page.image.save(buffer, "PNG", compress_level=6)
        return Picture(buffer.getvalue(), "image/png", page.width, page.height)
    page.image.save(buffer, "JPEG", quality=80)
    return Picture(buffer.getvalue(), "image/jpeg", page.width, page.height)
