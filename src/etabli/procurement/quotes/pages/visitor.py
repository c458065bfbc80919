"""A quote read without an account: giving it, erasing it at once, keeping it in one's space. Each page is one act."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.drafts.keeping import forget
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.limits import count_request_and_find_exceeded, limited
from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.pages import too_many
from etabli.procurement.quotes import actions, queries
from etabli.procurement.quotes.forms import GivenForm, KeepForm
from etabli.procurement.quotes.visitor import LATER, VISITORS, concerned, held_in, hold, holder, too_often

FORGOTTEN = "quotes.forgotten"  # the salt of what takes it back
UNDO_SECONDS = 600


def give(request: Request) -> HttpResponseBase:
    """What a visitor finds instead of a list of their own: the form, and what this browser holds already."""
    if (refused := too_often(request, reads=True)) is not None:
        return refused
    form = GivenForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        first, *more = form.cleaned_data["quote"]
        by = hold(request)
        try:
            reading = actions.add_quote(person=None, upload=first, more=more, by=by, at=timezone.now())
        except ActionError as refusal:
            form.add_error("quote", str(refusal))
        else:
            acted(request, _("The quote is safe with us. We are reading it."))
            return redirect("quotes:detail", pk=reading.pk)
    context = {"form": form, "most": actions.MOST_HELD, **queries.of_device(holder(request), timezone.now())}
    return render(request, "quotes/quote_give.html", context, status=422 if form.errors else 200)


@concerned
@require_POST
def erase_now(request: Request, pk: int) -> HttpResponse:
    """Nothing of it is left, save for whoever takes this back within the hour."""
    reading = queries.get_quote(request.viewer, pk)
    actions.erase_held(reading=reading, by=request.viewer, at=timezone.now())
    forget(request)
    acted(request, _("The quote is erased. You have one hour to take it back; then nothing of it is left."))
    return redirect("quotes:list")


@allow(*VISITORS, Role.ARTISAN)
@limited("quote.keep", per_minute=30)
def keep_held(request: Request) -> HttpResponse:
    """Keep what this browser holds: in the space of whoever is known, else of who says their name."""
    readings = queries.held_by(held_in(request, request.viewer))
    person = Person.objects.filter(pk=request.viewer.person_id or 0).first()
    if not readings:
        return redirect("quotes:list")
    form = KeepForm(request.POST or None)
    if request.method != "POST" or (person is None and not form.is_valid()):
        context = {"form": form, "readings": readings, "person": person}
        return render(request, "quotes/quote_keep.html", context, status=422 if form.errors else 200)
    who: dict[str, Any] = {"person": person} if person else {"person": None, **form.act_arguments}
    if who.get("email") and count_request_and_find_exceeded(f"quote:{who['email']}"):
        return too_many(request, wait_seconds=3600)  # each is told by a mail
    by = (holder(request) if person is None else None) or request.viewer
    actions.keep_held(readings=readings, **who, by=by, at=timezone.now())
    if request.viewer.role == Role.ARTISAN:
        acted(request, _("The quote is kept in your space: only you see it."))
    elif not who.get("email"):  # the screen goes by what was typed: it tells nobody who is known
        acted(
            request,
            _("The quote is kept, and this device goes on opening it. No e-mail? Your adviser calls you."),
        )
    else:
        acted(request, _("The quote is kept. The link that we send you opens it on any device."))
    return redirect("quotes:detail", pk=readings[0].pk)


@allow(*VISITORS)
def forget_kept(request: Request) -> HttpResponse:
    """Somebody else uses this device next: it opens no more what was kept from it. Asked once, with the names of all
    that goes; the page that follows, and it alone, takes it back: nothing on the device remembers how."""
    by = holder(request)
    kept = queries.of_device(by, timezone.now())["kept"]
    if by is None or (not kept and "undo" not in request.POST):
        return redirect("quotes:list")
    context: dict[str, Any] = {"readings": kept}
    if request.method == "POST":
        if "undo" in request.POST:
            return _remember(request, by)
        context["undo"] = signing.dumps([by.party_id, actions.forget_kept(by)], salt=FORGOTTEN)
        forget(request)
    return render(request, "quotes/quote_forget.html", context)


def _remember(request: Request, by: Viewer) -> HttpResponse:
    """Open again what this browser has just forgotten; not what another one did, nor later."""
    try:
        party_id, numbers = signing.loads(request.POST["undo"], salt=FORGOTTEN, max_age=UNDO_SECONDS)
    except signing.BadSignature:
        party_id, numbers = None, []
    if party_id == by.party_id:
        actions.remember_kept(by, numbers)
        messages.success(request, _("Taken back: this device opens it again."))
    else:
        messages.error(
            request, _("It is too late to take it back. What was kept stays in its space: call us.")
        )
    return redirect("quotes:list")


@allow(*VISITORS, Role.ARTISAN)
@require_POST
def keep_later(request: Request) -> HttpResponse:
    """Ask no more on each page: the page of quotes still offers to keep it."""
    request.session[LATER] = True
    acted(request, _("Nothing is kept. This page still offers it, until it is erased."))
    return redirect("quotes:list")
