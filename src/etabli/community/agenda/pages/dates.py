"""The dates of an event: one more, one moved, one called off."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.agenda import actions, queries, wording
from etabli.community.agenda.forms import CancelForm, DateForm, MoveForm, initial_of_date
from etabli.community.agenda.pages.events import MEMBERS
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.pages import acted, refusals_in


@allow(*MEMBERS)
def add(request: Request, pk: int) -> HttpResponse:
    """One more date."""
    event = queries.get_own_event(request.viewer, pk)
    form = DateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.add_date(event=event, span=form.span, by=request.viewer, at=timezone.now())
            acted(request, _("The date is added."))
            return redirect("agenda:event", pk=pk)
    context = {"form": form, "event": event}
    return render(request, "agenda/date_add.html", context, status=422 if form.errors else 200)


@allow(*MEMBERS)
def move(request: Request, pk: int) -> HttpResponse:
    """Another day or other hours."""
    date = queries.get_own_date(request.viewer, pk)
    is_seen = date.event.published_at is not None
    form = MoveForm(request.POST or None, initial=initial_of_date(date), is_seen=is_seen)
    if request.method == "POST" and form.is_valid():
        given = {"span": form.span, "reason": form.cleaned_data.get("reason", "")}
        with refusals_in(form):
            actions.move_date(date=date, **given, by=request.viewer, at=timezone.now())
            acted(request, _("The date is moved."))
            return redirect("agenda:event", pk=date.event_id)
    context = {"form": form, "date": date, "event": date.event, "when": wording.when(date.span)}
    return render(request, "agenda/date_move.html", context, status=422 if form.errors else 200)


@allow(*MEMBERS)
def cancel(request: Request, pk: int) -> HttpResponse:
    """Say why one date does not take place."""
    date = queries.get_own_date(request.viewer, pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.cancel_date(date=date, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, _("The date is called off. It is still seen, with why."))
            return redirect("agenda:event", pk=date.event_id)
    context = {"form": form, "date": date, "event": date.event, "when": wording.when(date.span)}
    return render(request, "agenda/date_cancel.html", context, status=422 if form.errors else 200)
