"""Word processors' files: DOCX and ODT (packed or flat) -> pages; the others are told apart, to refuse them in plain
words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Unreadable
from ..text.pages import Page
from . import archive, docx, odt
from .flow import Block, laid
from .markup import local, looks_like_xml, parse

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = (b"PK\x03\x04", _OLE, b"{\\rtf")
_TEXT = b"application/vnd.oasis.opendocument.text"
_PICTURE = re.compile(r"^(?:word/media|Pictures)/.*\.(?:png|jpe?g|tiff?|webp|heic|bmp)$", re.I)


def is_office(content: bytes) -> bool:
    """True for what an office program writes, and for any ZIP archive."""
    return content.startswith(_STARTS) or is_flat(content)


def is_flat(content: bytes) -> bool:
    """True for an OpenDocument file in one XML (FODT). Raises Unreadable for XML that is broken or dangerous."""
    return (
        looks_like_xml(content) and b"opendocument" in content[:4000] and local(_root(content)) == "document"
    )


def office_pages(content: bytes) -> tuple[Page, ...]:
    """The document as it flows, on one long page (several when it is very long). Raises Unreadable when it isn't a
    sound DOCX or ODT file."""
    return laid(_blocks(content))


def pictures(content: bytes) -> tuple[bytes, ...]:
    """The pictures inside, in the order of their names: of a document without text, they are its pages."""
    entries = archive.parts(content, lambda name: bool(_PICTURE.match(name)), _broken)
    return tuple(entries[name] for name in sorted(entries, key=lambda name: (len(name), name)))


def _blocks(content: bytes) -> Iterator[Block]:
    if not content.startswith(_STARTS):
        root = _root(content)
        return odt.blocks(root, root)
    names = archive.names(content) if content.startswith(b"PK") else frozenset()
    if any(map(docx.is_main, names)):
        parts = archive.parts(content, docx.is_part, _broken)
        return docx.blocks({name: _root(part) for name, part in parts.items()})
    if odt.CONTENT in names:
        return _opened(content)
    raise _other(content, names)


def _opened(content: bytes) -> Iterator[Block]:
    wanted = (odt.CONTENT, odt.STYLES, "mimetype", "META-INF/manifest.xml")
    parts = archive.parts(content, lambda name: name in wanted, _broken)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise _protected()
    if not parts.get("mimetype", _TEXT).startswith(_TEXT):
        raise _no_text_file()
    styles = parts.get(odt.STYLES)
    return odt.blocks(_root(parts[odt.CONTENT]), _root(styles) if styles else None)


def _root(part: bytes) -> object:
    return parse(part, _broken)


def _other(content: bytes, names: frozenset[str]) -> Unreadable:
    """What the file is instead, as far as its beginning and its names tell."""
    if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        return _protected()
    if content.startswith(_OLE) and "Workbook".encode("utf-16-le") in content:
        return _no_text_file()
    if content.startswith((_OLE, b"{\\rtf")):
        return Unreadable(
            "Ce fichier vient d’un ancien traitement de texte (.doc ou .rtf), que nous ne lisons pas.",
            "Ouvrez-le et enregistrez-le en PDF.",
            what_en="This file comes from an old word processor (.doc or .rtf), which we don't read.",
            mend_en="Open it and save it as a PDF.",
        )
    if any(name.startswith(("xl/", "ppt/", "Index/")) for name in names):
        return _no_text_file()
    if names and "[Content_Types].xml" not in names:
        return Unreadable(
            "Ce fichier est une archive (ZIP), pas un devis.",
            "Ouvrez-la, et envoyez le devis qu’elle contient.",
            what_en="This file is an archive (ZIP), not a quote.",
            mend_en="Open it, and send the quote that it holds.",
        )
    return _broken()


def _protected() -> Unreadable:
    return Unreadable(
        "Ce fichier est protégé par un mot de passe.",
        "Demandez au prestataire le devis en PDF, sans mot de passe.",
        what_en="This file is protected by a password.",
        mend_en="Ask the supplier for the quote as a PDF, without a password.",
    )


def _no_text_file() -> Unreadable:
    return Unreadable(
        "Ce fichier est une feuille de calcul ou une présentation, que nous ne lisons pas.",
        "Ouvrez-le et enregistrez-le en PDF.",
        what_en="This file is a spreadsheet or a presentation, which we don't read.",
        mend_en="Open it and save it as a PDF.",
    )


def _broken() -> Unreadable:
    return Unreadable(
        "Ce fichier n’est pas un document DOCX ou ODT que nous pouvons lire.",
        "Ouvrez-le dans votre traitement de texte et enregistrez-le en PDF.",
        what_en="This file isn't a DOCX or ODT document that we can read.",
        mend_en="Open it in your word processor and save it as a PDF.",
    )
