"""A ZIP archive of which every reader sees the same (APPNOTE.TXT 6.3; ECMA-376 part 2, annex B): what its directory
says is what stands before each entry, no name comes twice, whatever its case, and each entry unpacks to what it says.

Where something stands between the entries, before or after them, or where a slash stands before a name (as XlsxWriter
writes one), the archive is `loose`: it is written anew.
"""

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from urllib.parse import unquote

from .refusing import Reason, Refused

_MAX_ENTRIES = 2000
_MAX_BYTES = 200 << 20  # unpacked, all entries together
_MAX_RATIO = 200  # unpacked to packed, of one entry that is large
_RATIO_CHECKED_FROM = 1 << 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_FULL, _ENCRYPTED, _DESCRIBED_AFTER, _UTF8 = 0xFFFFFFFF, 0x1, 0x8, 0x800
_DESCRIPTORS = (12, 16, 20, 24)
_OTHER_NAME = 0x7075  # an extra field by which some programs take another name
_SLICE_NAME = re.compile(
    r"/\[\d+\](\.last)?\.piece$"
)  # a part in slices, which only some programs put together


class Archive:
    """Raises Refused when it is opened: damaged, locked, disguised, bomb."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                entries = archive.infolist()
                start, comment = archive.start_dir, archive.comment
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error, UnicodeError):
            raise Refused(Reason.DAMAGED) from None
        _check_sizes(entries, len(content))
        self.loose = bool(comment)
        self.loose |= self._lies_loose(entries, start)
        self.loose |= any(entry.filename.startswith("/") for entry in entries)
        self._entries = {e.filename.removeprefix("/"): e for e in entries if not e.is_dir()}
        _check_names([e.orig_filename for e in entries])

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """An entry, unpacked; never more than it says. Raises Refused."""
        entry = self._entries[name]
        pack = self._content[self._starts[entry.filename] :][: entry.compress_size]
        if entry.compress_type == zipfile.ZIP_STORED:
            plain, whole = pack, True
        else:
            unpacking = zlib.decompressobj(-15)
            try:
                plain = unpacking.decompress(pack, entry.file_size + 1)
            except zlib.error:
                raise Refused(Reason.DAMAGED) from None
            whole = unpacking.eof and not unpacking.unused_data
        if not whole or len(plain) != entry.file_size or zlib.crc32(plain) != entry.CRC:
            raise Refused(Reason.DAMAGED)
        return plain

    def _lies_loose(self, entries: list[zipfile.ZipInfo], start: int) -> bool:
        """Whether anything stands where no entry is. Raises Refused when two descriptions of an entry differ."""
        self._starts: dict[str, int] = {}
        end, after, loose = 0, False, False
        for entry in sorted(entries, key=lambda entry: entry.header_offset):
            if entry.header_offset < end:
                raise Refused(Reason.BOMB)  # entries that lie over one another unfold without end
            loose |= not _is_descriptor_gap(entry.header_offset - end, after)
            data = self._check_local(entry)
            self._starts[entry.filename] = data
            end, after = data + entry.compress_size, bool(entry.flag_bits & _DESCRIBED_AFTER)
        tail = self._content[-22:]
        count = int.from_bytes(tail[10:12], "little")
        if tail[:4] == b"PK\x05\x06" and count not in (len(entries), 0xFFFF):
            raise Refused(Reason.DISGUISED)
        size = int.from_bytes(tail[12:16], "little")
        exact = tail[:4] == b"PK\x05\x06" and start + size + 22 == len(self._content)
        return loose or not exact or not _is_descriptor_gap(start - end, after)

    def _check_local(self, entry: zipfile.ZipInfo) -> int:
        """Where the data of an entry begins."""
        at = entry.header_offset
        head = self._content[at : at + _LOCAL_HEADER.size]
        if len(head) < _LOCAL_HEADER.size or head[:4] != b"PK\x03\x04":
            raise Refused(Reason.DAMAGED)
        _mark, _version, flags, method, _time, _day, crc, pack, plain, name, extra = _LOCAL_HEADER.unpack(
            head
        )
        name_at = at + _LOCAL_HEADER.size
        data = int(name_at + name + extra)
        encoding = "utf-8" if entry.flag_bits & _UTF8 else "cp437"
        is_same_name = self._content[name_at : name_at + name] == entry.orig_filename.encode(
            encoding, "replace"
        )
        if not flags & _DESCRIBED_AFTER:
            sizes = (crc, pack, plain)
            is_same_name &= _FULL in sizes or sizes == (entry.CRC, entry.compress_size, entry.file_size)
        differing_flags = flags ^ entry.flag_bits
        is_same_name &= method == entry.compress_type and not differing_flags & _ENCRYPTED
        is_same_name &= not differing_flags & _UTF8 or entry.orig_filename.isascii()
        if not is_same_name:
            raise Refused(Reason.DISGUISED)
        self.loose |= _has_other_name(entry.extra) or _has_other_name(self._content[name_at + name : data])
        return data


def _has_other_name(extra: bytes) -> bool:
    """Whether some programs take another name from these fields."""
    at = 0
    while at + 4 <= len(extra):
        number, size = struct.unpack_from("<HH", extra, at)
        if number == _OTHER_NAME:
            return True
        at += 4 + size
    return False


def _is_descriptor_gap(gap: int, described_after: bool) -> bool:
    return gap in _DESCRIPTORS if described_after else gap == 0


def _check_sizes(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > _MAX_ENTRIES or sum(entry.file_size for entry in entries) > _MAX_BYTES:
        raise Refused(Reason.BOMB)
    if sum(entry.compress_size for entry in entries) > size:
        raise Refused(Reason.BOMB)
    for entry in entries:
        if entry.file_size > _RATIO_CHECKED_FROM and entry.file_size > _MAX_RATIO * max(
            entry.compress_size, 1
        ):
            raise Refused(Reason.BOMB)
        if entry.flag_bits & _ENCRYPTED:
            raise Refused(Reason.LOCKED)
        if entry.compress_type not in _METHODS:
            raise Refused(Reason.DISGUISED)
        if entry.is_dir() and entry.file_size:
            raise Refused(Reason.DISGUISED)


def _check_names(names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        plain = normalised_name(name)
        steps = plain.removesuffix("/").split("/")
        odd = "\\" in name or ":" in name or not name.isprintable() or bool({"", ".", ".."} & set(steps))
        if odd or plain in seen or _SLICE_NAME.search(plain):
            raise Refused(Reason.DISGUISED)
        seen.add(plain)


def normalised_name(name: str) -> str:
    """The name of a part as it is compared: without regard to case, to how it is escaped, nor to a slash before it."""
    return unicodedata.normalize("NFC", unquote(name).replace("\\", "/")).casefold().removeprefix("/")


def pack(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of these parts, in this order; the kind of an OpenDocument file unpacked, as its standard asks."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()
