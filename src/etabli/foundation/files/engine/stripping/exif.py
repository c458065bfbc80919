"""The one thing in a camera's notes that the picture needs: how it was held (Exif 2.32, tag 274)."""

import struct

UPRIGHT = 1
_ORIENTATION_TAG = 274


def orientation_of(exif: bytes) -> int:
    """The orientation (1 to 8) in an Exif block, which is a small TIFF file; UPRIGHT when it says none."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 8:
        return UPRIGHT
    (first,) = struct.unpack_from(order + "I", exif, 4)
    if first + 2 > len(exif):
        return UPRIGHT
    (count,) = struct.unpack_from(order + "H", exif, first)
    for at in range(first + 2, min(first + 2 + 12 * count, len(exif) - 11), 12):
        tag, _kind, _count, value = struct.unpack_from(order + "HHIH", exif, at)
        if tag == _ORIENTATION_TAG:
            return value if 1 <= value <= 8 else UPRIGHT
    return UPRIGHT


def exif_with_orientation_only(orientation: int) -> bytes:
    """An Exif block that says the orientation and nothing else; empty for UPRIGHT."""
    if orientation == UPRIGHT:
        return b""
    return b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION_TAG, 3, 1, orientation, 0, 0)
