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

_MOST_OBJECTS = 200_000
_MOST_ATTACHED = 50
# A ZIP's closing record near the end of the file: the same bytes would open as an archive, or as a program in Java.
_ZIP_END = b"PK\x05\x06"
_FULL_NAMES = ("/UF", "/F", "/Unix", "/Mac", "/DOS")
_MENDED = re.compile("damaged|reconstruct", re.I)


def clean(content: bytes, depth: int = 0) -> bytes:
    """The bytes to keep. Raises Refused: disguised, damaged, locked, program, signed, attached, too much."""
    if _ZIP_END in content[-66_000:]:
        raise Refused(Reason.DISGUISED)
    kept, _has_acts = _cleaned(content, depth)
    if kept != content and _cleaned(kept, depth)[1]:  # nothing may be left to take out
        raise Refused(Reason.PROGRAM)
    return kept


def _cleaned(content: bytes, depth: int) -> tuple[bytes, bool]:
    """The bytes to keep, and whether acts were taken out."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if len(document.objects) > _MOST_OBJECTS:
                raise Refused(Reason.TOO_MUCH)
            things = list(_dictionaries(document))
            _check_attached(things, depth)
            inside = sum("/EF" in thing for thing in things)
            has_acts = clean_acts(document.Root, things)
            anew = has_acts or any(_MENDED.search(str(warning)) for warning in document.get_warnings())
            anew = anew or raw.holds_more(content, attached=inside, packed=_locked_packs(document))
            if not anew:
                return content, False
            if _is_signed(things):
                raise Refused(Reason.SIGNED)
            return _written(document), has_acts
    except pikepdf.PasswordError:
        raise Refused(Reason.LOCKED) from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise Refused(Reason.DAMAGED) from None


def _locked_packs(document: Any) -> list[bytes] | None:
    """The streams of objects of a file that is locked from change, open."""
    if not document.is_encrypted:
        return None
    return [stream.read_bytes() for stream in document.objects if _is_pack(stream)]


def _is_pack(thing: Any) -> bool:
    import pikepdf

    return isinstance(thing, pikepdf.Stream) and str(thing.get("/Type", "")) == "/ObjStm"


def _written(document: Any) -> bytes:
    kept = io.BytesIO()
    document.save(kept, encryption=document.is_encrypted, deterministic_id=not document.is_encrypted)
    return kept.getvalue()


def _dictionaries(document: Any) -> Iterator[Any]:
    """Every dictionary of the file, whatever leads to it: those that stand by themselves, and those inside them."""
    import pikepdf

    waiting = list(document.objects)
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield thing
            inner = [value for _key, value in thing.items()]
        elif isinstance(thing, pikepdf.Array):
            inner = list(thing)
        else:
            continue
        waiting += [value for value in inner if isinstance(value, pikepdf.Object) and not value.is_indirect]


def _is_signed(things: list[Any]) -> bool:
    return any("/ByteRange" in thing for thing in things)


def _check_attached(things: list[Any], depth: int) -> None:
    """Each file inside, in the list of names as well as behind an annotation (7.11.4)."""
    import pikepdf

    seen: set[tuple[int, int]] = set()
    for thing in things:
        held = thing.get("/EF")
        if not isinstance(held, pikepdf.Dictionary):
            continue
        names = [str(thing[key]) for key in _FULL_NAMES if key in thing] or [""]
        related = thing.get("/RF")
        streams = [value for _key, value in held.items()]
        if isinstance(related, pikepdf.Dictionary):
            streams += [stream for _key, several in related.items() for stream in several]
        for stream in streams:
            if not isinstance(stream, pikepdf.Stream) or stream.objgen in seen:
                continue
            seen.add(stream.objgen)
            if len(seen) > _MOST_ATTACHED:
                raise Refused(Reason.TOO_MUCH)
            for name in names:
                attachments.check(name, stream.read_bytes(), depth + 1)
