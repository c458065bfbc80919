"""Answers that were kept without a name, for whoever holds the link to them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.documents.qr import qr_svg
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.limits import count_guess_and_find_exceeded
from etabli.foundation.people.pages import acted
from etabli.foundation.ui.pages import too_many
from etabli.programme.diagnosis import actions
from etabli.programme.diagnosis.answer_store import Notebook, write_done_steps
from etabli.programme.diagnosis.catalogue import load
from etabli.programme.diagnosis.forms import SheetForm
from etabli.programme.diagnosis.links import RESULT_LINK, address_of, answers_of_token, is_over
from etabli.programme.diagnosis.pages.result import steps_context
from etabli.programme.diagnosis.pages.steps import step_page, ticked
from etabli.programme.diagnosis.printing import sheet_answer


@public
def by_words(request: Request) -> HttpResponse:
    """From the four words of a sheet to the page that was kept."""
    form = SheetForm(request.POST or None)
    if form.is_valid():
        return redirect("diagnosis:kept", RESULT_LINK.token_of(form.cleaned_data["words"]))
    if form.is_bound and count_guess_and_find_exceeded(request, "diagnosis.kept"):
        return too_many(request, wait_seconds=60)
    return render(request, "diagnosis/by_words.html", {"form": form})


@public
def kept_answers_page(request: Request, token: str) -> HttpResponse:
    """The first steps, read only; the link and the square that lead here."""
    row = answers_of_token(token)
    if row is None:
        return _no_longer_kept(request, token)
    address = address_of(row)
    square = mark_safe(qr_svg(address, label=_("QR code for these steps")))  # drawn by segno
    context = {
        **steps_context(request, row.answers, row.done, token),
        "row": row,
        "token": token,
        "address": address,
        "square": square,
        "is_here": Notebook(request).token == token,
        "is_partial": len(row.answers) < len(load().questions),
    }
    return render(request, "diagnosis/kept.html", context)


@public
def kept_step(request: Request, token: str) -> HttpResponse:
    """One step (`?pas=`) of the page that was kept, in its trade's words; ticked when it is done."""
    row, id = answers_of_token(token), request.GET.get("pas", "")
    if row is None:
        return _no_longer_kept(request, token)
    if load().step(id) is None:
        return redirect("diagnosis:kept", token)
    if request.method == "POST":
        done, text = ticked(request, id, row.done)
        write_done_steps(row, done, by=request.viewer, at=timezone.now())
        acted(request, text)
        return redirect("diagnosis:kept", token)
    return step_page(request, id, row.answers, row.done, token)


@public
def kept_sheet(request: Request, token: str) -> HttpResponse:
    """The same on paper."""
    row = answers_of_token(token)
    return (
        sheet_answer(row.answers, kept_answers=row, at=timezone.now())
        if row
        else _no_longer_kept(request, token)
    )


@public
@require_POST
def take_up(request: Request, token: str) -> HttpResponse:
    """Go on here: the answers can be changed in this browser; in their space, for an artisan."""
    row = answers_of_token(token)
    if row is None:
        return _no_longer_kept(request, token)
    Notebook(request).take_up(token, row, at=timezone.now())
    messages.success(request, _("You go on here."))
    return redirect("diagnosis:result")


@public
def erase(request: Request, token: str) -> HttpResponse:
    """Nothing is left of the page, nor of its answers in this browser: asked once, since there is no way back."""
    row = answers_of_token(token)
    if row is None:
        return _no_longer_kept(request, token)
    if request.method != "POST":
        return render(request, "diagnosis/erase.html", {"token": token})
    actions.erase_answers(kept=row, by=request.viewer, at=timezone.now())
    Notebook(request).drop(token)
    text = _(
        "The page that was kept is erased. A device on which you answered keeps its answers until you erase them there."
    )
    messages.success(request, text)
    return redirect("diagnosis:start")


def _no_longer_kept(request: Request, token: str) -> HttpResponse:
    """A page that is kept no more, or never was: to their answers, for the browser that kept it."""
    notebook = Notebook(request)
    if token and notebook.token == token and notebook.answers:
        messages.info(request, _("The page is no longer kept. Your answers are still there."))
        return redirect("diagnosis:result")
    if count_guess_and_find_exceeded(request, "diagnosis.kept"):
        return too_many(request, wait_seconds=60)
    if is_over(token):
        return render(request, "diagnosis/gone.html", status=410)
    raise Http404
