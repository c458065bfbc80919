"""The rooms of a chamber: their list, a new one, its changes, its end."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal.queries import history_of
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.programme.workshops import actions, queries
from etabli.programme.workshops.venue_forms import VenueForm


@allow(*STAFF)
def venues(request: Request) -> HttpResponse:
    """The rooms, those withdrawn last."""
    rows = queries.venue_rows(request.viewer, at=timezone.now())
    return render(request, "workshops/venue_list.html", {"rows": rows})


@allow(*STAFF)
def venue_new(request: Request) -> HttpResponse:
    """A room to give workshops in."""
    form = VenueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_venue(fields=form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(request, _("The room is kept: you can choose it now."))
        return redirect("workshops:create")
    return render(request, "workshops/venue_form.html", {"form": form, "venue": None})


@allow(*STAFF)
def venue(request: Request, pk: int) -> HttpResponse:
    """What is known of a room, to be changed; whoever signed up there is told a new address."""
    venue = queries.get_venue(request.viewer, pk)
    form = VenueForm(request.POST or None, instance=venue)
    if request.method == "POST" and form.is_valid():
        actions.change_venue(venue=venue, fields=form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(
            request,
            _("The room is changed. Whoever signed up there has been told, if its address is another."),
        )
        return redirect("workshops:venues")
    context = {
        "form": form,
        "venue": venue,
        "coming": queries.sessions_in(venue, at=timezone.now()),
        "lines": history_of(request.viewer, venue),
    }
    return render(request, "workshops/venue_form.html", context)


@allow(*STAFF)
@require_POST
def venue_withdraw(request: Request, pk: int) -> HttpResponse:
    """Offer this room no more."""
    venue = queries.get_venue(request.viewer, pk)
    actions.withdraw_venue(venue=venue, by=request.viewer, at=timezone.now())
    acted(request, _("The room is no longer offered. Its sessions stand."))
    return redirect("workshops:venues")


@allow(*STAFF)
@require_POST
def venue_restore(request: Request, pk: int) -> HttpResponse:
    """Offer this room again."""
    venue = queries.get_venue(request.viewer, pk)
    actions.restore_venue(venue=venue, by=request.viewer, at=timezone.now())
    acted(request, _("The room is offered again."))
    return redirect("workshops:venues")
