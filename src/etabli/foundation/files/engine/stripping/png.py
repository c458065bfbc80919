"""PNG (ISO 15948): chunks that make the picture are kept, those that tell of it are dropped."""

import zlib

from ..refusing import Reason, Refused
from .exif import UPRIGHT, exif_with_orientation_only, orientation_of

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"cHRM",
    b"gAMA",
    b"iCCP",
    b"sBIT",
    b"sRGB",
    b"cICP",
    b"pHYs",
}


def strip(content: bytes) -> bytes:
    """The same picture without what tells of it, but for how it is turned. Raises Refused when it is damaged."""
    kept, orientation, at, name = [], UPRIGHT, len(_SIGNATURE), b""
    while name != b"IEND":
        length = int.from_bytes(content[at : at + 4])
        name, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        sum_ = content[at + 8 + length : at + 12 + length]
        if len(sum_) < 4 or int.from_bytes(sum_) != zlib.crc32(name + data):
            raise Refused(Reason.DAMAGED)
        if (name == b"IHDR") != (at == len(_SIGNATURE)):
            raise Refused(Reason.DAMAGED)
        if name == b"eXIf":
            orientation = orientation_of(data)
        if name in _KEPT_CHUNKS:
            kept.append(_chunk(name, data))
        at += 12 + length
    notes = exif_with_orientation_only(orientation)
    if notes:
        kept.insert(1, _chunk(b"eXIf", notes))
    return _SIGNATURE + b"".join(kept)


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)
