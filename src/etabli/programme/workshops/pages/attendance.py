"""The roll of a session, half-day by half-day: who is there, who came late or without a sign-up; its sheets."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from etabli.foundation.documents import TABLES
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.seats.actions import AlreadySignedUp
from etabli.foundation.ui.elision import join_little_words
from etabli.programme.workshops import actions, attendance_sheets, queries
from etabli.programme.workshops.attendance_forms import LateForm
from etabli.programme.workshops.attendance_rolls import chosen_roll, get_attendance, rolls_of
from etabli.programme.workshops.forms import WalkInForm
from etabli.programme.workshops.halves import Half, half_of
from etabli.programme.workshops.models import Attendance, Session
from etabli.programme.workshops.pages.desk import desk_context
from etabli.programme.workshops.participant_table import table_of

PRESENCE_OF_BUTTON = {"yes": True, "no": False, "": None, "late": True}


@allow(*STAFF)
@require_POST
def mark(request: Request, pk: int, sign_up: int, half: int) -> HttpResponse:
    """Present, late, absent, or the mark taken off; without JavaScript the page comes back at the roll."""
    session, now = queries.session_for_staff(request.viewer, pk), timezone.now()
    row, when = queries.get_seated_sign_up(request.viewer, session, sign_up), half_of(session.occasion, half)
    choice = request.POST.get("present", "")
    if choice not in PRESENCE_OF_BUTTON:
        raise Http404
    if choice == "late" and not when.starts_at < now < when.ends_at:
        return redirect("workshops:late", pk=pk, sign_up=sign_up, half=half)
    present, arrived_at = PRESENCE_OF_BUTTON[choice], now if choice == "late" else None
    actions.mark_presence(
        sign_up=row, present=present, half=half, arrived_at=arrived_at, by=request.viewer, at=now
    )
    acted(request, _mark_message(choice) % {"name": row.person})
    return _to_roll(session, half)


@allow(*STAFF)
def late(request: Request, pk: int, sign_up: int, half: int) -> HttpResponse:
    """The hour at which somebody came, typed afterwards."""
    session = queries.session_for_staff(request.viewer, pk)
    row, when = queries.get_seated_sign_up(request.viewer, session, sign_up), half_of(session.occasion, half)
    form = LateForm(request.POST or None, half=when, initial={"arrived": _hour(row.pk, when)})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.mark_presence(
                sign_up=row,
                present=True,
                half=half,
                arrived_at=form.cleaned_data["arrived"],
                by=request.viewer,
                at=timezone.now(),
            )
            acted(request, _mark_message("late") % {"name": row.person})
            return _to_roll(session, half)
    context = {"form": form, "session": session, "row": row, "half": when}
    return render(request, "workshops/late_form.html", context)


@allow(*STAFF)
@require_POST
def all_present(request: Request, pk: int, half: int) -> HttpResponse:
    """Everybody who is not marked yet is there."""
    session = queries.session_for_staff(request.viewer, pk)
    marked = actions.mark_all_present(session=session, half=half, by=request.viewer, at=timezone.now())
    message = ngettext("%(n)d person is marked as present.", "%(n)d people are marked as present.", marked)
    acted(request, message % {"n": marked})
    return _to_roll(session, half)


@allow(*STAFF)
@require_POST
def take_signature_off(request: Request, pk: int, sign_up: int, half: int) -> HttpResponse:
    """A signature that was not theirs, or not right."""
    session = queries.session_for_staff(request.viewer, pk)
    attendance = get_attendance(request.viewer, session, sign_up, half)
    actions.take_signature_off(attendance=attendance, by=request.viewer, at=timezone.now())
    acted(
        request,
        join_little_words(
            _("The signature of %(name)s is taken off. They can sign again.") % {"name": attendance}
        ),
    )
    return _to_roll(session, half)


@allow(*STAFF)
@require_POST
def walk_in(request: Request, pk: int, half: int) -> HttpResponse:
    """Somebody came without a sign-up."""
    session = queries.session_for_staff(request.viewer, pk)
    half_of(session.occasion, half)
    form = WalkInForm(request.POST, viewer=request.viewer, session=session)
    if form.is_valid():
        email, phone = form.cleaned_data["contact"]
        identity = {
            "name": form.cleaned_data["name"],
            "email": email,
            "phone": phone,
            "person": form.same_person,
        }
        with refusals_in(form):
            attendance_row = _arrived(request, session, identity, half)
            acted(request, _("%(name)s is on the roll, and present.") % {"name": attendance_row})
            return _to_roll(session, half)
    return render(request, "workshops/session_desk.html", desk_context(request, session, form, half))


@allow(*STAFF)
def sheet_pdf(request: Request, pk: int) -> HttpResponse:
    """The attendance sheets: as they stand; all of them, or that of one half-day; blank to sign by pen when asked."""
    session = queries.session_for_staff(request.viewer, pk)
    seated, _waiting = queries.participants(request.viewer, session)
    rolls, number = rolls_of(session, seated), request.GET.get("demi-journee", "")
    if number:
        rolls = [chosen_roll(rolls, number, timezone.now())]
    on = timezone.localtime(rolls[0].half.starts_at).date()
    name = f"emargement-{on:%Y-%m-%d}-{slugify(session.theme_id)}.pdf"
    return document_response(
        attendance_sheets.attendance_sheet(session, rolls, blank="vierge" in request.GET), name
    )


@allow(*STAFF)
def participants_file(request: Request, pk: int) -> HttpResponse:
    """The people of the session, as a table for a spreadsheet."""
    session = queries.session_for_staff(request.viewer, pk)
    seated, waiting_sign_ups = queries.participants(request.viewer, session)
    unconfirmed = queries.unconfirmed(request.viewer, session)
    rows = table_of(rolls_of(session, seated), waiting_sign_ups, unconfirmed)
    write, kind = TABLES["xlsx"]
    on = timezone.localtime(session.occasion.starts_at).date()
    return document_response(
        write(rows), f"{_('participants')}-{on:%Y-%m-%d}-{slugify(session.theme_id)}.xlsx", kind
    )


def _to_roll(session: Session, half: int) -> HttpResponse:
    query = f"?demi-journee={half}" if len(session.occasion.spans) > 1 else ""
    return redirect(f"{reverse('workshops:desk', args=[session.pk])}{query}#roll")


def _hour(sign_up_id: int, half: Half) -> datetime | None:
    attendance = Attendance.objects.filter(sign_up_id=sign_up_id, half=half.number).first()
    return timezone.localtime(attendance.arrived_at) if attendance and attendance.arrived_at else None


def _arrived(request: Request, session: Session, identity: dict[str, Any], half: int) -> Attendance:
    """Seat and mark somebody at the door; only mark whoever turns out to be on the roll."""
    at = timezone.now()
    try:
        return actions.add_walk_in(session=session, **identity, half=half, by=request.viewer, at=at)
    except AlreadySignedUp as refusal:
        return actions.mark_presence(
            sign_up=refusal.sign_up, present=True, half=half, by=request.viewer, at=at
        )


def _mark_message(choice: str) -> str:
    return {
        "": _("The mark of %(name)s is taken off."),
        "yes": _("%(name)s is marked as present."),
        "no": _("%(name)s is marked as absent."),
        "late": _("%(name)s is marked as present, and late."),
    }[choice]
