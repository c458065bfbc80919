"""The register brought up to date from the browser: its state, a file given, its columns said, what became of it."""

from datetime import timedelta
from math import ceil
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.documents import TABLES
from etabli.foundation.documents.tables import Table
from etabli.foundation.files.receiving import FileRefused
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import refusals_in
from etabli.foundation.people.queries import own_chamber
from etabli.territory.register import imports, wording
from etabli.territory.register.actions import give_sheet, start_import, start_sheet
from etabli.territory.register.engine.sheets import signature
from etabli.territory.register.forms import ColumnsForm, FileForm
from etabli.territory.register.models import Import, Sheet
from etabli.territory.register.progress import progress_of
from etabli.territory.register.sheets.changes import changed_rows, changes_of_rows
from etabli.territory.register.sheets.importing import (
    FormerAnswers,
    columns_of,
    content_of,
    file_gone_sentence,
    former_answers,
)
from etabli.territory.register.sheets.reading import UnreadableSheet, open_sheet

PER_PAGE, ROWS_PER_PAGE = 20, 20


@allow(*STAFF)
def home(request: Request) -> HttpResponse:
    """The state of the register, and its imports."""
    page = Paginator(imports.imports_of(request.viewer), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "state": imports.state_of_register(request.viewer, timezone.now()),
        "page": page,
        "waiting": imports.sheets_waiting(request.viewer)[:PER_PAGE],
    }
    return render(request, "register/home.html", context)


@allow(*STAFF)
def give_file(request: Request) -> HttpResponse:
    """Give a file. What was answered for another one like it is kept, and shown before it serves again."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _import_upload(request, form.cleaned_data["file"])
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
    return render(request, "register/give.html", {"form": form}, status=422 if form.errors else 200)


def _import_upload(request: Request, given: Any) -> HttpResponse:
    by, at, chamber = request.viewer, timezone.now(), own_chamber(request.viewer)
    if not isinstance(given, tuple):
        return redirect("register:import", pk=start_import(chamber=chamber, upload=given, by=by, at=at).pk)
    examined, table = given
    sheet = give_sheet(chamber=chamber, given=examined, signature=signature(table.header), by=by, at=at)
    return redirect("register:sheet", pk=sheet.pk)


@allow(*STAFF)
def sheet(request: Request, pk: int) -> HttpResponse:
    """What each column holds, as we guess it: shown with values, corrected, then imported."""
    given = imports.get_sheet(request.viewer, pk)
    if given.imported_id:
        return redirect("register:import", pk=given.imported_id)
    try:
        table = open_sheet(content_of(given))
    except OSError:
        return render(request, "register/sheet_gone.html", {"sheet": given, "why": file_gone_sentence()})
    except UnreadableSheet as refusal:
        return render(request, "register/sheet_gone.html", {"sheet": given, "why": str(refusal)})
    before = former_answers(given.chamber, table)
    form = _columns_form(request, given, table, before)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            by, at = request.viewer, timezone.now()
            chosen: dict[str, Any] = {"columns": form.chosen, "towns": form.towns, "answers": form.answers}
            done = start_sheet(sheet=given, **chosen, by=by, at=at)
            return redirect("register:import", pk=done.pk)
    shown = {"sheet": given, "table": table, "form": form, "before": before}
    return render(request, "register/sheet.html", shown, status=422 if form.errors else 200)


def _columns_form(request: Request, sheet: Sheet, table: Table, before: FormerAnswers | None) -> ColumnsForm:
    columns = columns_of(table)
    return ColumnsForm(
        request.POST or None, chamber=sheet.chamber, table=table, columns=columns, before=before
    )


@allow(*STAFF)
def report(request: Request, pk: int) -> HttpResponse:
    """Where an import stands; then what it did, row by row for those that were left out."""
    done = imports.get_import(request.viewer, pk)
    if imports.is_running(done):
        return render(request, "register/import_waiting.html", _progress_context(done))
    changes = Paginator(changed_rows(done), ROWS_PER_PAGE).get_page(request.GET.get("changes"))
    context = {
        "done": done,
        "changes": changes,
        "changed": changes_of_rows(list(changes)),
        "looks_at_changes": "changes" in request.GET,
        "sheet": getattr(done, "sheet", None),
        "written_in": settings.LANGUAGE_CODE,  # what an import says is kept as it was said
        "page": Paginator(done.rejected, ROWS_PER_PAGE).get_page(request.GET.get("page")),
        "counted": wording.import_counts(done),
        "entry": imports.entry_to_undo(done),
        "to_settle": imports.count_differences(done),
    }
    return render(request, "register/import_report.html", context)


@allow(*STAFF)
def import_progress(request: Request, pk: int) -> HttpResponse:
    """Is it over, and how far is it? Asked by the page that waits."""
    done = imports.get_import(request.viewer, pk)
    html = render_to_string("register/import_waiting.html#progress", _progress_context(done))
    return JsonResponse(
        {"status": "waiting" if imports.is_running(done) else "over", "progress": html.strip()}
    )


@allow(*STAFF)
def rejected(request: Request, pk: int, kind: str) -> HttpResponse:
    """The rows that were left out, as a spreadsheet to mend and to give again."""
    done = imports.get_import(request.viewer, pk)
    sheet = getattr(done, "sheet", None)
    try:
        rows = list(imports.left_out_rows(sheet)) if sheet else _refused_rows(done)
    except (OSError, UnreadableSheet):
        raise Http404 from None
    write, is_told = TABLES["xlsx" if kind == "xlsx" else "csv"]
    return document_response(write(rows), f"{_('rows-to-mend')}-{done.pk}.{kind}", is_told)


def _progress_context(done: Import) -> dict[str, Any]:
    progress = progress_of(done.pk)
    seconds_left = progress.seconds_left if progress else None
    return {
        "done": done,
        "percent": round(100 * progress.whole_done) if progress else None,
        "left": timedelta(minutes=ceil(seconds_left / 60)) if seconds_left is not None else None,
    }


def _refused_rows(done: Import) -> list[list[object]]:
    """Of an official file, the reasons alone are kept, not its rows."""
    head: list[object] = [_("Row"), _("Why, and how to mend it")]
    return [head, *([row["row"], row["why"]] for row in done.rejected)]
