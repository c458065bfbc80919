"""PDF (ISO 32000-2): what it would do by itself when it is opened, and what is hidden in it.

A PDF that does nothing by itself is kept bit for bit, with what it says of itself (its program, its dates): on a
quote, this is evidence. From another one the acts are taken out and the pages stay as they are; it is written anew,
once a parser that mends what is damaged has read it. What its bytes hold counts (`raw`), not only what the parser
reaches. A signed one is never touched: it is kept or refused.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from .. import attachments
from ..refusing import Reason, Refused
from . import raw
from .actions import clean_acts

_MAX_OBJECTS = 200_000
_MAX_ATTACHED = 50
# A ZIP's closing record near the end of the file: the same bytes would open as an archive, or as a program in Java.
_ZIP_END = b"PK\x05\x06"
_FULL_NAMES = ("/UF", "/F", "/Unix", "/Mac", "/DOS")
_REPAIR_WARNING = re.compile("damaged|reconstruct", re.I)


def clean(content: bytes, depth: int = 0) -> bytes:
    """The bytes to keep. Raises Refused: disguised, damaged, locked, program, signed, attached, too much."""
    if _ZIP_END in content[-66_000:]:
        raise Refused(Reason.DISGUISED)
    kept, _has_acts = _clean(content, depth)
    if kept != content and _clean(kept, depth)[1]:  # nothing may be left to take out
        raise Refused(Reason.PROGRAM)
    return kept


def _clean(content: bytes, depth: int) -> tuple[bytes, bool]:
    """The bytes to keep, and whether acts were taken out."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if len(document.objects) > _MAX_OBJECTS:
                raise Refused(Reason.TOO_MUCH)
            dictionaries = list(_dictionaries(document))
            _check_attached(dictionaries, depth)
            inside = sum("/EF" in dictionary for dictionary in dictionaries)
            has_acts = clean_acts(document.Root, dictionaries)
            is_rewritten = has_acts or any(
                _REPAIR_WARNING.search(str(warning)) for warning in document.get_warnings()
            )
            is_rewritten = is_rewritten or raw.has_hidden_actions(
                content, attached=inside, packed=_decrypted_object_streams(document)
            )
            if not is_rewritten:
                return content, False
            if _is_signed(dictionaries):
                raise Refused(Reason.SIGNED)
            return _serialise(document), has_acts
    except pikepdf.PasswordError:
        raise Refused(Reason.LOCKED) from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise Refused(Reason.DAMAGED) from None


def _decrypted_object_streams(document: Any) -> list[bytes] | None:
    """The streams of objects of a file that is locked from change, open."""
    if not document.is_encrypted:
        return None
    return [stream.read_bytes() for stream in document.objects if _is_object_stream(stream)]


def _is_object_stream(pdf_object: Any) -> bool:
    import pikepdf

    return isinstance(pdf_object, pikepdf.Stream) and str(pdf_object.get("/Type", "")) == "/ObjStm"


def _serialise(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer, encryption=document.is_encrypted, deterministic_id=not document.is_encrypted)
    return buffer.getvalue()


def _dictionaries(document: Any) -> Iterator[Any]:
    """Every dictionary of the file, whatever leads to it: those that stand by themselves, and those inside them."""
    import pikepdf

    waiting = list(document.objects)
    while waiting:
        value_object = waiting.pop()
        if isinstance(value_object, pikepdf.Dictionary | pikepdf.Stream):
            yield value_object
            inner = [value for _key, value in value_object.items()]
        elif isinstance(value_object, pikepdf.Array):
            inner = list(value_object)
        else:
            continue
        waiting += [value for value in inner if isinstance(value, pikepdf.Object) and not value.is_indirect]


def _is_signed(dictionaries: list[Any]) -> bool:
    return any("/ByteRange" in dictionary for dictionary in dictionaries)


def _check_attached(dictionaries: list[Any], depth: int) -> None:
    """Each file inside, in the list of names as well as behind an annotation (7.11.4)."""
    import pikepdf

    seen: set[tuple[int, int]] = set()
    for dictionary in dictionaries:
        embedded = dictionary.get("/EF")
        if not isinstance(embedded, pikepdf.Dictionary):
            continue
        names = [str(dictionary[key]) for key in _FULL_NAMES if key in dictionary] or [""]
        related = dictionary.get("/RF")
        streams = [value for _key, value in embedded.items()]
        if isinstance(related, pikepdf.Dictionary):
            streams += [stream for _key, several in related.items() for stream in several]
        for stream in streams:
            if not isinstance(stream, pikepdf.Stream) or stream.objgen in seen:
                continue
            seen.add(stream.objgen)
            if len(seen) > _MAX_ATTACHED:
                raise Refused(Reason.TOO_MUCH)
            for name in names:
                attachments.check(name, stream.read_bytes(), depth + 1)
