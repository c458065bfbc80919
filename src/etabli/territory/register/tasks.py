"""What the worker does for the register, and the clock's second chance for what a dead worker left."""

import logging
from datetime import datetime, timedelta

from django.tasks import task
from django.utils import timezone

from etabli.foundation.journal import ActionError
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places.models import Commune
from etabli.territory.register import official_file
from etabli.territory.register.actions.importing import refuse_import
from etabli.territory.register.actions.sheets import AlreadyImported, forget_sheet, import_sheet
from etabli.territory.register.duplicates import look_for_duplicates
from etabli.territory.register.finding.rebuilding import rebuild_due
from etabli.territory.register.models import Import, Sheet
from etabli.territory.register.progress import Phase, progress_writer
from etabli.territory.register.refreshing import AlreadyImporting, refresh
from etabli.territory.register.sheets.importing import file_gone_sentence, rows_of

TIME_LIMIT = timedelta(minutes=15)
RETENTION = timedelta(days=7)  # a spreadsheet whose columns nobody has said
log = logging.getLogger("etabli.register")


@task
def find_duplicates(chamber_id: int) -> None:
    """Propose the pairs that may be one business; safe to run twice."""
    look_for_duplicates(chamber_id)


@task
def import_given_sheet(sheet_id: int) -> None:
    """Import one spreadsheet; safe to run twice."""
    import_sheet_now(sheet_id, timezone.now())


def import_sheet_now(sheet_id: int, at: datetime) -> bool:
    """Import it unless that was done. Says whether it did."""
    waiting = Sheet.objects.filter(pk=sheet_id, imported__status=Import.Status.WAITING)
    sheet = waiting.select_related("imported", "file").first()
    if sheet is None or sheet.imported is None:
        return False
    done, by = sheet.imported, Viewer.system(sheet.chamber_id)
    try:
        rows = rows_of(sheet)[1]
        tell = progress_writer(done.pk, phases=[Phase.WRITING])
        import_sheet(done=done, rows=rows, by=by, at=timezone.now(), tell=tell)
    except AlreadyImported:
        return False
    except OSError:
        log.exception("the file of import %s can't be opened", done.pk)
        refuse_import(done=done, why=file_gone_sentence(), by=by, at=at)
    except ActionError as refusal:
        refuse_import(done=done, why=str(refusal), by=by, at=at)
    return True


@task
def run_import(import_id: int) -> None:
    """Import one official file; safe to run twice."""
    import_now(import_id, timezone.now())


def import_now(import_id: int, at: datetime) -> bool:
    """Import it unless that was done, for the départements of our communes. Says whether it did."""
    done = Import.objects.filter(pk=import_id, status=Import.Status.WAITING).select_related("chamber").first()
    if done is None:
        return False
    by = Viewer.system(done.chamber_id)
    try:
        refresh(
            chamber=done.chamber,
            paths=official_file.paths_of(done),
            departments=sorted({code[:3] if code.startswith("97") else code[:2] for code in _codes()}),
            by=by,
            at=timezone.now,
            begun=done,
            tell=progress_writer(done.pk),
        )
    except AlreadyImporting:
        return False  # the clock comes back to it
    except ActionError as refusal:
        refuse_import(done=done, why=str(refusal), by=by, at=at)
    except OSError:
        log.exception("the file of import %s can't be opened", done.pk)
        refuse_import(done=done, why=file_gone_sentence(), by=by, at=at)
    official_file.remove_upload(done)
    return True


def _codes() -> list[str]:
    return list(Commune.objects.values_list("code", flat=True))


def run_due_imports(at: datetime) -> int:
    """Import the official files that have waited for too long. Returns how many."""
    overdue = Import.objects.filter(
        kind=Import.Kind.SIRENE, status=Import.Status.WAITING, at__lte=at - TIME_LIMIT
    )
    return sum(import_now(pk, at) for pk in list(overdue.values_list("pk", flat=True)[:2]))


def run_due_sheets(at: datetime) -> int:
    """Import what has waited for too long: its worker died, or there was none. Returns how many."""
    overdue = Sheet.objects.filter(imported__status=Import.Status.WAITING, imported__at__lte=at - TIME_LIMIT)
    return sum(import_sheet_now(pk, at) for pk in list(overdue.values_list("pk", flat=True)[:5]))


def forget_old_sheets(at: datetime) -> int:
    """Let go of the spreadsheets that nobody went on with. Returns how many."""
    old_sheets = Sheet.objects.filter(imported=None, given_at__lte=at - RETENTION)
    for sheet in old_sheets:
        forget_sheet(sheet=sheet, by=Viewer.system(sheet.chamber_id), at=at)
    return len(old_sheets)


PERIODIC = [run_due_imports, run_due_sheets, forget_old_sheets, rebuild_due]
