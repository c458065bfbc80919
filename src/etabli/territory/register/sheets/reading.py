"""A spreadsheet opened, or refused with a sentence."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.documents.opening import open_table
from etabli.foundation.documents.tables import MOST_COLUMNS, MOST_ROWS, NoTable, Reason, Table
from etabli.foundation.files.engine.kinds import TEXT
from etabli.foundation.files.engine.office import ODS, XLSX
from etabli.foundation.files.receiving import Examined, receive
from etabli.foundation.journal import ActionError

SENTENCES: dict[Reason, str | Promise] = {
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
MOST = {Reason.TOO_LONG: MOST_ROWS, Reason.TOO_WIDE: MOST_COLUMNS}


class UnreadableSheet(ActionError):
    """The file holds no table that can be read; nothing was changed."""


def receive_sheet(upload: UploadedFile[Any]) -> tuple[Examined, Table]:
    """A spreadsheet that comes in, examined, and its table; call it before an act.

    Raises FileRefused, UnreadableSheet.
    """
    examined = receive(upload, accept={XLSX, ODS, TEXT})
    return examined, open_sheet(examined.content)


def open_sheet(content: bytes) -> Table:
    """The table of a file, read apart from us. Raises UnreadableSheet, with the sentence that says how to mend it."""
    try:
        return open_table(content)
    except NoTable as refusal:
        raise UnreadableSheet(
            str(SENTENCES[refusal.reason]) % {"most": MOST.get(refusal.reason, 0)}
        ) from None


def too_long() -> UnreadableSheet:
    """The refusal of a file that is too heavy to be opened at all."""
    return UnreadableSheet(str(SENTENCES[Reason.TOO_LONG]) % {"most": MOST_ROWS})
