"""PDF (ISO 32000): what it would do by itself when it is opened, and what is hidden in it.

A PDF that passes is kept bit for bit, with what it says of itself (its program, its dates):
on a quote, this is evidence.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from .refusing import Reason, Refused

_DOING = {"/JavaScript", "/Launch", "/ImportData", "/RichMediaExecute", "/Rendition", "/GoToE"}
_RICH = {"/RichMedia", "/Movie", "/Screen", "/3D"}  # annotations that play something
_MOST_OBJECTS = 200_000
_MOST_ATTACHED = 20 << 20  # bytes, unpacked
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xd0\xcf\x11\xe0",
    b"PK\x03\x04",
    b"Rar!",
    b"7z\xbc\xaf",
)
_PROGRAM_NAMES = re.compile(
    r"\.(exe|com|scr|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|dll|jar|lnk|iso|img|html?|svg)$", re.I
)
# A ZIP's closing record near the end of the file: the same bytes would open as an archive, or as a program in Java.
_ZIP_END = b"PK\x05\x06"


def check(content: bytes) -> None:
    """Raises Refused: disguised, damaged, locked, program, attached, too much."""
    import pikepdf

    if _ZIP_END in content[-66_000:]:
        raise Refused(Reason.DISGUISED)
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if len(document.objects) > _MOST_OBJECTS:
                raise Refused(Reason.TOO_MUCH)
            for thing in _dictionaries(document):
                _check_acts(thing)
            for name, attached in document.attachments.items():
                _check_attached(name, attached)
    except pikepdf.PasswordError:
        raise Refused(Reason.LOCKED) from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise Refused(Reason.DAMAGED) from None


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
        waiting += [one for one in inner if isinstance(one, pikepdf.Object) and not one.is_indirect]


def _check_acts(thing: Any) -> None:
    if str(thing.get("/S", "")) in _DOING or "/JS" in thing or "/JavaScript" in thing:
        raise Refused(Reason.PROGRAM)
    if str(thing.get("/Subtype", "")) in _RICH or "/XFA" in thing:
        raise Refused(Reason.PROGRAM)


def _check_attached(name: str, attached: Any) -> None:
    """An electronic invoice carries its data as an attached file, and may carry pictures and papers: no program."""
    if _PROGRAM_NAMES.search(name) or _PROGRAM_NAMES.search(str(attached.filename or "")):
        raise Refused(Reason.ATTACHED)
    head = attached.get_file().read_bytes()
    if len(head) > _MOST_ATTACHED:
        raise Refused(Reason.BOMB)
    if head.startswith(_PROGRAMS):
        raise Refused(Reason.ATTACHED)
