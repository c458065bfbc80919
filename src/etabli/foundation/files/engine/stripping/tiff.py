"""TIFF 6.0: everything stays where it is, since the file points at its own parts by their place. The tags that make
the picture stay; every byte that none of them points at is wiped: notes, previews, and whatever was hidden between."""

import struct

from ..refusing import Reason, Refused

_KEPT_TAGS = {
    254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283,
    284, 286, 287, 290, 291, 292, 293, 296, 297, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 326, 327,
    328, 332, 334, 336, 338, 339, 340, 341, 342, 347, 512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530,
    531, 532, 34675,
}  # fmt: skip
_TYPE_SIZES = {
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
}  # bytes, by type
_DATA_TAGS = ((273, 279), (324, 325), (513, 514))  # where parts of the picture stand, and how long each is
_MAX_PAGES = 1000


def strip(content: bytes) -> bytes:
    """The same picture without what tells of it, of the same length. Raises Refused when it is damaged."""
    order = "<" if content[:2] == b"II" else ">"
    try:
        return _Stripper(content, order).strip()
    except (struct.error, IndexError):
        raise Refused(Reason.DAMAGED) from None


class _Stripper:
    """The picture, written over a blank of the same length."""

    def __init__(self, content: bytes, order: str) -> None:
        self.content, self.order = content, order
        self.out = bytearray(len(content))

    def strip(self) -> bytes:
        self._copy(0, 8)
        (at,) = struct.unpack_from(self.order + "I", self.content, 4)
        seen: set[int] = set()
        while at:
            if at in seen or len(seen) > _MAX_PAGES:
                raise Refused(Reason.DAMAGED)
            seen.add(at)
            at = self._page(at)
        if not seen:
            raise Refused(Reason.DAMAGED)
        return bytes(self.out)

    def _page(self, at: int) -> int:
        """Write one page; gives the place of the next one, 0 after the last."""
        (count,) = struct.unpack_from(self.order + "H", self.content, at)
        (following,) = struct.unpack_from(self.order + "I", self.content, at + 2 + 12 * count)
        kept, values = [], {}
        for place in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, number, value = struct.unpack_from(self.order + "HHII", self.content, place)
            if tag not in _KEPT_TAGS or kind not in _TYPE_SIZES:
                continue
            kept.append(self.content[place : place + 12])
            length = _TYPE_SIZES[kind] * number
            start = value if length > 4 else place + 8
            if length > 4:
                self._copy(start, length)
            if kind in (3, 4) and any(tag in pair for pair in _DATA_TAGS):
                letter = "H" if kind == 3 else "I"
                values[tag] = struct.unpack_from(f"{self.order}{number}{letter}", self.content, start)
        for places, lengths in _DATA_TAGS:
            for start, length in zip(values.get(places, ()), values.get(lengths, ()), strict=False):
                self._copy(start, length)
        struct.pack_into(self.order + "H", self.out, at, len(kept))
        self.out[at + 2 : at + 2 + 12 * len(kept)] = b"".join(kept)
        struct.pack_into(self.order + "I", self.out, at + 2 + 12 * len(kept), following)
        return int(following)

    def _copy(self, start: int, length: int) -> None:
        if start + length > len(self.content):
            raise Refused(Reason.DAMAGED)
        self.out[start : start + length] = self.content[start : start + length]
