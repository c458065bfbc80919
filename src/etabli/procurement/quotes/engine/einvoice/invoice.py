"""Electronic invoices: CII (Factur-X, ZUGFeRD, Order-X) and UBL, alone or attached to a PDF. No entity, no network.

Every value is given as the file writes it, with these two liberties: a price for several is given for one, and
`deposit` is what was paid before. A discount that the net price already holds (BT-147) isn't that of the line.
"""

from __future__ import annotations

import ctypes
from typing import Any

from ..files.markup import MAX_BYTES, local, looks_like_xml, parse
from ..files.office import is_flat
from ..files.readers import is_pdf
from ..model import Document, Quote, Unreadable
from . import cii, ubl

_MAX_ATTACHMENTS = 50
# What the standards call it: Factur-X, ZUGFeRD 2 and 1, XRechnung, Order-X.
_NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "order-x.xml")


def xml_of(document: Document) -> bytes | None:
    """The e-invoice of the document: the file itself, or the one inside a PDF unless it is declined; None when there
    is none."""
    if is_pdf(document.content):
        return attached(document.content) if document.read_xml else None
    if looks_like_xml(document.content):
        if is_invoice(document.content):
            return document.content
        if is_flat(document.content):
            return None
        raise Unreadable(
            "Ce fichier (XML) contient des données que nous ne savons pas lire.",
            "Demandez au prestataire le devis en PDF.",
            what_en="This file (XML) holds data that we can't read.",
            mend_en="Ask the supplier for the quote as a PDF.",
        )
    return None


def attached(content: bytes) -> bytes | None:
    """The e-invoice attached to a PDF, or None; of several, the one that bears a standard's name. A PDF that can't be
    opened is left to the page reader to refuse."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return None
    try:
        files = [
            document.get_attachment(at) for at in range(min(document.count_attachments(), _MAX_ATTACHMENTS))
        ]
        named = sorted(((f.get_name().lower(), f) for f in files), key=lambda pair: pair[0] not in _NAMES)
        offered = (_data(file) for name, file in named if name.endswith(".xml"))
        return next((xml for xml in offered if xml and _is_sound_invoice(xml)), None)
    except pypdfium2.PdfiumError:
        return None
    finally:
        document.close()


def _data(file: Any) -> bytes | None:
    """What an attachment holds, or None when that is more than an e-invoice's: it isn't even copied."""
    import pypdfium2.raw as pdfium

    size = ctypes.c_ulong()
    pdfium.FPDFAttachment_GetFile(file, None, 0, size)
    return bytes(file.get_data()) if 0 < size.value <= MAX_BYTES else None


def _is_sound_invoice(xml: bytes) -> bool:
    try:
        return is_invoice(xml)
    except Unreadable:
        return False


def is_invoice(xml: bytes) -> bool:
    """True for a CII or UBL document. Raises Unreadable for XML that is broken or dangerous."""
    return _syntax(parse(xml, _refused)) is not None


def quote_of(xml: bytes) -> Quote:
    """The quote that a CII or UBL document holds."""
    root = parse(xml, _refused)
    syntax = _syntax(root)
    if syntax is None:
        raise _refused()
    quote: Quote = syntax.quote_of(root)
    return quote


def _syntax(root: Any) -> Any:
    """The module that reads this document, or None."""
    name = local(root)
    if name in cii.ROOTS:
        return cii
    return ubl if name in ubl.ROOTS and root.tag.startswith("{" + ubl.NAMESPACE) else None


def _refused() -> Unreadable:
    return Unreadable(
        "Ce fichier (XML) est abîmé, ou contient ce que nous refusons d’ouvrir.",
        "Demandez au prestataire de vous envoyer le devis en PDF.",
        what_en="This file (XML) is damaged, or holds what we refuse to open.",
        mend_en="Ask the supplier to send you the quote as a PDF.",
    )
