"""Bringing the register up to date from the official files."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy, gettext_lazy as _

from etabli.foundation.files.receiving import clean_name
from etabli.foundation.journal import Irreversible, action, change, on_failure, record
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.territory.register import finding, official_file
from etabli.territory.register.engine import Refusal
from etabli.territory.register.models import Business, Import
from etabli.territory.register.notices import tell_ended
from etabli.territory.register.progress import Phase, Tell, ignore_progress
from etabli.territory.register.reading import Reading
from etabli.territory.register.writing import (
    change_rows,
    compare,
    create_indexed_table,
    insert_rows,
    lock_and_first_number,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

REASON_SENTENCES = {
    "siret": _("%(value)s is not a SIRET: its fourteen digits don't agree."),
    "craft": _("%(value)s is not a craft code."),
    "date": _("%(value)s is not a date."),
    "closing": _("The business is closed, and “%(value)s” is not the day on which it closed."),
    "state": _("The state of the business is “%(value)s”, neither A (open) nor F (closed)."),
    "short": _("The row is cut short: columns are missing."),
    "long": _("The row has more columns than the first line of the file."),
    "quote": _("A quotation mark opens in this row and isn't closed."),
    "line": _("The row is much too long."),
}
MIN_SHARE_FOR_REBUILD = 10  # from one row in ten on, the index of the search is made anew


@action(
    "register.import",
    sentence=_("brought the register of businesses up to date from %(subject)s"),
    may=may_run,
    undo=Irreversible(_("Official facts are corrected by importing the next official file.")),
)
def import_register(
    *,
    chamber: Organisation,
    reading: Reading,
    files: str,
    by: Viewer,
    at: datetime,
    begun: Import | None = None,
    tell: Tell = ignore_progress,
) -> Import:
    """Create and update the businesses of `chamber` from a reading of SIRENE, all or nothing.

    A business that the files don't hold stays as it is: a stock file says of each whether it is closed.
    A text that the files don't give erases none that we had, unless its owner withdrew it from publication; what people
    of the chamber corrected or added stays (`writing.change_rows`). `begun`: the Import that said where it stands.
    `tell` hears how far it is.
    """
    done = begun or Import(chamber=chamber, at=at, files=files[:400], started_at=at)
    with reading.open_database() as connection:
        _write_rows(connection, done, at, tell)
    done.status, done.ended_at = Import.Status.DONE, at
    done.read, done.kept = reading.read, reading.kept
    done.unchanged = done.kept - done.created - done.updated - done.closed
    done.rejected = [{"row": refusal.row, "why": _reason_sentence(refusal)} for refusal in reading.refused]
    done.rejected_count = reading.refused_count
    done.save()
    counts = ("read", "kept", "created", "updated", "closed", "unchanged")
    record(done, before={}, after={name: getattr(done, name) for name in counts})
    tell_ended(done, "", at)
    return done


def _write_rows(connection: DuckDBPyConnection, done: Import, at: datetime, tell: Tell) -> None:
    """Write what differs, and have it found; count it in `done`."""
    chamber_id = done.chamber_id
    all_new = not Business.objects.filter(chamber_id=chamber_id).exists()
    comparison = compare(connection, chamber_id, lock_and_first_number())
    total = comparison.fresh + comparison.differing
    insert_rows(connection, chamber_id, lambda rows: tell(Phase.WRITING, rows / total))
    change = change_rows(
        connection, chamber_id, at.date(), lambda rows: tell(Phase.WRITING, (comparison.fresh + rows) / total)
    )
    done.created, done.updated, done.closed = comparison.fresh, change.updated, change.closed
    done.moved, done.reopened = change.moved, change.reopened
    done.done_rows = done.total_rows = total
    tell(Phase.INDEXING, 0.0)
    if MIN_SHARE_FOR_REBUILD * (comparison.fresh + len(change.ids)) > comparison.held:
        create_indexed_table(connection, chamber_id, all_new=all_new)
        finding.index_all(chamber_id, connection)
    else:
        finding.index_changed(chamber_id, [*comparison.new_ids, *change.ids])


def _reason_sentence(refusal: Refusal) -> str:
    return str(REASON_SENTENCES[refusal.reason]) % {"value": refusal.value}


# Asking for the import of an official file, and saying why an import came to nothing.


@action(
    "register.start_import",
    sentence=gettext_lazy("asked for the import of the official file %(subject)s"),
    may=may_run,
    undo=Irreversible(gettext_lazy("Official facts are corrected by importing the next official file.")),
)
def start_import(*, chamber: Organisation, upload: UploadedFile[Any], by: Viewer, at: datetime) -> Import:
    """Keep an official file that came in by the browser, and have the worker import it."""
    name = clean_name(upload.name or "")
    done = Import.objects.create(chamber=chamber, at=at, files=name, status=Import.Status.WAITING)
    on_failure(lambda: official_file.remove_upload(done))
    official_file.store_upload(done, upload)
    record(done, before={}, after={"files": name})
    _enqueue_import(done)
    return done


@action(
    "register.refuse_import",
    sentence=gettext_lazy("gave up the import of %(subject)s"),
    may=may_run,
    undo=Irreversible(gettext_lazy("Nothing was imported: give the file again.")),
    subject="done",
)
def refuse_import(*, done: Import, why: str, by: Viewer, at: datetime) -> Import:
    """Write down why an import came to nothing, and tell whoever asked for it."""
    tell_ended(done, why, at)
    return change(done, status=str(Import.Status.REFUSED), message=why[:400], ended_at=at)


def _enqueue_import(done: Import) -> None:
    from etabli.territory.register.tasks import run_import  # tasks use the acts

    run_import.enqueue(done.pk)
