"""The tablet that goes round: handed over, then each one finds their name and signs for the half-day. Nothing else
opens on it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow, in_kiosk, without_drafts
from etabli.foundation.people.models import STAFF, User
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.pages.kiosks import hand_over_page
from etabli.programme.workshops import actions, queries, tablet
from etabli.programme.workshops.actions.attendance import refuse_before
from etabli.programme.workshops.attendance_forms import SignForm
from etabli.programme.workshops.halves import half_of, halves_of
from etabli.programme.workshops.kiosks import HALF_DAY, for_half_day


@allow(*STAFF)
@without_drafts
def hand_over(request: Request, pk: int, half: int | None = None) -> HttpResponse:
    """Narrow this tablet to one half-day: that of the address, else the one under way or next."""
    session, now = queries.session_for_staff(request.viewer, pk), timezone.now()
    if half is None:
        halves = halves_of(session.occasion)
        half = next((each.number for each in halves if each.ends_at > now), halves[-1].number)
    chosen = half_of(session.occasion, half)
    if request.method == "POST":
        refuse_before(session.occasion, half, now)
    purpose_text = _(
        "%(title)s, %(half)s: each one signs, then answers the questionnaire. Nothing else opens."
    )
    return hand_over_page(
        request,
        for_half_day(session, chosen, at=now),
        title=_("Pass the tablet around"),
        what=purpose_text % {"title": session.theme.title, "half": chosen},
    )


@in_kiosk(HALF_DAY)
def names(request: Request, pk: int, half: int) -> HttpResponse:
    """Who has a place in this half-day, and who has signed."""
    session = queries.session_of_tablet(request.viewer, pk, half)
    when = half_of(session.occasion, half)
    context = {
        "session": session,
        "half": when,
        "places": tablet.tablet_places(request.viewer, session, when),
        "has_just_signed": "signe" in request.GET,
    }
    return render(request, "workshops/kiosk.html", context)


@in_kiosk(HALF_DAY)
@without_drafts
def sign(request: Request, pk: int, half: int, sign_up: int) -> HttpResponse:
    """One person signs. What was sent twice, because the network was slow, counts once."""
    session = queries.session_of_tablet(request.viewer, pk, half)
    when = half_of(session.occasion, half)
    place, row = tablet.get_place(request.viewer, session, when, sign_up)
    kiosk_url = reverse("workshops:kiosk", args=[pk, half])
    form = SignForm(request.POST or None)
    if place.has_signed:
        return redirect(f"{kiosk_url}?signe" if request.method == "POST" else kiosk_url)
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign_half_day(
                sign_up=row, half=half, signature=form.signature, by=request.viewer, at=timezone.now()
            )
        except actions.AlreadySigned:
            return redirect(f"{kiosk_url}?signe")
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{kiosk_url}?signe")
    context = {"what": session.theme.title, "half": when, "name": place.name, "form": form, "back": kiosk_url}
    return render(request, "workshops/kiosk_sign.html", context)


@allow(*STAFF)
@without_drafts
def sign_as_trainer(request: Request, pk: int, half: int) -> HttpResponse:
    """Whoever gives this half-day signs its sheet, from their own desk."""
    session = queries.session_for_staff(request.viewer, pk)
    when, by = half_of(session.occasion, half), request.viewer
    trainer = User.objects.get(pk=by.user_id or 0)
    return_url = for_half_day(session, when, at=timezone.now()).back
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            signed: Any = {"half": half, "signature": form.signature, "at": timezone.now()}
            actions.sign_half_day_as_trainer(session=session, trainer=trainer, **signed, by=by)
            acted(request, _("Signed. Thank you."))
            return redirect(return_url)
    context = {
        "what": session.theme.title,
        "half": when,
        "name": trainer.name,
        "form": form,
        "back": return_url,
    }
    return render(request, "workshops/kiosk_sign.html", context)
