"""Proposing an event, and correcting it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.agenda import actions, queries, rules
from etabli.community.agenda.forms import EventForm, ProposeForm, initial_of
from etabli.community.agenda.models import Event
from etabli.community.agenda.pages.events import MEMBERS
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.limits import limited
from etabli.foundation.people.pages import acted, refusals_in


@allow(*MEMBERS)
@limited("agenda.write", per_minute=20)
def propose(request: Request) -> HttpResponse:
    """Propose an event, with its first date; others are added on its page."""
    organisation = queries.organisation_for(request.viewer)
    form = ProposeForm(request.POST or None, organisation_id=organisation.pk)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"by": request.viewer, "at": timezone.now()}
        with refusals_in(form):
            event = actions.propose(
                organisation=organisation, details=form.details, dates=[form.span], **given
            )
            acted(request, _proposed_sentence(event))
            return redirect("agenda:event", pk=event.pk)
    return _form_page(request, form, None)


@allow(*MEMBERS)
@limited("agenda.write", per_minute=20)
def correct(request: Request, pk: int) -> HttpResponse:
    """Correct one's event; what it said stays in its history."""
    event = queries.get_own_event(request.viewer, pk)
    form = EventForm(request.POST or None, initial=initial_of(event), organisation_id=event.organisation_id)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.correct(event=event, details=form.details, by=request.viewer, at=timezone.now())
            acted(request, _("The event is corrected."))
            return redirect("agenda:event", pk=pk)
    return _form_page(request, form, event)


def _proposed_sentence(event: Event) -> str:
    if event.is_out:
        return _("The event is published.")
    return _("Your event waits for the board, who is told. We write to you when it has read it.")


def _form_page(request: Request, form: EventForm, event: Event | None) -> HttpResponse:
    viewer = request.viewer
    is_boards = rules.speaks_for(viewer, viewer.organisation_id or 0)
    context = {"form": form, "event": event, "is_boards": is_boards}
    return render(request, "agenda/event_form.html", context, status=422 if form.errors else 200)
