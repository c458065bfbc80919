"""Which reader a document needs, told by its first bytes, never by its name."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from .markup import looks_like_xml
from .model import Document, Unreadable
from .pages import Page

_FEW = 8  # words: what has less is a picture
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"RIFF", b"GIF8", b"BM")


def pages_of(document: Document) -> tuple[Literal["text", "docx"], tuple[Page, ...]]:
    """The document's pages of words, numbered through all its files. Raises Unreadable for what can't be read yet."""
    read = [_pages_in(content) for content in (document.content, *document.more)]
    pages = (page for _source, found in read for page in found)
    return read[0][0], tuple(replace(page, number=number) for number, page in enumerate(pages, 1))


def _pages_in(content: bytes) -> tuple[Literal["text", "docx"], tuple[Page, ...]]:
    if is_pdf(content):
        from .pdf import pdf_pages

        pages = pdf_pages(content)
        if sum(len(page.words) for page in pages) < _FEW:
            raise _no_text()
        return "text", pages
    from .office import is_office

    if is_office(content):
        return "docx", _office(content)
    if content.startswith(_IMAGES) or content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        raise _no_text()
    raise Unreadable(
        "Nous ne reconnaissons pas ce fichier.",
        "Envoyez le devis en PDF, en DOCX ou en ODT.",
        what_en="We don't recognise this file.",
        mend_en="Send the quote as a PDF, DOCX or ODT file.",
    )


def _office(content: bytes) -> tuple[Page, ...]:
    """A document that is only pictures, a scan put into a letter, has them for pages."""
    from .office import office_pages, pictures

    pages = office_pages(content)
    if sum(len(page.words) for page in pages) < _FEW and pictures(content):
        raise _no_text()
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
        "Ce document est une image\u00a0: il ne contient pas de texte.",
        "Demandez au prestataire le devis en PDF, tel que son logiciel le produit.",
        what_en="This document is a picture: it holds no text.",
        mend_en="Ask the supplier for the quote as the PDF that their software makes.",
    )
