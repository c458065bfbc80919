"""One's own sign-up: see it, put it in a calendar, give it back."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.notify.calendar import calendar_file
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.seats import actions, notices, queries
from etabli.foundation.seats.models import SignUp
from etabli.foundation.ui.typography import full_spans

CONCERNED = (Role.BEARER, Role.ARTISAN, *STAFF)


@allow(*CONCERNED)
def sign_up(request: Request, pk: int) -> HttpResponse:
    """A sign-up: place held or position in the waiting list, calendar file, withdrawal."""
    found = queries.get_sign_up(request.viewer, pk)
    occasion = found.occasion
    is_over = occasion.starts_at <= timezone.now()
    context = {
        "sign_up": found,
        "occasion": occasion,
        "is_over": is_over,
        "can_act": occasion.cancelled_at is None and not is_over,
        "position": queries.position(found) if found.status == "waiting" else None,
        "facts": [
            (_("When"), full_spans(occasion.spans)),
            (_("Where"), occasion.place),
            (_("In the name of"), _name(request, found)),
        ],
        "brought": queries.brought_with(found) if found.brings else [],
        "bringer": None if request.viewer.is_person(found.person_id) else found.brought_by_id,
    }
    return render(request, "seats/sign_up_detail.html", context)


@allow(*CONCERNED)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Give the place back; the next page offers to take it again."""
    found = queries.get_sign_up(request.viewer, pk)
    waited = found.status == "waiting"
    actions.withdraw(sign_up=found, by=request.viewer, at=timezone.now())
    acted(request, _("You have left the waiting list.") if waited else _("Your place has been given back."))
    return redirect("seats:sign_up", pk=pk)


@allow(*CONCERNED)
@require_POST
def again(request: Request, pk: int) -> HttpResponse:
    """Take the place that was given back again, or join the waiting list when there is none left."""
    found = queries.get_sign_up(request.viewer, pk)
    taken = actions.sign_up(
        occasion=found.occasion,
        person=found.person,
        via=found.via,
        brought_by=found.brought_by,
        by=request.viewer,
        at=timezone.now(),
    )
    seated = taken.status == "seated"
    acted(request, _("You have a place again.") if seated else _("You are on the waiting list."))
    return redirect("seats:sign_up", pk=pk)


@allow(*CONCERNED)
def calendar(request: Request, pk: int) -> HttpResponse:
    """The calendar file of the occasion; for whoever has no place any more, the one that takes it out."""
    found = queries.get_sign_up(request.viewer, pk)
    url = request.build_absolute_uri(reverse("seats:sign_up", args=[pk]))
    meeting = notices.meeting_of(found.occasion, url)
    if found.status == "withdrawn":
        meeting = replace(meeting, cancelled=True)
    response = HttpResponse(
        calendar_file(meeting, at=timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="atelier.ics"'
    return response


def _name(request: Request, found: SignUp) -> str:
    """Whoever bears the link to one sign-up may have typed somebody else's address: they read the names that they
    brought, and not that one."""
    bears = request.viewer.role == Role.BEARER and request.viewer.link_subject_id == found.pk
    return "" if bears else found.person.name
