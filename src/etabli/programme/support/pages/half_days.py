"""A half-day: what it is, what is to be known before it, another day, a colleague, and calling it off."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError, queries as journal
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.ui.typography import hours
from etabli.programme.diagnosis.queries import checks
from etabli.programme.diagnosis.wording import given_answers, result_of
from etabli.programme.support import actions, queries
from etabli.programme.support.background import Background, background_of
from etabli.programme.support.commitments import key_of
from etabli.programme.support.forms import ColleagueForm, MoveForm
from etabli.programme.support.models import Appointment
from etabli.programme.support.online import seen_on
from etabli.programme.support.pages.shown import changed_text, notice_text, shown_days
from etabli.programme.support.payers import change_of, left_out_of, owed_text, payer_of, price_of
from etabli.programme.support.places import commune_of, whereabouts_of
from etabli.programme.support.proposals import Days, colleagues_free, free_slots, proposed


@allow(*STAFF, Role.ARTISAN)
def appointment(request: Request, pk: int) -> HttpResponse:
    """A half-day: when, where, what came of it, its history; for the staff, what was said before it."""
    appointment = queries.get_appointment(request.viewer, pk)
    is_staff = request.viewer.is_staff_of(appointment.chamber_id)
    is_adviser, has_begun = request.viewer.role == Role.ADVISER, appointment.hours[0] <= timezone.now()
    context = {
        **_shown(appointment),
        "instead": queries.taken_instead(appointment),
        "lines": journal.history_of(request.viewer, appointment) if is_staff else [],
        "is_staff": is_staff,
        "payer": _paid_text(appointment) if is_staff else payer_of(appointment),
        "is_adviser": is_adviser,
        "has_begun": has_begun,
        "may_move": request.viewer.is_person(appointment.person_id) and not has_begun,
        "owed": _owed_text(appointment, is_staff=is_staff),
    }
    if is_staff:
        context["background"] = background_of(request.viewer, appointment.person, but=appointment)
        context["follow_ups"] = [(row, seen_on(row.address)) for row in appointment.follow_ups.all()]
        context["follow_up_days"] = queries.follow_up_days(appointment, timezone.localdate())
        context["change"] = change_of(appointment)
    if is_adviser and not (has_begun or appointment.reported_at or appointment.cancelled_at):
        context |= _other_days(*_days_for(request, appointment))
    return render(request, "support/appointment_detail.html", context)


def _owed_text(appointment: Appointment, *, is_staff: bool) -> str:
    is_over = appointment.reported_at or appointment.cancelled_at
    return "" if is_over else owed_text(appointment, stands=not is_staff)


@allow(*STAFF)
def prepare(request: Request, pk: int) -> HttpResponse:
    """All that is to be known before it, on one page to print or to read on a phone."""
    appointment = queries.get_appointment(request.viewer, pk)
    background = background_of(request.viewer, appointment.person, but=appointment)
    context = {**_shown(appointment), "background": background, **_answers(background)}
    return render(request, "support/appointment_prepare.html", context)


@allow(Role.ADVISER)
def move(request: Request, pk: int) -> HttpResponse:
    """Another day, by one press; or a colleague receives the artisan."""
    appointment = queries.get_appointment(request.viewer, pk)
    held = appointment.half_day
    if f"{held.on.isoformat()}/{held.half}" in (request.POST.get("half_day"), request.POST.get("another")):
        messages.info(request, _("It is on that day already."))
        return redirect("support:appointment", pk=pk)
    days, form = _days_for(request, appointment, request.POST or None)
    if form.is_valid():
        slot = form.cleaned_data["slot"]
        asked = {"appointment": appointment, "on": slot.on, "half": slot.half}
        shown, now = form.cleaned_data["shown"], timezone.now()
        try:
            actions.move(**asked, shown=shown, by=request.viewer, at=now)
        except actions.ChangedMeanwhile as refusal:
            form.changed, form.again = changed_text(request.viewer, appointment, refusal), slot
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(request, f"{_('The half-day is moved.')} {notice_text(appointment, now)}")
            return redirect("support:appointment", pk=pk)
    return _to_move(request, appointment, days, form, _colleague_form(request, appointment))


@allow(Role.ADVISER)
@require_POST
def give(request: Request, pk: int) -> HttpResponse:
    """A colleague receives the artisan, the same half-day."""
    appointment = queries.get_appointment(request.viewer, pk)
    form = _colleague_form(request, appointment, request.POST)
    if form.is_valid():
        to, now, shown = form.cleaned_data["to"], timezone.now(), form.cleaned_data["shown"]
        try:
            actions.hand_over(appointment=appointment, to=to, shown=shown, by=request.viewer, at=now)
        except actions.ChangedMeanwhile as refusal:
            form.add_error(None, changed_text(request.viewer, appointment, refusal))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            text = _("%(adviser)s receives them, the same half-day.") % {"adviser": to.name}
            acted(request, f"{text} {notice_text(appointment, now)}")
            return redirect("support:appointment", pk=pk)
    return _to_move(request, appointment, *_days_for(request, appointment), form)


@allow(Role.ADVISER, Role.ARTISAN)
@require_POST
def call_off(request: Request, pk: int) -> HttpResponse:
    """Let a half-day go: the request waits again, unless its artisan wants none any more."""
    appointment = queries.get_appointment(request.viewer, pk)
    is_own, wanted = request.viewer.role == Role.ARTISAN, "cancel" not in request.POST
    asked: dict[str, Any] = {"appointment": appointment, "by": request.viewer, "at": (now := timezone.now())}
    if is_own and wanted and appointment.wish is not None:
        actions.ask_another_day(**asked)
    else:
        shown = request.POST.get("shown", "")
        try:
            actions.call_off(**asked, is_still_wanted=wanted, shown=int(shown) if shown.isdecimal() else None)
        except actions.ChangedMeanwhile as refusal:
            messages.error(request, changed_text(request.viewer, appointment, refusal))
            return redirect("support:appointment", pk=pk)
    adviser = {"adviser": appointment.half_day.adviser.name}
    if not is_own:
        told = _("To be said to them: “%(owed)s”") % {"owed": owed_text(appointment)}
        acted(request, f"{_('The half-day is called off.')} {notice_text(appointment, now)} {told}")
        return redirect("support:requests")
    if wanted and appointment.wish is not None:
        said = _("%(adviser)s is told, and offers you another day.") % adviser
    else:
        said = _("The half-day is cancelled. %(adviser)s is told.") % adviser
    acted(request, f"{said} {owed_text(appointment)}")
    return redirect("front:mine")


def _paid_text(appointment: Appointment) -> str:
    """That nobody pays for it yet, or what is paid of one whose hours are noted, as the staff read it."""
    return left_out_of(appointment) or (price_of(appointment) if appointment.came_at else "")


def _shown(appointment: Appointment) -> dict[str, Any]:
    start, end = appointment.hours
    done = hours(*appointment.hours_done) if appointment.came_at else ""
    return {"appointment": appointment, "starts_at": start, "ends_at": end, "done": done}


def _answers(background: Background) -> dict[str, Any]:
    """What they answered to "where to start", as (question, answer), and the steps that were proposed."""
    kept = background.answers
    if kept is None:
        return {}
    steps = result_of(kept.answers, checks(kept.chamber_id), kept.done).steps
    return {"answers": [row[1:] for row in given_answers(kept.answers)], "steps": steps}


def _colleague_form(request: Request, appointment: Appointment, data: Any = None) -> ColleagueForm:
    return ColleagueForm(data, able=colleagues_free(request.viewer, appointment.half_day))


def _days_for(request: Request, appointment: Appointment, data: Any = None) -> tuple[Days, MoveForm]:
    """Its adviser’s days that the road to its place allows, and the form of all that are free."""
    viewer, adviser, now = request.viewer, appointment.half_day.adviser, timezone.now()
    free = free_slots(viewer, adviser, at=now)
    commune = commune_of(appointment.place, whereabouts_of(viewer, appointment.person).commune)
    days = proposed(viewer, adviser, free, commune, but=key_of(appointment), at=now)
    return days, MoveForm(data, free=free, change=change_of(appointment), too_far=days.too_far)


def _other_days(days: Days, form: MoveForm) -> dict[str, Any]:
    return {"form": form, "proposals": shown_days(days.proposals, form.change)}


def _to_move(
    request: Request, appointment: Appointment, days: Days, form: MoveForm, colleagues: ColleagueForm
) -> HttpResponse:
    context = {**_shown(appointment), **_other_days(days, form), "colleagues": colleagues}
    return render(request, "support/appointment_move.html", context)
