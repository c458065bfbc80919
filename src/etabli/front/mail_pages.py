"""The mails that left, each as a mail program shows it; those that didn't, sent again."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST

from etabli.foundation.notices import actions
from etabli.foundation.notices.queries import unreachable_address
from etabli.foundation.notices.texts.recipients import is_enabled
from etabli.foundation.notify.mail_layout import MAIL_CSP
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import get_person
from etabli.foundation.practice import is_fiction
from etabli.front import outbox as sent
from etabli.front.forms import MailSearchForm


@public
def outbox(request: Request) -> HttpResponse:
    """The mails that left, for the chamber; `?q=`: to whom, or about what. For everyone where none leaves: in the
    demonstration, in an exercise."""
    _refuse_strangers(request)
    form = MailSearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "form": form,
        "mails": sent.mails(request.viewer, text=text, page=request.GET.get("page")),
        "texts_on": is_enabled(),
        "lists_messages": request.viewer.role in STAFF,
    }
    return render(request, "front/outbox.html", context)


@public
@csp_override(MAIL_CSP)
def letter(request: Request, pk: int) -> HttpResponse:
    """One mail, as a mail program shows it."""
    _refuse_strangers(request)
    return HttpResponse(sent.letter(request.viewer, pk))


@allow(*STAFF)
@require_POST
def send_again(request: Request, pk: int) -> HttpResponse:
    """Send a mail that failed, or perhaps left."""
    message = sent.get_message(request.viewer, pk)
    actions.send_again(message=message, by=request.viewer, at=timezone.now())
    acted(request, _("The e-mail leaves again."))
    return redirect("front:outbox")


@allow(*STAFF)
@require_POST
def write_again(request: Request, pk: int) -> HttpResponse:
    """The address that mails did not reach is right after all."""
    mark = unreachable_address(request.viewer, get_person(request.viewer, pk))
    if mark is not None:
        actions.reach_again(mark=mark, by=request.viewer, at=timezone.now())
        acted(request, _("Our e-mails go to this address again."))
    return redirect("front:person", pk)


def _refuse_strangers(request: Request) -> None:
    if not is_fiction() and request.viewer.role not in STAFF:
        raise Http404
