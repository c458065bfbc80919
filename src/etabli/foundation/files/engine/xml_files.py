"""XML: an electronic invoice, or an OpenDocument text in one file; never a page that runs, nor text that unfolds."""

import base64
import binascii
from typing import Any

from . import attachments
from .office import opendocument
from .refusing import Reason, Refused
from .xml_parsing import local_name, namespace, parse_tree, scan, serialise

_ACTIVE_VOCABULARIES = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1999/XSL/Transform",
    "http://www.w3.org/2001/XInclude",
)
# What an invoice or an order begins with: CII (Factur-X, ZUGFeRD 1 and 2, Order-X) and UBL.
_BUSINESS_DOCUMENTS = (
    "urn:un:unece:uncefact:data:",
    "urn:ferd:",
    "urn:oasis:names:specification:ubl:schema:xsd:",
)
_ATTACHMENT_ELEMENTS = {"EmbeddedDocumentBinaryObject", "AttachmentBinaryObject", "IncludedBinaryObject"}


def clean(content: bytes, depth: int) -> bytes:
    """The bytes to keep. Raises Refused: damaged, other kind, drawing, program, attached, bomb."""
    try:
        root = scan(content, _refuse_active)
    except Refused as refusal:
        if (
            refusal.reason is Reason.DAMAGED and b"<?xml" not in content[:8]
        ):  # a page, or a text that begins like one
            raise Refused(Reason.OTHER_KIND) from None
        raise
    if _is_document(root):
        return _clean_document(content)
    if not namespace(root).startswith(_BUSINESS_DOCUMENTS):
        raise Refused(Reason.OTHER_KIND)
    _check_attached(content, depth)
    return content


def _is_document(root: str) -> bool:
    return namespace(root) == opendocument.OFFICE and local_name(root) == "document"


def _clean_document(content: bytes) -> bytes:
    root = parse_tree(content)
    return serialise(root) if opendocument.clean(root) else content


def check_data(content: bytes, depth: int) -> None:
    """Data of any vocabulary, inside another file; an OpenDocument text only if nothing has to be taken out of it.
    Raises Refused: damaged, drawing, program, attached, bomb."""
    root = scan(content, _refuse_active)
    if _is_document(root) and opendocument.clean(parse_tree(content)):
        raise Refused(Reason.PROGRAM)
    _check_attached(content, depth)


def _check_attached(content: bytes, depth: int) -> None:
    for element in parse_tree(content).iter("*"):
        if local_name(element.tag) in _ATTACHMENT_ELEMENTS:
            attachments.check(_attachment_name(element), _decode_attachment(element.text or ""), depth + 1)


def _refuse_active(name: str, _attributes: object) -> None:
    space = namespace(name)
    if space in _ACTIVE_VOCABULARIES:
        raise Refused(Reason.DRAWING if space == _ACTIVE_VOCABULARIES[0] else Reason.PROGRAM)


def _attachment_name(element: Any) -> str:
    return next((str(value) for key, value in element.items() if local_name(key) == "filename"), "")


def _decode_attachment(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        raise Refused(Reason.DAMAGED) from None
