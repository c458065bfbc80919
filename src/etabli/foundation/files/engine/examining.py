"""One file from a stranger: what it is, whether it may be kept, and what of it is kept."""

from typing import BinaryIO

from . import kinds, office, pdf, xml_files
from .refusing import Reason, Refused
from .stripping import strip
from .xml_parsing import looks_like_xml

_ANSWER_PREFIX = b"kept "
_REASONS = {kinds.SVG: Reason.DRAWING, kinds.OLD_OFFICE: Reason.OLD_OFFICE}


def examine(content: bytes) -> tuple[str, bytes]:
    """Its content type, and the bytes to keep: those of a picture without what was written beside it; those of any
    other kind as they are, unless something in them would fetch or run when they are opened: without it. Raises
    Refused."""
    return examine_inside(content, 0)


def examine_inside(content: bytes, depth: int) -> tuple[str, bytes]:
    """The same of a file that is inside `depth` others."""
    if not content:
        raise Refused(Reason.EMPTY)
    kind = kinds.content_type(content)
    if kind in kinds.PICTURES:
        return kind, strip(content, kind)
    if kind == kinds.PDF:
        return kind, pdf.clean(content, depth)
    if kind == kinds.ZIP:
        return office.clean(content, depth)
    if kind == kinds.XML or (kind == kinds.UNKNOWN and looks_like_xml(content)):
        return kinds.XML, xml_files.clean(content, depth)
    raise Refused(_REASONS.get(kind, Reason.OTHER_KIND))


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """The child's side of `foundation.confinement`: a file comes in, what `parse_answer` reads goes out."""
    try:
        kind, kept = examine(source.read())
    except Refused as refusal:
        target.write(refusal.reason.encode())
    else:
        target.write(format_answer(kind, kept))
    target.flush()


def format_answer(kind: str, kept: bytes) -> bytes:
    """Its type, how many bytes there are, and the bytes: `parse_answer` tells by it an answer that was cut."""
    return _ANSWER_PREFIX + f"{kind} {len(kept)}\n".encode() + kept


def parse_answer(output: bytes) -> tuple[str, bytes]:
    """The parent's side: what `examine` gives. Raises Refused: its own reasons, or too much when the child fell, or was
    ended before the last byte."""
    if output.startswith(_ANSWER_PREFIX):
        head, _end, kept = output[len(_ANSWER_PREFIX) :].partition(b"\n")
        kind, _space, length = head.decode().partition(" ")
        if length == str(len(kept)):
            return kind, kept
        raise Refused(Reason.TOO_MUCH)
    try:
        raise Refused(Reason(output.decode()))
    except ValueError:
        raise Refused(Reason.TOO_MUCH) from None
