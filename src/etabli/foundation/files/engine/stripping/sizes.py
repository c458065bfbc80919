"""How large a picture becomes once it is opened, by what it says of itself."""

import re
import struct
from collections.abc import Callable, Iterator

from .. import kinds
from ..refusing import Reason, Refused

MAX_PIXELS = 200_000_000  # a page of A3 at 1000 points per inch
_FRAME = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]..[\x08\x0c](..)(..)", re.S)
_EXTENT = re.compile(rb"ispe\0\0\0\0(.{4})(.{4})", re.S)
_WIDTH, _HEIGHT = 256, 257  # tags of TIFF
_INTEGER_FORMATS = {3: "H", 4: "I"}


def check(content: bytes, kind: str) -> None:
    """Of a picture whose structure holds. Raises Refused: bomb."""
    if any(width * height > MAX_PIXELS for width, height in _READERS[kind](content)):
        raise Refused(Reason.BOMB)


def _png(content: bytes) -> Iterator[tuple[int, int]]:
    yield int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def _jpeg(content: bytes) -> Iterator[tuple[int, int]]:
    for frame in _FRAME.finditer(content[: content.find(b"\xff\xda")]):
        yield int.from_bytes(frame[2]), int.from_bytes(frame[1])


def _webp(content: bytes) -> Iterator[tuple[int, int]]:
    name, data = content[12:16], content[20:30]
    if name == b"VP8X":
        yield 1 + int.from_bytes(data[4:7], "little"), 1 + int.from_bytes(data[7:10], "little")
    elif name == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        yield 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    else:
        yield int.from_bytes(data[6:8], "little") & 0x3FFF, int.from_bytes(data[8:10], "little") & 0x3FFF


def _tiff(content: bytes) -> Iterator[tuple[int, int]]:
    order = "<" if content[:2] == b"II" else ">"
    (at,) = struct.unpack_from(order + "I", content, 4)
    while at:
        (count,) = struct.unpack_from(order + "H", content, at)
        sides = {_WIDTH: 0, _HEIGHT: 0}
        for place in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind = struct.unpack_from(order + "HH", content, place)
            if tag in sides and kind in _INTEGER_FORMATS:
                (sides[tag],) = struct.unpack_from(order + _INTEGER_FORMATS[kind], content, place + 8)
        yield sides[_WIDTH], sides[_HEIGHT]
        (at,) = struct.unpack_from(order + "I", content, at + 2 + 12 * count)


def _heic(content: bytes) -> Iterator[tuple[int, int]]:
    for extent in _EXTENT.finditer(content):
        yield int.from_bytes(extent[1]), int.from_bytes(extent[2])


_READERS: dict[str, Callable[[bytes], Iterator[tuple[int, int]]]] = {
    kinds.PNG: _png,
    kinds.JPEG: _jpeg,
    kinds.WEBP: _webp,
    kinds.TIFF: _tiff,
    kinds.HEIC: _heic,
}
