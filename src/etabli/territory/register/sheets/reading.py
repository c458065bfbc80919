"""A spreadsheet opened, or refused with a sentence."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.documents.tables import (
    MAX_COLUMNS,
    MAX_ROWS,
    NoTable,
    Reason,
    Table,
    read_table_confined,
)
from etabli.foundation.files.engine.kinds import TEXT, UNKNOWN, ZIP, content_type
from etabli.foundation.files.engine.office import ODS, XLSX
from etabli.foundation.files.engine.refusing import Reason as Refusal
from etabli.foundation.files.receiving import SPREADSHEET_SENTENCES, Examined, receive
from etabli.foundation.journal import ActionError

REASON_SENTENCES: dict[Reason, str | Promise] = {
    Reason.EMPTY: _("This spreadsheet is empty: it has no row."),
    Reason.DAMAGED: _(
        "This spreadsheet can’t be opened: it is damaged. Open it, save it again, then give it once more."
    ),
    Reason.LOCKED: _(
        "This spreadsheet is locked by a password. Save it without its password, then give it once more."
    ),
    Reason.NOT_TEXT: _(
        "This file is no table that we can read. Save it as .xlsx, .ods or .csv, then give it once more."
    ),
    Reason.TOO_LONG: _(
        "This spreadsheet has more than %(most)d rows. Cut it in several, and give them one by one."
    ),
    Reason.TOO_WIDE: _(
        "This spreadsheet has more than %(most)d columns. Take out those that are of no use here."
    ),
    Reason.TOO_MUCH: _(
        "This spreadsheet takes too much time to read. Keep only the sheet that matters, then give it once more."
    ),
}
NO_ROW = _("This spreadsheet holds the names of its columns and no row below: there is nothing to import.")
LIMITS = {Reason.TOO_LONG: MAX_ROWS, Reason.TOO_WIDE: MAX_COLUMNS}


class UnreadableSheet(ActionError):
    """The file holds no table that can be read; nothing was changed."""


def receive_sheet(upload: UploadedFile[Any]) -> tuple[Examined, Table]:
    """A spreadsheet that comes in, examined, and its table; call it before an act.

    Raises FileRefused, UnreadableSheet.
    """
    examined = receive(upload, accept={XLSX, ODS, TEXT})
    table = open_sheet(examined.content)
    if not table.lines:
        raise UnreadableSheet(str(NO_ROW))
    return examined, table


def open_sheet(content: bytes) -> Table:
    """The table of a file, read apart from us. Raises UnreadableSheet, with the sentence that says how to mend it."""
    try:
        return read_table_confined(content)
    except NoTable as refusal:
        raise UnreadableSheet(
            str(REASON_SENTENCES[refusal.reason]) % {"most": LIMITS.get(refusal.reason, 0)}
        ) from None


def too_large(most_bytes: int) -> UnreadableSheet:
    """The refusal of a file that weighs too much to be opened at all."""
    return UnreadableSheet(str(SPREADSHEET_SENTENCES[Refusal.TOO_LARGE]) % {"most": most_bytes // 1024**2})


def table_type(content: bytes) -> str:
    """The content type of a file that `open_sheet` has read."""
    kind = content_type(content)
    if kind == ZIP:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return XLSX if "xl/workbook.xml" in archive.namelist() else ODS
    return TEXT if kind == UNKNOWN else kind


# Whether a file is a spreadsheet of the chamber, or comes from the State: by its first bytes, never by its
# name.

HEAD_BYTES = 65_536
OFFICIAL_NAMES = (b"Etablissement", b"UniteLegale")  # how the names of INSEE's columns end
WORKBOOK_PARTS = frozenset({"xl/workbook.xml", "content.xml"})


def is_spreadsheet(stream: IO[bytes]) -> bool:
    """Whether it is to be read as a table that people made; what is neither is left to the official files' reader."""
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    if head.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(stream) as archive:
                names = set(archive.namelist())
        except (zipfile.BadZipFile, ValueError, OSError):
            return False
        finally:
            stream.seek(0)
        return bool(WORKBOOK_PARTS & names)
    if head.startswith(b"PAR1") or content_type(head) != UNKNOWN:
        return False
    first_line = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").partition(b"\n")[0]
    return bool(first_line.strip()) and not any(name in first_line for name in OFFICIAL_NAMES)
