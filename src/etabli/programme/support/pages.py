"""Requests, half-days, reports."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.journal import queries as journal
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role, User
from etabli.foundation.people.pages import acted
from etabli.programme.diary.queries import free_half_days
from etabli.programme.support import actions, notices, queries
from etabli.programme.support.forms import BookingForm, ReportForm

AHEAD = timedelta(days=42)  # how far an adviser books


@allow(Role.ADVISER, Role.MANAGER)
def requests(request: Request) -> HttpResponse:
    """Who asked for a half-day and waits; the half-days booked."""
    context = {
        "waiting": queries.requests_waiting(request.viewer, at=timezone.now()),
        "appointments": queries.appointments(request.viewer),
        "today": timezone.localdate(),
    }
    return render(request, "support/request_list.html", context)


@allow(Role.ADVISER)
def book(request: Request, pk: int) -> HttpResponse:
    """Give a request its half-day."""
    wish = queries.get_request(request.viewer, pk)
    form = BookingForm(request.POST or None, choices=_choices(request))
    if form.is_valid():
        on, _sep, half = form.cleaned_data["half_day"].partition("/")
        try:
            appointment = actions.book(
                person=wish.person,
                wish=wish,
                adviser=_user(request),
                on=date.fromisoformat(on),
                half=half,
                place=form.cleaned_data["place"],
                by=request.viewer,
                at=timezone.now(),
            )
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(request, _("The half-day is booked. %(name)s has been told.") % {"name": wish.person})
            return redirect("support:appointment", pk=appointment.pk)
    return render(request, "support/request_book.html", {"form": form, "wish": wish})


@allow(Role.ADVISER, Role.MANAGER, Role.ARTISAN)
def appointment(request: Request, pk: int) -> HttpResponse:
    """A half-day: when, where, what came of it, its history."""
    found = queries.get_appointment(request.viewer, pk)
    start, end = notices.hours(found)
    context = {
        "appointment": found,
        "starts_at": start,
        "ends_at": end,
        "lines": journal.history_of(request.viewer, found),
        "is_staff": request.viewer.is_staff_of(found.chamber_id),
    }
    return render(request, "support/appointment_detail.html", context)


@allow(Role.ADVISER)
def report(request: Request, pk: int) -> HttpResponse:
    """Write what came of a half-day."""
    found = queries.get_appointment(request.viewer, pk)
    form = ReportForm(request.POST or None, instance=found)
    if form.is_valid():
        fresh = queries.get_appointment(request.viewer, pk)
        names = ("outcome", "report", "next_step")
        written: dict[str, Any] = {name: form.cleaned_data[name] for name in names}
        actions.write_report(appointment=fresh, **written, by=request.viewer, at=timezone.now())
        acted(request, _("The report is saved."))
        return redirect("support:appointment", pk=pk)
    return render(request, "support/appointment_report.html", {"form": form, "appointment": found})


@allow(Role.ADVISER)
@require_POST
def call_off(request: Request, pk: int) -> HttpResponse:
    """Let a half-day go; the request waits again."""
    found = queries.get_appointment(request.viewer, pk)
    actions.call_off(appointment=found, by=request.viewer, at=timezone.now())
    acted(request, _("The half-day is called off. %(name)s has been told.") % {"name": found.person})
    return redirect("support:requests")


def _choices(request: Request) -> list[tuple[str, str]]:
    today = timezone.localdate()
    free = free_half_days(request.viewer, _user(request), today + timedelta(days=1), today + AHEAD)
    names = {"am": _("morning"), "pm": _("afternoon")}
    return [(f"{on.isoformat()}/{half}", f"{date_format(on, 'l j F')}, {names[half]}") for on, half in free]


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
