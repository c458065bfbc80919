"""The places of a date: how many, one's own, one that is given."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from etabli.community.agenda import actions, places, queries, wording
from etabli.community.agenda.forms import PlacesForm
from etabli.community.agenda.models import EventDate
from etabli.community.agenda.pages.events import MEMBERS
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.limits import limited
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.seats import actions as seats

JOINED_SENTENCES = {
    "seated": gettext_lazy("You have a place: we have written to you."),
    "waiting": gettext_lazy("You are on the waiting list: we have written to you."),
}


@allow(*MEMBERS)
def set_places(request: Request, pk: int) -> HttpResponse:
    """How many people may sign up for a date."""
    date = queries.get_own_date(request.viewer, pk)
    initial = {"capacity": date.places.capacity} if date.places is not None else None
    form = PlacesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.set_places(date=date, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, _set_sentence(form.cleaned_data["capacity"]))
            return redirect("agenda:event", pk=date.event_id)
    context = {"form": form, "date": date, "event": date.event, "when": wording.when(date.span)}
    return render(request, "agenda/places_form.html", context, status=422 if form.errors else 200)


@allow(*MEMBERS)
@require_POST
@limited("agenda.sign_up", per_minute=20)
def sign_up(request: Request, pk: int) -> HttpResponse:
    """One click: a place, or a number in the waiting list."""
    occasion, user = places.get_date_to_join(request.viewer, pk)
    row = seats.sign_up(occasion=occasion, holder=user, by=request.viewer, at=timezone.now())
    acted(request, JOINED_SENTENCES["seated" if row.status == "seated" else "waiting"])
    return redirect("agenda:event", pk=EventDate.objects.values_list("event", flat=True).get(pk=pk))


@allow(*MEMBERS)
@require_POST
def give_place(request: Request, pk: int) -> HttpResponse:
    """A place that is free, to somebody who waits."""
    row = places.get_sign_up_to_seat(request.viewer, pk)
    seats.give_seat(sign_up=row, by=request.viewer, at=timezone.now())
    acted(request, _("%(name)s has a place.") % {"name": row.name})
    return redirect("agenda:event", pk=row.occasion.event_date.event_id)


def _set_sentence(capacity: int | None) -> str:
    if capacity is None:
        return _("Nobody signs up for this date.")
    return _("Members sign up on this page, until the places are taken.")
