"""What came of a half-day."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, back, refusals_in
from etabli.programme.support import actions, queries
from etabli.programme.support.forms import ReportForm
from etabli.programme.support.models import Appointment


@allow(Role.ADVISER)
def report(request: Request, pk: int) -> HttpResponse:
    """Write what came of a half-day."""
    appointment = queries.get_appointment(request.viewer, pk)
    form = ReportForm(request.POST or None, instance=appointment)
    if form.is_valid():
        fresh = queries.get_appointment(request.viewer, pk)
        names = ("outcome", "report", "next_step")
        written: dict[str, Any] = {name: form.cleaned_data[name] for name in names}
        with refusals_in(form):
            actions.write_report(appointment=fresh, **written, by=request.viewer, at=timezone.now())
            acted(request, _("The report is saved."))
            return redirect("support:appointment", pk=pk)
    context = {"form": form, "appointment": appointment, "outcomes": Appointment.Outcome.choices}
    return render(request, "support/appointment_report.html", context)


@allow(Role.ADVISER, Role.ARTISAN)
@require_POST
def step_done(request: Request, pk: int, number: int) -> HttpResponse:
    """The artisan did what was agreed on."""
    appointment = queries.get_appointment(request.viewer, pk)
    actions.note_step_done(appointment=appointment, number=number, by=request.viewer, at=timezone.now())
    acted(request, _("Well done: this step is done."))
    return back(request, reverse("support:appointment", args=[pk]))
