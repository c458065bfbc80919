"""The files of a quote: pages that were missing, one too many, deleting them. Each page is one act."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.procurement.quotes import actions, queries
from etabli.procurement.quotes.forms import EraseForm, PagesForm
from etabli.procurement.quotes.visitor import concerned, reads


@concerned
@reads
def add_pages(request: Request, pk: int) -> HttpResponse:
    """Give the pages that were missing."""
    reading = queries.get_quote(request.viewer, pk)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PagesForm(*given)
    if form.is_valid():
        uploads, now = form.cleaned_data["pages"], timezone.now()
        try:
            actions.add_pages(reading=reading, uploads=uploads, by=request.viewer, at=now)
        except ActionError as refusal:
            form.add_error("pages", str(refusal))
        else:
            acted(request, _("The pages are added. We are reading the whole quote again."))
            return redirect("quotes:detail", pk=pk)
    context = {"reading": reading, "form": form}
    return render(request, "quotes/pages_add.html", context, status=422 if form.errors else 200)


@concerned
@reads
@require_POST
def take_out(request: Request, pk: int, file_pk: int) -> HttpResponse:
    """Take out a page that is not of this quote."""
    reading = queries.get_quote(request.viewer, pk)
    further = queries.get_further(request.viewer, reading, file_pk)
    try:
        actions.take_out_page(further=further, by=request.viewer, at=timezone.now())
    except actions.OriginalErased as refusal:
        messages.error(request, str(refusal))
    else:
        acted(request, _("This page is taken out. We are reading the quote again."))
    return redirect("quotes:detail", pk=pk)


@allow(Role.ARTISAN)
def erase(request: Request, pk: int) -> HttpResponse:
    """Ask for the file, or for the whole quote, to be deleted."""
    reading, now = queries.get_quote(request.viewer, pk), timezone.now()
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.cleaned_data["what"] == "whole":
        actions.erase_quote(reading=reading, by=request.viewer, at=now)
        acted(request, _("The quote is put away. In seven days it is deleted for good."))
        return redirect("quotes:list")
    if form.is_valid():
        try:
            actions.erase_original(reading=reading, by=request.viewer, at=now)
        except actions.FileOfAnswer as refusal:
            form.add_error("what", str(refusal))
        else:
            acted(request, _("In seven days the file is deleted for good."))
            return redirect("quotes:detail", pk=pk)
    context = {"reading": reading, "form": form}
    return render(request, "quotes/quote_erase.html", context, status=422 if form.errors else 200)


@allow(Role.ARTISAN)
@require_POST
def keep(request: Request, pk: int) -> HttpResponse:
    """Keep the file after all."""
    reading = queries.get_quote(request.viewer, pk)
    actions.keep_original(reading=reading, by=request.viewer, at=timezone.now())
    acted(request, _("The file is kept."))
    return redirect("quotes:detail", pk=pk)
