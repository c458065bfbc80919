"""WebP (RFC 9649): the chunks of the picture and its colour profile are kept."""

from ..refusing import Reason, Refused
from .exif import UPRIGHT, exif_with_orientation_only, orientation_of

_KEPT_CHUNKS = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"ANIM", b"ANMF"}
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04  # bits of the first byte of VP8X


def strip(content: bytes) -> bytes:
    """The same picture without what tells of it, but for how it is turned. Raises Refused when it is damaged."""
    kept, orientation = [], UPRIGHT
    end = 8 + int.from_bytes(content[4:8], "little")
    if end > len(content):
        raise Refused(Reason.DAMAGED)
    at = 12
    while at + 8 <= end:
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        data = content[at + 8 : at + 8 + length]
        if len(data) != length:
            raise Refused(Reason.DAMAGED)
        if name == b"EXIF":
            orientation = orientation_of(data.removeprefix(b"Exif\x00\x00"))
        if name in _KEPT_CHUNKS:
            kept.append((name, data))
        at += 8 + length + length % 2
    notes = exif_with_orientation_only(orientation) if kept and kept[0][0] == b"VP8X" else b""
    if not kept:
        raise Refused(Reason.DAMAGED)
    if kept[0][0] == b"VP8X":
        flags = kept[0][1][0] & ~(_EXIF_FLAG | _XMP_FLAG) | (_EXIF_FLAG if notes else 0)
        kept[0] = (b"VP8X", bytes((flags,)) + kept[0][1][1:])
    if notes:
        kept.append((b"EXIF", notes))
    body = b"WEBP" + b"".join(_chunk(name, data) for name, data in kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + len(data).to_bytes(4, "little") + data + b"\x00" * (len(data) % 2)
