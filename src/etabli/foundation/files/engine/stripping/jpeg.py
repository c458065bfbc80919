"""JPEG (ITU-T T.81): segments are kept or dropped whole, the coded picture is copied."""

import re

from ..refusing import Reason, Refused
from .exif import UPRIGHT, exif_with_orientation_only, orientation_of

_EXIF_PREFIX = b"Exif\x00\x00"
_SCAN_END = re.compile(
    rb"\xff[\x01-\xcf\xd8-\xfe]"
)  # any marker but a restart; 0xFF00 is a byte of the picture


def strip(content: bytes) -> bytes:
    """The same picture without what tells of it, but for how it is turned. Raises Refused when it is damaged."""
    kept, orientation, at = [], UPRIGHT, 2
    while True:
        marker, at = _marker(content, at)
        if marker == 0xD9:  # end of image; cameras hide further pictures behind it
            break
        length = int.from_bytes(content[at : at + 2])
        segment = content[at + 2 : at + length]
        if length < 2 or len(segment) != length - 2:
            raise Refused(Reason.DAMAGED)
        at += length
        if marker == 0xE1 and segment.startswith(_EXIF_PREFIX):
            orientation = orientation_of(segment[len(_EXIF_PREFIX) :])
        kept_segment = _segment_to_keep(marker, segment)
        if kept_segment is not None:
            kept.append(_encode_segment(marker, kept_segment))
        if marker == 0xDA:
            end = _SCAN_END.search(content, at)
            if end is None:
                raise Refused(Reason.DAMAGED)
            kept.append(content[at : end.start()])
            at = end.start()
    notes = exif_with_orientation_only(orientation)
    if notes:
        kept.insert(0, _encode_segment(0xE1, _EXIF_PREFIX + notes))
    return b"\xff\xd8" + b"".join(kept) + b"\xff\xd9"


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """The marker that stands there, and where what it marks begins."""
    start = at
    while content[at : at + 1] == b"\xff":
        at += 1
    if at == start or at >= len(content):
        raise Refused(Reason.DAMAGED)
    return content[at], at + 1


def _segment_to_keep(marker: int, segment: bytes) -> bytes | None:
    """Of the segments of applications: the header without its preview, the colour profile, Adobe's colour transform."""
    if marker == 0xE0:
        return segment[:12] + b"\x00\x00" if segment.startswith(b"JFIF\x00") else None
    if marker == 0xE2:
        return segment if segment.startswith(b"ICC_PROFILE\x00") else None
    if marker == 0xEE:
        return segment if segment.startswith(b"Adobe") else None
    if 0xE0 <= marker <= 0xEF or marker == 0xFE:  # other applications, comments
        return None
    return segment


def _encode_segment(marker: int, segment: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(segment) + 2).to_bytes(2) + segment
