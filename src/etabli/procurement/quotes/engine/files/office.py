"""Word processors' files: DOCX and ODT (packed or flat) -> pages; the others are told apart, to refuse them in plain
words."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator

from ..model import Unreadable
from ..text.pages import Page
from . import docx, odt
from .flow import Block, laid
from .markup import local, looks_like_xml, parse

# The parts of a zipped office file, within bounds: nothing is written out, and no claim of the archive is
# believed.

_MAX_ENTRIES = 5_000
_MAX_TOTAL = 40_000_000
_PLAIN = (
    zipfile.ZIP_STORED,
    zipfile.ZIP_DEFLATED,
)  # all that the office formats permit; others can't be bounded
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1


def _parts(
    content: bytes, wanted: Callable[[str], bool], refused: Callable[[], Unreadable]
) -> dict[str, bytes]:
    """The wanted entries by name, in the archive's order. Raises what `refused` makes for an archive that is broken,
    encrypted, packed in an odd way, has an entry twice, or unpacks to more than 40 MB."""
    if content.count(_ENTRY) > _MAX_ENTRIES:
        raise refused()
    entries: dict[str, bytes] = {}
    left = _MAX_TOTAL
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                if not wanted(info.filename):
                    continue
                odd = info.compress_type not in _PLAIN or info.flag_bits & _ENCRYPTED
                if odd or info.filename in entries or info.file_size > left:
                    raise refused()
                with archive.open(info) as part:
                    entries[info.filename] = part.read(left + 1)
                left -= len(entries[info.filename])
                if left < 0:
                    raise refused()
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        raise refused() from error
    return entries


def _names(content: bytes) -> frozenset[str]:
    """The names in the archive; none when it is broken or holds too many."""
    if content.count(_ENTRY) > _MAX_ENTRIES:
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        return frozenset()


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
    entries = _parts(content, lambda name: bool(_PICTURE.match(name)), _broken)
    return tuple(entries[name] for name in sorted(entries, key=lambda name: (len(name), name)))


def _blocks(content: bytes) -> Iterator[Block]:
    if not content.startswith(_STARTS):
        root = _root(content)
        return odt.blocks(root, root)
    names = _names(content) if content.startswith(b"PK") else frozenset()
    if any(map(docx.is_main, names)):
        parts = _parts(content, docx.is_part, _broken)
        return docx.blocks({name: _root(part) for name, part in parts.items()})
    if odt.CONTENT in names:
        return _opened(content)
    raise _other(content, names)


def _opened(content: bytes) -> Iterator[Block]:
    wanted = (odt.CONTENT, odt.STYLES, "mimetype", "META-INF/manifest.xml")
    parts = _parts(content, lambda name: name in wanted, _broken)
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
            "Ouvrez-le et enregistrez-le en PDF. Ou copiez ses mots, et collez-les à la place du fichier.",
            what_en="This file comes from an old word processor (.doc or .rtf), which we don't read.",
            mend_en="Open it and save it as a PDF. Or copy its words, and paste them instead of the file.",
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
        "Ouvrez-le et enregistrez-le en PDF. Ou demandez le devis en PDF au prestataire.",
        what_en="This file is a spreadsheet or a presentation, which we don't read.",
        mend_en="Open it and save it as a PDF. Or ask the supplier for the quote as a PDF.",
    )


def _broken() -> Unreadable:
    return Unreadable(
        "Nous n’arrivons pas à ouvrir ce fichier de traitement de texte\u00a0: il est peut-être abîmé.",
        "S’il s’ouvre chez vous, enregistrez-le en PDF. Sinon, demandez le devis en PDF au prestataire.",
        what_en="We can't open this word processor's file: it may be damaged.",
        mend_en="If it opens on your side, save it as a PDF. If not, ask the supplier for the quote as a PDF.",
    )
