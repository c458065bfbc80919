"""Reading of the imports: the state of the register, where an import stands, what became of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.territory.register.engine.sheets import Field, RefusedRow, Row
from etabli.territory.register.models import Business, Import, Proposal, Sheet
from etabli.territory.register.sheets.importing import rows_of
from etabli.territory.register.sheets.wording import refusal_sentence, unread_sentence

MAX_AGE = timedelta(days=40)  # the State publishes each month
RUNNING_STATUSES = (Import.Status.WAITING, Import.Status.READING, Import.Status.WRITING)


@dataclass(frozen=True, slots=True)
class RegisterState:
    """The register of a chamber, as its first page tells it."""

    open: int
    closed: int
    refreshed: Import | None
    days: int | None
    is_stale: bool


def state_of_register(viewer: Viewer, at: datetime) -> RegisterState:
    """How many businesses, and how old the last official file is: three statements."""
    businesses = Business.objects.filter(chamber_id=viewer.chamber_id, merged_into=None)
    open_count = businesses.filter(closed_on=None).count()
    last = imports_of(viewer).filter(kind=Import.Kind.SIRENE, status=Import.Status.DONE).first()
    return RegisterState(
        open=open_count,
        closed=businesses.count() - open_count,
        refreshed=last,
        days=(at - last.at).days if last else None,
        is_stale=last is not None and at - last.at > MAX_AGE,
    )


def count_differences(done: Import) -> int:
    """How many of the differences that this import found with the official file wait for somebody's choice."""
    if done.kind == Import.Kind.SIRENE:
        waiting = Proposal.objects.filter(business__chamber_id=done.chamber_id, outcome="")
        return waiting.filter(seen_on=done.at.date()).count()
    rows = done.rows.exclude(proposed={}).values_list("business_id", "proposed")
    differences = {(pk, field, ours) for pk, proposed in rows for field, ours in proposed.items()}
    waiting = Proposal.objects.filter(business__sheet_rows__imported=done, outcome="").distinct()
    return len(differences & set(waiting.values_list("business_id", "field", "ours")))


def imports_of(viewer: Viewer) -> QuerySet[Import]:
    """The imports of the viewer's chamber, the newest first."""
    return Import.objects.filter(chamber_id=viewer.chamber_id).order_by("-at", "-pk")


def sheets_waiting(viewer: Viewer) -> QuerySet[Sheet]:
    """The spreadsheets whose columns nobody has said yet, the newest first."""
    return Sheet.objects.filter(chamber_id=viewer.chamber_id, imported=None).order_by("-given_at", "-pk")


def get_import(viewer: Viewer, pk: int) -> Import:
    """An import of the viewer's chamber: one statement. Raises NotVisible."""
    sheet_import = imports_of(viewer).select_related("sheet__file").filter(pk=pk).first()
    if sheet_import is None:
        raise NotVisible
    return sheet_import


def get_sheet(viewer: Viewer, pk: int) -> Sheet:
    """A spreadsheet of the viewer's chamber: one statement. Raises NotVisible."""
    sheets = Sheet.objects.filter(chamber_id=viewer.chamber_id, pk=pk)
    sheet = sheets.select_related("file", "chamber", "imported").first()
    if sheet is None:
        raise NotVisible
    return sheet


def is_running(done: Import) -> bool:
    """Whether it has not ended yet."""
    return done.status in RUNNING_STATUSES


def entry_to_undo(done: Import) -> Entry | None:
    """By what the import is taken back, or brought back once it was: the latest of what was done to it."""
    if done.kind != Import.Kind.SHEET or done.status != Import.Status.DONE:
        return None
    entries = Entry.objects.filter(subject_type=Import._meta.label_lower, subject_id=str(done.pk))
    return entries.filter(verb="register.import_sheet").order_by("-pk").first()


def left_out_rows(sheet: Sheet) -> Iterator[list[object]]:
    """The rows that were refused, or taken in part, as they stand in the spreadsheet: their number, their cells, the
    reason; the first gives the names of the columns. Raises UnreadableSheet, OSError."""
    table, rows = rows_of(sheet)
    reasons = {
        row.line: refusal_sentence(row) if isinstance(row, RefusedRow) else unread_sentence(row)
        for row in rows
        if isinstance(row, RefusedRow) or (isinstance(row, Row) and row.unread)
    }
    yield [_("Row"), *table.header, _("Why, and how to mend it")]
    for line in table.lines:
        if line.number in reasons:
            yield [line.number, *line.cells, reasons[line.number]]


def notes_on(viewer: Viewer, business: Business) -> list[tuple[datetime, str, str]]:
    """What the chamber's spreadsheets note of a business: (when, by which one, the note), the newest first."""
    if not viewer.is_staff_of(business.chamber_id):
        return []
    rows = business.sheet_rows.filter(imported__undone_at=None).exclude(notes="").select_related("imported")
    return [(row.imported.at, row.imported.files, row.notes) for row in rows.order_by("-pk")]


def source_of(viewer: Viewer, business: Business, field: Field) -> str:
    """The spreadsheet that gave the telephone or the e-mail of a business; "" when none did. That a business stands in
    the chamber's own list is no consent to be written to: it says only whence the address comes."""
    if not viewer.is_staff_of(business.chamber_id):
        return ""
    sheet_rows = business.sheet_rows.filter(
        imported__undone_at=None, **{f"after__{field}": getattr(business, field)}
    )
    row = sheet_rows.select_related("imported").order_by("-pk").first()
    return row.imported.files if row else ""
