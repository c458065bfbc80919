"""Working on a quote: show it, compare it, set findings aside, say otherwise, put it away. Each page is one act."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted, back
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.ui.language import reader_language
from etabli.procurement.needs.catalogue import load
from etabli.procurement.quotes import actions, queries
from etabli.procurement.quotes.forms import ASIDE, CompareForm, DismissForm, OverruleForm
from etabli.procurement.quotes.models import QuoteReading
from etabli.procurement.quotes.visitor import concerned, reads
from etabli.procurement.quotes.wording import need_key


@allow(Role.ARTISAN)
@require_POST
def share(request: Request, pk: int) -> HttpResponse:
    """Show the quote to the adviser, or no longer (`show` empty)."""
    reading, now = queries.get_quote(request.viewer, pk), timezone.now()
    if request.POST.get("show"):
        actions.share_quote(reading=reading, by=request.viewer, at=now)
        acted(request, _("Your adviser can now read this quote."))
    else:
        actions.unshare_quote(reading=reading, by=request.viewer, at=now)
        acted(request, _("Your adviser can no longer read this quote."))
    return redirect("quotes:detail", pk=pk)


@allow(Role.ARTISAN, *STAFF)
@require_POST
def compare(request: Request, pk: int) -> HttpResponse:
    """Compare the quote with one of the person's projects, or with none."""
    reading = queries.get_quote(request.viewer, pk)
    form = CompareForm(request.POST, briefs=queries.briefs_to_compare(request.viewer, reading.person_id))
    if not form.is_valid():
        raise NotVisible
    brief = form.cleaned_data["brief"]
    actions.compare_with(reading=reading, brief=brief, by=request.viewer, at=timezone.now())
    acted(request, _("The comparison is up to date."))
    return back(request, reverse("quotes:detail", args=[pk]))


@allow(Role.ARTISAN)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Put the quote away."""
    reading = queries.get_quote(request.viewer, pk)
    actions.withdraw_quote(reading=reading, by=request.viewer, at=timezone.now())
    acted(request, _("The quote is put away."))
    return redirect("quotes:list")


@concerned
@reads
@require_POST
def read_again(request: Request, pk: int) -> HttpResponse:
    """Read the file once more."""
    reading = queries.get_quote(request.viewer, pk)
    try:
        actions.read_again(reading=reading, by=request.viewer, at=timezone.now())
    except actions.OriginalErased as refusal:
        messages.error(request, str(refusal))
    return redirect("quotes:detail", pk=pk)


@concerned
def dismiss(request: Request, pk: int, finding: str) -> HttpResponse:
    """Say why a finding is set aside."""
    reading, now = queries.get_quote(request.viewer, pk), timezone.now()
    sheet = queries.sheet_of(request.viewer, reading, language=reader_language(), at=now)
    title = sheet.title_of(finding) if sheet else None
    if title is None:
        return redirect("quotes:detail", pk=pk)
    form = DismissForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.dismiss_finding(reading=reading, finding=finding, reason=reason, by=request.viewer, at=now)
        acted(request, _("This remark is set aside."))
        return redirect("quotes:detail", pk=pk)
    context = {"reading": reading, "title": title, "form": form}
    return render(request, "quotes/finding_dismiss.html", context, status=422 if form.errors else 200)


@concerned
@require_POST
def restore(request: Request, pk: int, finding: str) -> HttpResponse:
    """Put a finding back."""
    reading = queries.get_quote(request.viewer, pk)
    row = queries.get_dismissal(request.viewer, reading, finding)
    actions.restore_finding(dismissal=row, by=request.viewer, at=timezone.now())
    acted(request, _("This remark is back."))
    return back(request, reverse("quotes:detail", args=[pk]))


@allow(Role.ARTISAN, *STAFF)
def overrule(request: Request, pk: int, need_id: str) -> HttpResponse:
    """Say what the quote does for a need, whatever was read; or that it is no longer asked for."""
    reading, need = queries.get_quote(request.viewer, pk), load().get(need_id)
    if need is None or reading.brief is None:
        raise NotVisible
    form = OverruleForm(request.POST or None)
    there = reverse("quotes:detail", args=[pk])
    if form.is_valid():
        _say(request, reading, need_id, **form.cleaned_data, at=timezone.now())
        acted(request, _("What you say counts. It is written beside it, with your reason."))
        return back(request, there)
    label = need.label.in_language(reader_language())
    context = {"reading": reading, "label": label, "form": form, "next": request.GET.get("next", "")}
    return render(request, "quotes/overrule.html", context, status=422 if form.errors else 200)


def _say(
    request: Request, reading: QuoteReading, need_id: str, *, says: str, reason: str, at: datetime
) -> None:
    by = request.viewer
    if says == ASIDE:
        actions.dismiss_finding(reading=reading, finding=need_key(need_id), reason=reason, by=by, at=at)
    else:
        actions.overrule(reading=reading, need_id=need_id, says=says, reason=reason, by=by, at=at)
