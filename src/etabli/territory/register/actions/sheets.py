"""Taking in a spreadsheet of the chamber, and taking the whole of it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import batched

from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.files.receiving import Examined
from etabli.foundation.files.stored_files import save_file
from etabli.foundation.journal import ActionError, Irreversible, action, record
from etabli.foundation.journal.actors import HasActor
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.territory.register.engine.sheets import Field, RefusedRow, Row
from etabli.territory.register.models import Import, Sheet
from etabli.territory.register.notices import tell_ended
from etabli.territory.register.progress import Phase, Tell, ignore_progress
from etabli.territory.register.sheets.undo import redo, take_back
from etabli.territory.register.sheets.wording import refusal_sentence, unread_sentence
from etabli.territory.register.sheets.writing import BATCH_SIZE, write

MAX_REJECTED = 1_000  # kept for the report; the file with all of them is made anew when somebody asks for it


class AlreadyImported(ActionError):
    """This spreadsheet was imported: give the file again to import it once more."""


class NobodyNamed(ActionError):
    """No column says which business each row is about."""


@action(
    "register.give_sheet",
    sentence=gettext_lazy("gave the spreadsheet %(subject)s"),
    may=may_run,
    undo=Irreversible(
        gettext_lazy("Nothing was imported yet: leave it, and it goes by itself after a week.")
    ),
)
def give_sheet(*, chamber: Organisation, given: Examined, signature: str, by: Viewer, at: datetime) -> Sheet:
    """Keep a spreadsheet until somebody says what its columns hold. Raises FileRefused."""
    stored = save_file(given, purpose="register", chamber_id=chamber.pk, by=by, at=at)
    sheet = Sheet.objects.create(
        chamber=chamber, file=stored, name=given.name, given_at=at, signature=signature
    )
    record(sheet, before={}, after={"name": sheet.name})
    return sheet


@action(
    "register.forget_sheet",
    sentence=gettext_lazy("let go of the spreadsheet %(subject)s"),
    may=may_run,
    undo=Irreversible(gettext_lazy("Nothing was imported: give the file again.")),
    subject="sheet",
)
def forget_sheet(*, sheet: Sheet, by: Viewer, at: datetime) -> None:
    """Let go of a spreadsheet that nobody went on with; its file goes with what nothing holds any more."""
    record(sheet, before={"name": sheet.name}, after={})
    sheet.delete()


@action(
    "register.start_sheet",
    sentence=gettext_lazy("asked for the import of the spreadsheet %(subject)s"),
    may=may_run,
    undo=Irreversible(gettext_lazy("Take back the import itself, on its report.")),
    subject="sheet",
)
def start_sheet(
    *,
    sheet: Sheet,
    columns: Sequence[Field | None],
    towns: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    by_worker: bool = True,
    by: Viewer,
    at: datetime,
) -> Import:
    """Say what each column holds, and which communes are meant by what is none (as `read_rows` takes them), and what
    is answered about rows in doubt (as `reviewing.apply_answers` does); the worker imports it, unless the caller does.

    Raises AlreadyImported, NobodyNamed.
    """
    if sheet.imported_id:
        raise AlreadyImported(_("This spreadsheet was already imported."))
    if not {Field.SIRET, Field.NAME, Field.SHOP_SIGN, Field.LAST_NAME} & set(columns):
        raise NobodyNamed(
            _(
                "Say which column holds the SIRET or the name of the business: without one, no row can be read."
            )
        )
    sheet.columns = [field or "" for field in columns]
    sheet.imported = Import.objects.create(
        chamber_id=sheet.chamber_id,
        at=at,
        kind=Import.Kind.SHEET,
        status=Import.Status.WAITING,
        files=sheet.name,
    )
    sheet.towns = dict(towns or {})
    sheet.answers = dict(answers or {})
    sheet.save(update_fields=["columns", "towns", "answers", "imported"])
    record(sheet, before={"columns": []}, after={"columns": sheet.columns})
    if by_worker:
        _enqueue_sheet(sheet)
    return sheet.imported


@action(
    "register.import_sheet",
    sentence=gettext_lazy("imported the spreadsheet %(subject)s"),
    may=may_run,
    undo=lambda entry, by, at: undo_import(entry, by, at),
    subject="done",
)
def import_sheet(
    *,
    done: Import,
    rows: Sequence[Row | RefusedRow],
    by: Viewer,
    at: datetime,
    tell: Tell = ignore_progress,
) -> Import:
    """Bring the rows of a spreadsheet to the register, all or nothing. A second time changes nothing.

    A business that the row names by its SIRET, its SIREN, or its name and commune when that is sure, is completed: an
    official fact that differs is proposed, never replaced. Another is created, without SIRET if the row has none.
    Raises AlreadyImported.
    """
    waiting = Import.objects.filter(pk=done.pk, status=Import.Status.WAITING)
    if not waiting.update(status=Import.Status.WRITING):
        raise AlreadyImported(_("This spreadsheet was already imported."))
    counts = dict.fromkeys(("created", "updated", "unchanged"), 0)
    valid_rows = [row for row in rows if isinstance(row, Row)]
    for batch in batched(sorted(valid_rows, key=lambda row: (not row.siret, row.commune_code)), BATCH_SIZE):
        for outcome in write(done, batch, at):
            counts[outcome] += 1
        tell(Phase.WRITING, sum(counts.values()) / len(valid_rows))
    rejected = _refusals(rows)
    after = {
        **counts,
        "read": len(rows),
        "kept": len(valid_rows),
        "rejected": rejected[:MAX_REJECTED],
        "rejected_count": len(rejected),
        "done_rows": len(valid_rows),
        "total_rows": len(valid_rows),
        "status": Import.Status.DONE,
        "ended_at": at,
    }
    for name, value in after.items():
        setattr(done, name, value)
    done.save(update_fields=list(after))
    record(done, before={"undone_at": at}, after={"undone_at": None, **counts})
    tell_ended(done, "", at)
    return done


def undo_import(entry: Entry, by: HasActor, at: datetime) -> None:
    """Take back what each row did, or do it again. What somebody changed since is left, and told."""
    done = subject_of(entry, lock=True)
    assert isinstance(done, Import)
    if entry.after["undone_at"] is None:
        left, done.undone_at = take_back(done), at
    else:
        left, done.undone_at = redo(done), None
    done.message = (
        _("%(left)d rows were left as they are: somebody changed or used them since.") % {"left": left}
        if left
        else ""
    )
    done.save(update_fields=["undone_at", "message"])
    record(done, before=entry.after, after=entry.before, label=entry.subject_label)


def _refusals(rows: Sequence[Row | RefusedRow]) -> list[dict[str, object]]:
    """Each row that was refused, then each of which something was left out: its line and the reason."""
    refused = [{"row": row.line, "why": refusal_sentence(row)} for row in rows if isinstance(row, RefusedRow)]
    doubted = [
        {"row": row.line, "why": unread_sentence(row), "partly": True}
        for row in rows
        if isinstance(row, Row) and row.unread
    ]
    return [*refused, *doubted]


def _enqueue_sheet(sheet: Sheet) -> None:
    from etabli.territory.register.tasks import import_given_sheet  # tasks use the acts

    import_given_sheet.enqueue(sheet.pk)
