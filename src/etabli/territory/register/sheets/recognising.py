"""Whether a file is a spreadsheet of the chamber, or comes from the State: by its first bytes, never by its name."""

from __future__ import annotations

import zipfile
from typing import IO

from etabli.foundation.files.engine.kinds import UNKNOWN, content_type

HEAD = 65_536
OFFICIAL = (b"Etablissement", b"UniteLegale")  # how the names of INSEE's columns end
WORKBOOKS = frozenset({"xl/workbook.xml", "content.xml"})


def is_spreadsheet(stream: IO[bytes]) -> bool:
    """Whether it is to be read as a table that people made; what is neither is left to the official files' reader."""
    head = stream.read(HEAD)
    stream.seek(0)
    if head.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(stream) as archive:
                names = set(archive.namelist())
        except (zipfile.BadZipFile, ValueError, OSError):
            return False
        finally:
            stream.seek(0)
        return bool(WORKBOOKS & names)
    if head.startswith(b"PAR1") or content_type(head) != UNKNOWN:
        return False
    first = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").partition(b"\n")[0]
    return bool(first.strip()) and not any(name in first for name in OFFICIAL)
