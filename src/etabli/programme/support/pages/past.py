"""Half-days that are over: the day on which one was held, its hours, one that was held without a booking."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role, User
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import get_person
from etabli.programme.support import actions, queries
from etabli.programme.support.forms import HeldForm, HoursForm, PastDayForm
from etabli.programme.support.payers import change_of, least_of, price_of
from etabli.programme.support.places import whereabouts_of


@allow(Role.ADVISER)
def correct_day(request: Request, pk: int) -> HttpResponse:
    """It was in fact held on another half-day."""
    appointment = queries.get_appointment(request.viewer, pk)
    held = {"on": appointment.half_day.on, "half": appointment.half_day.half}
    form = PastDayForm(request.POST or None, initial=held)
    if form.is_valid():
        asked = {**form.cleaned_data, "by": request.viewer, "at": timezone.now()}
        try:
            actions.correct_day(appointment=appointment, **asked)
        except ActionError as refusal:
            form.add_error("on", str(refusal))
        else:
            acted(request, _("The day is corrected. Nobody is written to."))
            return redirect("support:appointment", pk=pk)
    context = {"form": form, "person": appointment.person, "change": change_of(appointment)}
    return render(request, "support/past_day.html", {**context, "title": _("It was held on another day")})


@allow(*STAFF)
def hours(request: Request, pk: int) -> HttpResponse:
    """The artisan came late, or left before the end; whoever pays then pays less, which is said at once."""
    appointment = queries.get_appointment(request.viewer, pk)
    start, end = (timezone.localtime(instant).time() for instant in appointment.hours_done)
    initial = {"came_at": start, "left_at": end, "note": appointment.hours_note}
    form = HoursForm(request.POST or None, initial=initial)
    if form.is_valid():
        asked = {**form.cleaned_data, "by": request.viewer, "at": timezone.now()}
        try:
            noted = actions.note_hours(appointment=queries.get_appointment(request.viewer, pk), **asked)
        except actions.WrongHours as refusal:
            form.add_error("left_at", str(refusal))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(request, f"{_('The hours are written down.')} {price_of(noted)}".strip())
            return redirect("support:appointment", pk=pk)
    context = {"form": form, "appointment": appointment, "least": least_of(appointment)}
    return render(request, "support/appointment_hours.html", context)


@allow(Role.ADVISER)
def held(request: Request, pk: int) -> HttpResponse:
    """It was held without a booking; it answers a request of the person that waits, or none."""
    person, now = get_person(request.viewer, pk), timezone.now()
    places = whereabouts_of(request.viewer, person).places
    waiting = [row.wish for row in queries.requests_waiting(request.viewer, at=now, person=person)]
    form = HeldForm(request.POST or None, initial={"place": places[0] if places else ""}, waiting=waiting)
    if form.is_valid():
        asked: dict[str, Any] = {"person": person, "wish": None, **form.cleaned_data}
        adviser = User.objects.get(pk=request.viewer.user_id or 0)
        try:
            made = actions.note_held(**asked, adviser=adviser, by=request.viewer, at=now)
        except ActionError as refusal:
            form.add_error("on", str(refusal))
        else:
            acted(request, _("The half-day is written down: write its report."))
            return redirect("support:report", pk=made.pk)
    context = {"form": form, "person": person, "title": _("A half-day that has taken place")}
    return render(request, "support/past_day.html", context)
