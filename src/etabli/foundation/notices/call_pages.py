"""Whom to call: those who have no e-mail and are to be told something, with the words to say."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.notices import actions, queries
from etabli.foundation.notices.forms import CallSearch
from etabli.foundation.notices.models import PhoneCall
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted, back

PAGE_SIZE = 10  # each has words of its own to be written


@allow(*STAFF)
def calls(request: Request) -> HttpResponse:
    """The most urgent first; `?q=`: those whose name or number holds it; `?sujet=`: those of one thing."""
    form, about = CallSearch(request.GET), _about_parameter(request.GET)
    page = Paginator(_waiting_calls(request, request.GET), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "about": about, "page": page, "lines": queries.lines_of(page)}
    return render(request, "notices/call_list.html", context)


@allow(*STAFF)
@require_POST
def mark_as_told(request: Request, pk: int) -> HttpResponse:
    """They were told the words that stood on the page; others since, and it leads back to their line."""
    call = queries.get_call(request.viewer, pk)
    as_of = request.POST.get("as_of", "")
    try:
        actions.tell_by_phone(call=call, as_of=as_of, by=request.viewer, at=timezone.now())
    except actions.SaysSomethingElse as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(_line_url(request, call))
    acted(request, _("%(name)s knows.") % {"name": call.notice.owner.person.name})
    return back(request, reverse("notices:calls"))


@allow(*STAFF)
@require_POST
def no_answer(request: Request, pk: int) -> HttpResponse:
    """Nobody answered: they stay on the list."""
    call = queries.get_call(request.viewer, pk)
    actions.note_no_answer(call=call, by=request.viewer, at=timezone.now())
    acted(request, _("Noted: %(name)s did not answer.") % {"name": call.notice.owner.person.name})
    return HttpResponseRedirect(_line_url(request, call))


def _about_parameter(parameters: QueryDict) -> str:
    return parameters.get("sujet", "")[:60]


def _waiting_calls(request: Request, parameters: QueryDict) -> QuerySet[PhoneCall]:
    """Those that an address asks for."""
    form = CallSearch(parameters)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    return queries.waiting_calls(
        request.viewer, about=_about_parameter(parameters), text=text, at=timezone.now()
    )


def _line_url(request: Request, call: PhoneCall) -> str:
    """Where a line stands today in the list from which a button of it was pressed."""
    parameters = QueryDict(urlsplit(request.POST.get("next", "")).query, mutable=True)
    pks = list(_waiting_calls(request, parameters).values_list("pk", flat=True))
    parameters["page"] = str(pks.index(call.pk) // PAGE_SIZE + 1 if call.pk in pks else 1)
    return f"{reverse('notices:calls')}?{parameters.urlencode()}#call-{call.pk}"
