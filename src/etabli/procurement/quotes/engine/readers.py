"""Which reader a document needs, told by its first bytes, never by its name."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from .images import is_image
from .markup import looks_like_xml
from .model import Document, Tell, Unreadable, unheard
from .pages import Page

_FEW = 8  # words: what has less is a picture


type _Source = Literal["text", "ocr", "docx"]


def pages_of(document: Document, tell: Tell = unheard) -> tuple[_Source, tuple[Page, ...]]:
    """The document's pages of words, numbered through all its files; "ocr" when most of the words come from pictures.
    `tell` hears of each file, or of each page when there is one file. Raises Unreadable for what can't be read."""
    files = (document.content, *document.more)
    read = []
    for content in files:
        read.append(_pages_in(content, tell if len(files) == 1 else unheard))
        if len(files) > 1:
            tell(len(read), len(files))
    pages = tuple(page for found in read for page in found)
    told = sum(len(page.words) for page in pages)
    seen = sum(len(page.words) for page in pages if page.source == "picture")
    if told < _FEW and not _is_office(document.content):
        raise _no_text()
    source: _Source = "ocr" if 2 * seen > told else "docx" if _is_office(document.content) else "text"
    return source, tuple(replace(page, number=number) for number, page in enumerate(pages, 1))


def _pages_in(content: bytes, tell: Tell) -> tuple[Page, ...]:
    if is_pdf(content):
        from .seen import pdf_pages

        return pdf_pages(content, tell)
    if is_image(content):
        from .seen import image_pages

        return image_pages([content])
    if _is_office(content):
        return _office(content)
    raise Unreadable(
        "Nous ne reconnaissons pas ce fichier.",
        "Envoyez le devis en PDF, en photo, en DOCX ou en ODT.",
        what_en="We don't recognise this file.",
        mend_en="Send the quote as a PDF, a photo, or a DOCX or ODT file.",
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
        from .seen import image_pages

        return image_pages(images)
    return pages


def is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


def xml_of(document: Document) -> bytes | None:
    """The e-invoice of the document: the file itself, or the one inside a PDF unless it is declined; None when there
    is none."""
    from .einvoice import attached, is_invoice
    from .office import is_flat

    if is_pdf(document.content):
        return attached(document.content) if document.read_xml else None
    if looks_like_xml(document.content):
        if is_invoice(document.content):
            return document.content
        if is_flat(document.content):
            return None
        raise Unreadable(
            "Ce fichier XML n’est pas une facture électronique que nous lisons (CII ou UBL).",
            "Envoyez le devis en PDF.",
            what_en="This XML file isn't an e-invoice that we read (CII or UBL).",
            mend_en="Send the quote as a PDF.",
        )
    return None


def _no_text() -> Unreadable:
    return Unreadable(
        "Nous ne voyons pas de texte dans ce document.",
        "Vérifiez que le devis est bien lisible, puis envoyez-le de nouveau, ou demandez-le au prestataire en PDF.",
        what_en="We see no text in this document.",
        mend_en="Check that the quote can be read and send it again, or ask the supplier for it as a PDF.",
    )
