"""Taking in a file of relays: given, looked at, then confirmed."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _, ngettext

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import own_chamber
from etabli.territory.relays import pending_import, queries
from etabli.territory.relays.actions import import_relays
from etabli.territory.relays.engine.sheet import FIELDS
from etabli.territory.relays.forms import RelayFileForm
from etabli.territory.relays.models import Relay, RelayImport
from etabli.territory.relays.wording import column_names, field_name, reason_sentence

MAX_ROWS_SHOWN = 100  # rows shown of each kind; the counts are of all


@allow(*STAFF)
def give(request: Request) -> HttpResponse:
    """The file; nothing is written before the next page is confirmed."""
    form = RelayFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            key = pending_import.store_file(request.viewer, form.cleaned_data["file"])
        except ActionError as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("relays:import_check", key=key)
    return render(request, "relays/import.html", {"form": form}, status=422 if form.errors else 200)


@allow(*STAFF)
def check(request: Request, key: str) -> HttpResponse:
    """What the file would do, row by row; the yes writes it, in one act."""
    waiting, chamber = pending_import.FILES.get(request.viewer, key), own_chamber(request.viewer)
    chosen = {name: request.GET[name] for name in FIELDS if name in request.GET}
    plan, refusal = pending_import.plan_of(chamber.pk, waiting, chosen), ""
    if request.method == "POST":
        try:
            write = partial(import_relays, chamber=chamber, by=request.viewer, at=timezone.now())
            done = write(file_name=waiting.name, plan=plan, lines_to_skip=_lines_to_skip(request, plan))
        except ActionError as error:
            refusal = str(error)
        else:
            pending_import.FILES.forget(request.viewer, key)
            acted(request, _summary(done))
            return redirect("relays:imported", pk=done.pk)
    context = {**_plan_context(plan, waiting), "refusal": refusal, "query": urlencode(chosen)}
    return render(request, "relays/import_check.html", context, status=422 if refusal else 200)


@allow(*STAFF)
def imported(request: Request, pk: int) -> HttpResponse:
    """What a file brought, and each row that was left out."""
    done = queries.get_import(request.viewer, pk)
    refused = [(line, name, reason_sentence(fault), value) for line, name, fault, value in done.refused]
    return render(request, "relays/imported.html", {"done": done, "refused": refused})


def _lines_to_skip(request: Request, plan: pending_import.ImportPlan) -> set[int]:
    """The lines that are not wanted: those of the changes that were ticked, or of all the changes."""
    if "only_new" in request.POST:
        return {row.line for row in plan.changed}
    return {int(line) for line in request.POST.getlist("leave") if line.isdecimal() and len(line) < 9}


def _summary(done: RelayImport) -> str:
    added_text = ngettext("%(n)d relay added", "%(n)d relays added", done.added) % {"n": done.added}
    return _("%(added)s, %(updated)d brought up to date.") % {"added": added_text, "updated": done.updated}


def _plan_context(plan: pending_import.ImportPlan, waiting: pending_import.ParsedFile) -> dict[str, object]:
    """The plan as the page shows it."""
    kinds = dict(Relay.Kind.choices)
    return {
        "file_name": waiting.name,
        "is_standard": waiting.is_standard,
        "columns": [(field, name, plan.columns.get(field)) for field, name in column_names().items()],
        "header": list(enumerate(waiting.header)),
        "new": [(row, kinds[row.kind]) for row in plan.new[:MAX_ROWS_SHOWN]],
        "new_count": len(plan.new),
        "changed": [
            (row, [(field_name(name), pair) for name, pair in row.changes.items() if name != "standard"])
            for row in plan.changed[:MAX_ROWS_SHOWN]
        ],
        "changed_count": len(plan.changed),
        "unchanged": plan.unchanged,
        "remarks": [(remark, reason_sentence(remark.fault)) for remark in plan.remarks[:MAX_ROWS_SHOWN]],
        "refused_count": len(plan.refused),
        "remarks_count": len(plan.remarks),
    }
