"""HEIC (ISO 23008-12): everything stays where it is, since the file points at its own parts by their place. The items
that hold notes (Exif, XMP) are wiped and renamed to what every reader skips; so are boxes beside the picture."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from ..refusing import Reason, Refused

_PICTURE_BOXES = {b"ftyp", b"meta", b"mdat", b"moov", b"free", b"skip", b"mini"}
_DESCRIPTION_BOXES = {b"meta", b"moov", b"mini"}  # without one of them there is no picture
_METADATA_ITEMS = {b"Exif", b"mime", b"uri "}
_METADATA_BOXES = {b"udta", b"uuid", b"xml "}
_EMPTY_BOX = b"skip"


@dataclass(frozen=True)
class _Box:
    name: bytes
    at: int
    start: int  # of its content
    end: int


def strip(content: bytes) -> bytes:
    """The same picture without what tells of it, of the same length. Raises Refused when it is damaged."""
    out, held = bytearray(content), set()
    try:
        for box in _boxes(content, 0, len(content)):
            held.add(box.name)
            if box.name not in _PICTURE_BOXES:
                _wipe(out, box)
            elif box.name == b"meta":
                _strip_items(out, box.start + 4, box.end)
            elif box.name == b"moov":
                for inner in _boxes(out, box.start, box.end):
                    if inner.name in _METADATA_BOXES:
                        _wipe(out, inner)
    except (struct.error, IndexError):
        raise Refused(Reason.DAMAGED) from None
    if not held & _DESCRIPTION_BOXES:
        raise Refused(Reason.DAMAGED)
    return bytes(out)


def _boxes(content: bytes | bytearray, at: int, end: int) -> Iterator[_Box]:
    while at + 8 <= end:
        size, name = int.from_bytes(content[at : at + 4]), bytes(content[at + 4 : at + 8])
        start = at + 8
        if size == 1:
            size, start = int.from_bytes(content[at + 8 : at + 16]), at + 16
        elif size == 0:  # up to the end of the file
            size = end - at
        if size < start - at or at + size > end:
            raise Refused(Reason.DAMAGED)
        yield _Box(name, at, start, at + size)
        at += size


def _wipe(out: bytearray, box: _Box) -> None:
    out[box.at + 4 : box.at + 8] = b"free"
    out[box.start : box.end] = bytes(box.end - box.start)


def _strip_items(out: bytearray, start: int, end: int) -> None:
    inside = {box.name: box for box in _boxes(out, start, end)}
    for box in inside.values():
        if box.name in _METADATA_BOXES:
            _wipe(out, box)
    if b"iinf" not in inside or b"iloc" not in inside:
        return
    notes = set(_rename_metadata_items(out, inside[b"iinf"]))
    base = inside[b"idat"].start if b"idat" in inside else 0
    for item, in_idat, place, length in _item_extents(out, inside[b"iloc"].start):
        if item in notes:
            start_at = place + (base if in_idat else 0)
            last = start_at + length if length else len(out)
            if last > len(out):
                raise Refused(Reason.DAMAGED)
            out[start_at:last] = bytes(last - start_at)


def _rename_metadata_items(out: bytearray, items: _Box) -> Iterator[int]:
    """The items that hold notes; their type becomes one that nobody reads."""
    first_item = items.start + (6 if out[items.start] == 0 else 8)
    for box in list(_boxes(out, first_item, items.end)):
        inner = box.start
        if box.name != b"infe" or out[inner] < 2:
            continue
        has_wide_ids = out[inner] >= 3
        at = inner + 4 + (4 if has_wide_ids else 2) + 2
        if bytes(out[at : at + 4]) in _METADATA_ITEMS:
            yield int.from_bytes(out[inner + 4 : inner + (8 if has_wide_ids else 6)])
            out[at : at + 4] = _EMPTY_BOX


def _item_extents(out: bytearray, start: int) -> Iterator[tuple[int, bool, int, int]]:
    """(item, whether it stands in `idat`, place, length) of every part of every item (`iloc`)."""
    version, sizes = out[start], int.from_bytes(out[start + 4 : start + 6])
    of_offset, of_length, of_base = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    of_index = sizes & 15 if version in (1, 2) else 0
    wide, at = 4 if version == 2 else 2, start + 6

    def number(size: int) -> int:
        nonlocal at
        if at + size > len(out):
            raise Refused(Reason.DAMAGED)
        at += size
        return int.from_bytes(out[at - size : at])

    for _ in range(number(wide)):
        item = number(wide)
        in_idat = bool(version in (1, 2) and number(2) & 15 == 1)
        number(2)  # another file's data: none is kept with ours
        base = number(of_base)
        for _ in range(number(2)):
            number(of_index)
            place = base + number(of_offset)
            yield item, in_idat, place, number(of_length)
