"""The parts of a zipped office file, within bounds: nothing is written out, and no claim of the archive is believed."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

from ..model import Unreadable

_MAX_ENTRIES = 5_000
_MAX_TOTAL = 40_000_000
_PLAIN = (
    zipfile.ZIP_STORED,
    zipfile.ZIP_DEFLATED,
)  # all that the office formats permit; others can't be bounded
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1


def parts(
    content: bytes, wanted: Callable[[str], bool], refused: Callable[[], Unreadable]
) -> dict[str, bytes]:
    """The wanted entries by name, in the archive's order. Raises what `refused` makes for an archive that is broken,
    encrypted, packed in an odd way, has an entry twice, or unpacks to more than 40 MB."""
    if content.count(_ENTRY) > _MAX_ENTRIES:
        raise refused()
    entries: dict[str, bytes] = {}
    left = _MAX_TOTAL
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                if not wanted(info.filename):
                    continue
                odd = info.compress_type not in _PLAIN or info.flag_bits & _ENCRYPTED
                if odd or info.filename in entries or info.file_size > left:
                    raise refused()
                with archive.open(info) as part:
                    entries[info.filename] = part.read(left + 1)
                left -= len(entries[info.filename])
                if left < 0:
                    raise refused()
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        raise refused() from error
    return entries


def names(content: bytes) -> frozenset[str]:
    """The names in the archive; none when it is broken or holds too many."""
    if content.count(_ENTRY) > _MAX_ENTRIES:
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        return frozenset()
