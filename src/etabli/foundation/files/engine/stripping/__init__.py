"""Pictures without what their camera or their program wrote beside them (place, date, device, preview, comments).

The pixels are not decoded: they stay as they were, bit for bit. The colour profile and the turn of the camera stay:
without them the picture would be shown wrong. Whatever follows the picture's own end goes.
"""

from collections.abc import Callable

from .. import kinds
from . import heic, jpeg, png, sizes, tiff, webp

STRIPPERS: dict[str, Callable[[bytes], bytes]] = {
    kinds.JPEG: jpeg.strip,
    kinds.PNG: png.strip,
    kinds.WEBP: webp.strip,
    kinds.TIFF: tiff.strip,
    kinds.HEIC: heic.strip,
}


def strip(content: bytes, kind: str) -> bytes:
    """The picture alone. Raises Refused: damaged, for one whose structure does not hold; bomb, for one that would fill
    the memory of whoever opens it."""
    stripped = STRIPPERS[kind](content)
    sizes.check(stripped, kind)
    return stripped
