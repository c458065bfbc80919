"""Requests, half-days, reports."""

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError, queries as journal
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role, User
from etabli.foundation.people.pages import acted
from etabli.foundation.ui.typography import day
from etabli.programme.demand.models import Wish
from etabli.programme.diary.models import Half
from etabli.programme.diary.queries import free_half_days
from etabli.programme.support import actions, notices, queries
from etabli.programme.support.forms import BookingForm, ReportForm
from etabli.programme.support.models import Appointment

SHOWN = 12  # requests on a screen, the oldest first; reports, the latest first
AHEAD = timedelta(days=42)  # how far an adviser books


@allow(*STAFF)
def requests(request: Request) -> HttpResponse:
    """Who asked for a half-day and waits; the half-days to come, to tell, and told."""
    today, asked = timezone.localdate(), request.GET
    waiting = queries.requests_waiting(request.viewer, at=timezone.now())
    untold = queries.open_half_days(request.viewer)
    context = {
        "waiting": waiting,
        "waiting_page": Paginator(waiting, SHOWN).get_page(asked.get("page")),
        "to_tell": [appointment for appointment in untold if appointment.half_day.on <= today],
        "to_come": [appointment for appointment in untold if appointment.half_day.on > today],
        "told": Paginator(queries.told_half_days(request.viewer), SHOWN).get_page(asked.get("rapports")),
        "is_looking_back": "rapports" in asked,
        "is_adviser": request.viewer.role == Role.ADVISER,
    }
    return render(request, "support/request_list.html", context)


@allow(Role.ADVISER)
def book(request: Request, pk: int) -> HttpResponse:
    """Give a request its half-day."""
    wish = queries.get_request(request.viewer, pk)
    booked = queries.booked_for(wish)
    if booked is not None and request.method != "POST":
        return redirect("support:appointment", pk=booked.pk)
    form = BookingForm(request.POST or None, choices=_choices(request))
    if form.is_valid():
        try:
            appointment = _book(request, wish, form)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(request, f"{_('The half-day is booked.')} {_notice_text(appointment)}")
            return redirect("support:appointment", pk=appointment.pk)
    return render(request, "support/request_book.html", {"form": form, "wish": wish})


@allow(*STAFF, Role.ARTISAN)
def appointment(request: Request, pk: int) -> HttpResponse:
    """A half-day: when, where, what came of it, its history."""
    appointment = queries.get_appointment(request.viewer, pk)
    start, end = notices.hours(appointment)
    is_staff = request.viewer.is_staff_of(appointment.chamber_id)
    context = {
        "appointment": appointment,
        "starts_at": start,
        "ends_at": end,
        "lines": journal.history_of(request.viewer, appointment) if is_staff else [],
        "is_staff": is_staff,
        "is_adviser": request.viewer.role == Role.ADVISER,
        "has_begun": start <= timezone.now(),
        "may_move": request.viewer.is_person(appointment.person_id) and start > timezone.now(),
    }
    return render(request, "support/appointment_detail.html", context)


@allow(Role.ADVISER)
def report(request: Request, pk: int) -> HttpResponse:
    """Write what came of a half-day."""
    appointment = queries.get_appointment(request.viewer, pk)
    form = ReportForm(request.POST or None, instance=appointment)
    if form.is_valid():
        fresh = queries.get_appointment(request.viewer, pk)
        names = ("outcome", "report", "next_step")
        written: dict[str, Any] = {name: form.cleaned_data[name] for name in names}
        try:
            actions.write_report(appointment=fresh, **written, by=request.viewer, at=timezone.now())
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(request, _("The report is saved."))
            return redirect("support:appointment", pk=pk)
    return render(request, "support/appointment_report.html", {"form": form, "appointment": appointment})


@allow(Role.ADVISER, Role.ARTISAN)
@require_POST
def call_off(request: Request, pk: int) -> HttpResponse:
    """Let a half-day go: the request waits again, unless its artisan wants none any more."""
    appointment = queries.get_appointment(request.viewer, pk)
    is_own, wanted = request.viewer.role == Role.ARTISAN, "cancel" not in request.POST
    asked: dict[str, Any] = {"appointment": appointment, "by": request.viewer, "at": timezone.now()}
    if is_own and wanted and appointment.wish is not None:
        actions.ask_another_day(**asked)
    else:
        actions.call_off(**asked, is_still_wanted=wanted)
    adviser = {"adviser": appointment.half_day.adviser.name}
    if not is_own:
        acted(request, f"{_('The half-day is called off.')} {_notice_text(appointment)}")
        return redirect("support:requests")
    if wanted and appointment.wish is not None:
        acted(request, _("%(adviser)s is told, and offers you another day.") % adviser)
    else:
        acted(request, _("The half-day is cancelled. %(adviser)s is told.") % adviser)
    return redirect("front:mine")


def _book(request: Request, wish: Wish, form: BookingForm) -> Appointment:
    on, _slash, half = form.cleaned_data["half_day"].partition("/")
    assert wish.person is not None  # get_request gives none without
    return actions.book(
        person=wish.person,
        wish=wish,
        adviser=_user(request),
        on=date.fromisoformat(on),
        half=half,
        place=form.cleaned_data["place"],
        by=request.viewer,
        at=timezone.now(),
    )


def _notice_text(appointment: Appointment) -> str:
    """Whether the artisan knows, or has to be called."""
    name = {"name": appointment.person.name}
    if appointment.person.email:
        return _("%(name)s is told by e-mail.") % name
    return _("We have no e-mail for %(name)s: give them a call.") % name


def _choices(request: Request) -> list[tuple[str, str]]:
    today = timezone.localdate()
    free = free_half_days(request.viewer, _user(request), today + timedelta(days=1), today + AHEAD)
    return [(f"{on.isoformat()}/{half}", f"{day(on)}, {Half(half).label}") for on, half in free]


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
