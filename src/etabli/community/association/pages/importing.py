"""Taking in an existing list: given, looked at, then confirmed."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _, ngettext

from etabli.community.association import actions, pending_import
from etabli.community.association.engine import LIST_FIELDS
from etabli.community.association.forms import MemberListFileForm
from etabli.community.association.trades import trade_label
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import own_organisation

MAX_ROWS_SHOWN = 20  # rows and faults shown; the counts are of all


@allow(Role.BOARD)
def give(request: Request) -> HttpResponse:
    """The file; nothing is written before the next page is confirmed."""
    viewer = request.viewer
    assert viewer.organisation_id is not None  # a board member's is their association
    data_and_files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MemberListFileForm(*data_and_files, organisation_id=viewer.organisation_id)
    if form.is_valid():
        try:
            key = pending_import.keep_list(
                viewer, form.cleaned_data["file"], form.cleaned_data["default_trade"]
            )
        except ActionError as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("association:import_check", key=key)
    return render(request, "association/import.html", {"form": form}, status=422 if form.errors else 200)


@allow(Role.BOARD)
def check(request: Request, key: str) -> HttpResponse:
    """What would come in, row by row; the yes writes it, in one act."""
    kept_list = pending_import.LISTS.get(request.viewer, key)
    chosen = {name: request.GET[name] for name in LIST_FIELDS if name in request.GET}
    preview = pending_import.preview_list(request.viewer, kept_list, chosen)
    refusal = ""
    if request.method == "POST":
        association = own_organisation(request.viewer)
        try:
            number = actions.import_members(
                organisation=association, rows=preview.roll.members, by=request.viewer, at=timezone.now()
            )
        except ActionError as error:
            refusal = str(error)
        else:
            pending_import.LISTS.forget(request.viewer, key)
            acted(
                request, ngettext("%(n)d member came in.", "%(n)d members came in.", number) % {"n": number}
            )
            return redirect("association:members")
    context = {**_preview_context(preview, kept_list), "refusal": refusal, "query": urlencode(chosen)}
    return render(request, "association/import_check.html", context, status=422 if refusal else 200)


def _preview_context(
    preview: pending_import.Preview, kept_list: pending_import.KeptList
) -> dict[str, object]:
    """The preview as the page shows it."""
    labels = {
        "name": _("Name"),
        "email": _("E-mail"),
        "company": _("Company"),
        "kind": _("Person or company"),
        "trade": _("Trade"),
        "commune": _("Commune"),
        "joined_on": _("Joined on"),
    }
    header = list(enumerate(kept_list.rows[0]))
    return {
        "columns": [(field, labels[field], preview.columns.get(field)) for field in LIST_FIELDS],
        "header": header,
        "listed": [(row, trade_label(row.trade)) for row in preview.roll.members[:MAX_ROWS_SHOWN]],
        "listed_count": len(preview.roll.members),
        "faults": [(fault, _why(fault.code)) for fault in preview.roll.faults[:MAX_ROWS_SHOWN]],
        "faults_count": len(preview.roll.faults),
        "inside": preview.already_members[:MAX_ROWS_SHOWN],
        "inside_count": len(preview.already_members),
        "file_name": kept_list.name,
    }


def _why(code: str) -> str:
    return {
        "no_name": _("no name"),
        "no_email": _("no e-mail address"),
        "bad_email": _("this is no e-mail address"),
        "twice": _("the same address is on a line above"),
        "no_trade": _("no trade"),
        "trade": _("this trade is not in the list"),
        "day": _("we don’t understand this day"),
    }[code]
