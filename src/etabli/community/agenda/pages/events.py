"""One event: its page, its file for a calendar, what was changed; calling it off, withdrawing it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.agenda import actions, queries, wording
from etabli.community.agenda.calendar_entries import event_file
from etabli.community.agenda.engine.writing import Form
from etabli.community.agenda.forms import CancelForm
from etabli.community.agenda.structured import event_ld
from etabli.foundation.files.responses import document_response
from etabli.foundation.journal.queries import history_of
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, refusals_in

MEMBERS = (Role.MEMBER, Role.BOARD, Role.MODERATOR)


@public
def event(request: Request, pk: int) -> HttpResponse:
    """An event for who reads it; its author finds here all that can be done with it."""
    event = queries.get_event(request.viewer, pk)
    page = queries.event_page(request.viewer, event, at=timezone.now())
    context = {
        "page": page,
        "event": event,
        "where": wording.where(event),
        "on_map": wording.place(event),
        "price": wording.price(event),
        "structured": event_ld(page),
    }
    return render(request, "agenda/event_detail.html", context)


@public
def event_calendar(request: Request, pk: int) -> HttpResponse:
    """One event, with all its dates, to put in one's own calendar."""
    event = queries.get_event(request.viewer, pk)
    content = event_file(event, at=timezone.now())
    return document_response(content, "evenement.ics", f"{Form.CALENDAR.value}; charset=utf-8")


@allow(*MEMBERS)
def versions(request: Request, pk: int) -> HttpResponse:
    """What was changed of an event and of its dates."""
    event = queries.get_event(request.viewer, pk)
    lines = history_of(request.viewer, event, parts=queries.dates_of(event))
    return render(request, "agenda/event_versions.html", {"event": event, "lines": lines})


@allow(*MEMBERS)
def cancel(request: Request, pk: int) -> HttpResponse:
    """Say why an event does not take place."""
    event = queries.get_own_event(request.viewer, pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.cancel(event=event, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, _("The event is called off. It is still seen, with why."))
            return redirect("agenda:event", pk=pk)
    context = {"form": form, "event": event}
    return render(request, "agenda/event_cancel.html", context, status=422 if form.errors else 200)


@allow(*MEMBERS)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take an event away: nobody sees it any more but its author."""
    event = queries.get_own_event(request.viewer, pk)
    actions.withdraw(event=event, by=request.viewer, at=timezone.now())
    acted(request, _("The event is withdrawn: nobody else sees it."))
    return redirect("agenda:event", pk=pk)
