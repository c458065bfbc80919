"""The desk of one session: all that is needed to run it."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from etabli.foundation.journal.queries import history_of
from etabli.foundation.notices.queries import count_people, waiting_calls
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.notices import calls_subject
from etabli.foundation.seats.queries import messages_leaving_soon
from etabli.programme.workshops import queries
from etabli.programme.workshops.attendance_rolls import Roll, chosen_roll, rolls_of
from etabli.programme.workshops.forms import WalkInForm
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.room_calendar import closed_days_of
from etabli.programme.workshops.session_forms import CallOffForm
from etabli.programme.workshops.session_reports.queries import follow_up_of


@allow(*STAFF)
def desk(request: Request, pk: int) -> HttpResponse:
    """Everything to run one session: the roll, the sheet, the questionnaire."""
    session = queries.session_for_staff(request.viewer, pk)
    return render(
        request,
        "workshops/session_desk.html",
        desk_context(request, session, WalkInForm(viewer=request.viewer, session=session)),
    )


def desk_context(
    request: Request, session: Session, form: WalkInForm, half_day_number: int | None = None
) -> dict[str, Any]:
    """What the desk shows; `form` may hold what was typed and refused of a walk-in."""
    seated, waiting_sign_ups = queries.participants(request.viewer, session)
    unconfirmed, rolls = queries.unconfirmed(request.viewer, session), rolls_of(session, seated)
    roll = chosen_roll(rolls, str(half_day_number or request.GET.get("demi-journee", "")), timezone.now())
    signed_up = [row.sign_up for row in seated] + waiting_sign_ups
    return {
        **_state_context(session, roll),
        **_calls_context(request.viewer, session.occasion),
        **_attendance_counts(seated, waiting_sign_ups),
        "session": session,
        "occasion": session.occasion,
        "seated": seated,
        "waiting": waiting_sign_ups,
        "unconfirmed": unconfirmed,
        "rolls": rolls,
        "roll": roll,
        "after": follow_up_of(request.viewer, session),
        "to_call": _people_to_call([*signed_up, *unconfirmed]),
        "needs": _access_needs(signed_up),
        "form": form,
        "lines": history_of(request.viewer, session),
        "has_signed": any(row.trainer_id == request.viewer.user_id for row in roll.trainers),
    }


def _attendance_counts(seated: list[queries.Participant], waiting_sign_ups: list[SignUp]) -> dict[str, int]:
    """How many came, how many could not, and to how many a place is offered."""
    return {
        "offered": sum(row.status == SignUp.Status.OFFERED for row in waiting_sign_ups),
        "present": sum(row.present is True for row in seated),
        "absent": sum(row.present is False for row in seated),
    }


def _calls_context(viewer: Viewer, occasion: Occasion) -> dict[str, Any]:
    """How many people are still to be told something by telephone, how their list is asked for, and the messages that
    are about to leave."""
    about = calls_subject(occasion)
    calls = count_people(waiting_calls(viewer, about=about, at=timezone.now()))
    return {"calls": calls, "about": about, "leaving": messages_leaving_soon(occasion)}


def _people_to_call(signed_up: list[SignUp]) -> list[Person]:
    """Those whom no mail reaches, each once."""
    unwritten = [row.recipient.required_person for row in signed_up if not row.recipient.email]
    return list({person.pk: person for person in unwritten}.values())


def _access_needs(signed_up: list[SignUp]) -> list[tuple[str, str]]:
    """(name, what they wrote that helps them to come)."""
    return [(row.name, row.access_need.text) for row in signed_up if hasattr(row, "access_need")]


def _state_context(session: Session, roll: Roll) -> dict[str, Any]:
    """What may be done with it now, and what there is to do first."""
    now, occasion = timezone.now(), session.occasion
    is_in_force = session.taken_back_at is None and occasion.cancelled_at is None
    is_published = session.published_at is not None and is_in_force
    return {
        "can_mark": is_published and timezone.localdate(roll.half.starts_at) <= timezone.localdate(now),
        "has_begun": is_published and occasion.starts_at <= now,
        "is_over": is_published and occasion.ends_at <= now,
        "can_change": is_in_force and occasion.spans[-1].start > now,
        "can_confirm": is_in_force and occasion.ends_at > now,
        "can_call_off": is_in_force and occasion.starts_at > now,
        "can_release": is_published and occasion.starts_at > now,
        "moment": _moment(occasion, now) if is_in_force else "",
        "closed": closed_days_of(session),
        "call_off_form": CallOffForm(),
    }


def _moment(occasion: Occasion, now: datetime) -> str:
    """What the adviser has to do: "before" to prepare, "today" to run it, "after" to end it well."""
    if any(timezone.localdate(span.start) == timezone.localdate(now) for span in occasion.spans):
        return "today"
    return "before" if occasion.ends_at > now else "after"
