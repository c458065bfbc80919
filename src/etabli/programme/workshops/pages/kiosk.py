"""The tablet that goes round: each one finds their name and signs for the half-day. Nothing else stands on it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow, unkept
from etabli.foundation.people.models import STAFF, User
from etabli.programme.workshops import actions, queries
from etabli.programme.workshops.attendance_forms import SignForm
from etabli.programme.workshops.halves import Half, half_of
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.rolls import by_short_name, chosen_roll, rolls_of


@allow(*STAFF)
def names(request: Request, pk: int, half: int | None = None) -> HttpResponse:
    """The names of one half-day; without its number, that of the one under way."""
    session = queries.run_session(request.viewer, pk)
    seated, _waiting = queries.participants(request.viewer, session)
    roll = chosen_roll(rolls_of(session, seated), str(half or ""), timezone.now())
    if half is not None:
        half_of(session.occasion, half)
    context = {
        "session": session,
        "roll": roll,
        "lines": by_short_name(roll),
        "trainer_signed": any(row.trainer_id == request.viewer.user_id for row in roll.trainers),
    }
    return render(request, "workshops/kiosk.html", context)


@allow(*STAFF)
@unkept
def sign(request: Request, pk: int, half: int, sign_up: int) -> HttpResponse:
    """One person signs. What was sent twice, because the network was slow, counts once."""
    session = queries.run_session(request.viewer, pk)
    row, when = queries.get_participant(request.viewer, session, sign_up), half_of(session.occasion, half)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"half": half, "signature": form.signature, "by": request.viewer, "at": timezone.now()}
        try:
            actions.sign_half_day(sign_up=row, **given)
        except actions.AlreadySigned:
            return _thanked(request, session, when)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _thanked(request, session, when)
    return render(request, "workshops/kiosk_sign.html", _pad(session, when, row.person.name, form))


@allow(*STAFF)
@unkept
def sign_as_trainer(request: Request, pk: int, half: int) -> HttpResponse:
    """Whoever gives this half-day, and is signed in on the tablet, signs its sheet."""
    session = queries.run_session(request.viewer, pk)
    when, trainer = half_of(session.occasion, half), User.objects.get(pk=request.viewer.user_id)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"half": half, "signature": form.signature, "by": request.viewer, "at": timezone.now()}
        try:
            actions.sign_half_day_as_trainer(session=session, trainer=trainer, **given)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _thanked(request, session, when)
    return render(request, "workshops/kiosk_sign.html", _pad(session, when, trainer.name, form))


def _pad(session: Session, half: Half, name: str, form: SignForm) -> dict[str, Any]:
    back = reverse("workshops:kiosk", args=[session.pk, half.number])
    return {"session": session, "half": half, "name": name, "form": form, "back": back}


def _thanked(request: Request, session: Session, half: Half) -> HttpResponse:
    messages.success(request, _("Signed. Thank you."))
    return redirect("workshops:kiosk", pk=session.pk, half=half.number)
