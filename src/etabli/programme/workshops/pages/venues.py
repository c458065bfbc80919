"""The rooms of a chamber: their list, a new one, its changes, its end."""

from django.core.paginator import Paginator
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
from etabli.programme.workshops.room_calendar import calendar_of, get_closure
from etabli.programme.workshops.venue_forms import ClosureForm, VenueForm

PAGE_SIZE = 15


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
        "coming": queries.count_sessions_to_come(venue, at=timezone.now()),
        "lines": history_of(request.viewer, venue),
    }
    return render(request, "workshops/venue_form.html", context)


@allow(*STAFF)
def calendar(request: Request, pk: int) -> HttpResponse:
    """What is to come in a room, its sessions and the days on which it is closed; other days to close it."""
    venue, now = queries.get_venue(request.viewer, pk), timezone.now()
    form = ClosureForm(request.POST or None, today=timezone.localdate(now))
    if request.method == "POST" and form.is_valid():
        actions.close_room(venue=venue, **form.cleaned_data, by=request.viewer, at=now)
        acted(request, _("The room is closed on these days. The sessions that stand there stay: look below."))
        return redirect("workshops:venue_calendar", pk=pk)
    page = Paginator(calendar_of(venue, at=now), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "workshops/venue_calendar.html", {"venue": venue, "form": form, "page": page})


@allow(*STAFF)
@require_POST
def open_again(request: Request, pk: int) -> HttpResponse:
    """The room can be had on these days after all."""
    closure = get_closure(request.viewer, pk)
    actions.open_room(closure=closure, by=request.viewer, at=timezone.now())
    acted(request, _("The room is open again on these days."))
    return redirect("workshops:venue_calendar", pk=closure.venue_id)


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
