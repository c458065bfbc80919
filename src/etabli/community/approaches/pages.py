"""The register: read by all as far as the board says, written by the board."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.approaches import actions, queries, rules
from etabli.community.approaches.forms import ApproachForm, FollowUpForm, SearchForm
from etabli.community.approaches.models import Approach
from etabli.foundation.documents import csv_file
from etabli.foundation.files.responses import document_response, download_response
from etabli.foundation.journal.queries import history_of
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import NotVisible, own_organisation

PAGE_SIZE = 12


@public
def register(request: Request) -> HttpResponse:
    """The approaches that this viewer may read."""
    form = SearchForm(request.GET, years=queries.years(request.viewer))
    approaches = queries.approaches(request.viewer, **form.filters)
    context = {
        "form": form,
        "page": Paginator(approaches, PAGE_SIZE).get_page(request.GET.get("page")),
        "is_narrowed": any(form.filters.values()),
        "is_board": request.viewer.role == Role.BOARD,
        "query": request.GET.urlencode(),
    }
    return render(request, "approaches/register.html", context)


@public
def register_csv(request: Request) -> HttpResponse:
    """The same for a spreadsheet."""
    form = SearchForm(request.GET, years=queries.years(request.viewer))
    approaches = queries.approaches(request.viewer, **form.filters)
    return document_response(
        csv_file(queries.as_rows(approaches)), "demarches.csv", "text/csv; charset=utf-8"
    )


@public
def approach(request: Request, pk: int) -> HttpResponse:
    """One approach; the board adds what followed here."""
    approach = queries.get_approach(request.viewer, pk)
    form = FollowUpForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        actions.follow_up(approach=approach, **form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(request, _("It is added."))
        return redirect("approaches:approach", pk=pk)
    may_write = rules.may_write(request.viewer, approach)
    history = history_of(request.viewer, approach) if may_write else []
    context = {
        "approach": approach,
        "form": form,
        "may_write": may_write,
        "history": history,
        "is_refused": bool(form.errors),
    }
    return render(request, "approaches/approach.html", context, status=422 if form.errors else 200)


@public
def document(request: Request, pk: int) -> HttpResponseBase:
    """The document joined to an approach, as it was given."""
    approach = queries.get_approach(request.viewer, pk)
    if approach.document is None or approach.document.is_erased:
        raise NotVisible
    return download_response(approach.document)


def _initial_values(approach: Approach | None) -> dict[str, Any]:
    if approach is None:
        return {"on": timezone.localdate()}
    return {name: getattr(approach, name) for name in actions.FIELD_LABELS}


@allow(Role.BOARD)
def write(request: Request, pk: int | None = None) -> HttpResponse:
    """Write an approach down, or correct it."""
    approach = queries.get_own_approach(request.viewer, pk) if pk else None
    form = ApproachForm(request.POST or None, request.FILES or None, initial=_initial_values(approach))
    if request.method == "POST" and form.is_valid():
        facts, document = form.act_arguments, form.cleaned_data["document"]
        viewer, now = request.viewer, timezone.now()
        with refusals_in(form):
            if approach:
                saved = actions.correct_approach(
                    approach=approach, facts=facts, document=document, by=viewer, at=now
                )
            else:
                saved = actions.record_approach(
                    organisation=own_organisation(viewer), facts=facts, document=document, by=viewer, at=now
                )
            acted(request, _("It is recorded."))
            return redirect("approaches:approach", pk=saved.pk)
    status = 422 if form.errors else 200
    return render(request, "approaches/write.html", {"form": form, "approach": approach}, status=status)


@allow(Role.BOARD)
@require_POST
def publish(request: Request, pk: int) -> HttpResponse:
    """Open an entry to everybody, or close it again."""
    approach = queries.get_own_approach(request.viewer, pk)
    is_public = approach.opened_at is None
    actions.publish_approach(approach=approach, is_public=is_public, by=request.viewer, at=timezone.now())
    acted(request, _("Everybody can read it.") if is_public else _("Only the members read it now."))
    return redirect("approaches:approach", pk=pk)


@allow(Role.BOARD)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take an entry out of the register."""
    approach = queries.get_own_approach(request.viewer, pk)
    actions.withdraw_approach(approach=approach, by=request.viewer, at=timezone.now())
    acted(request, _("It is out of the register."))
    return redirect("approaches:register")
