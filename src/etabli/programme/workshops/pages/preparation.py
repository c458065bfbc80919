"""Preparing one's coming to a workshop: what to bring, how to be at ease there, what else is near."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.access import Request, allow, without_drafts
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.seats.models import SignUp
from etabli.foundation.seats.queries import get_sign_up
from etabli.programme.workshops import actions, queries
from etabli.programme.workshops.calendar.cards import upcoming_sessions
from etabli.programme.workshops.sign_up_forms import NeedForm

MAX_NEAR, NEAR_KM = 3, 50  # other workshops that are worth a look: how many, how far by road


@allow(Role.BEARER, Role.ARTISAN, *STAFF)
@without_drafts
def prepare(request: Request, pk: int) -> HttpResponse:
    """What to bring, how to get in, what would help to come (told to the staff alone), other workshops near."""
    sign_up = get_sign_up(request.viewer, pk)
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        actions.tell_need(sign_up=sign_up, text=text, by=request.viewer, at=timezone.now())
        acted(
            request,
            _("It is noted. Those who prepare the room read it.") if text else _("Nothing is kept of it."),
        )
        return redirect("workshops:prepare", pk=pk)
    return render(request, "workshops/sign_up_prepare.html", _context(request, sign_up, form))


def _context(request: Request, sign_up: SignUp, form: NeedForm) -> dict[str, Any]:
    session, need = queries.session_of_sign_up(sign_up)
    now = timezone.now()
    may_read = request.viewer.role != Role.BEARER  # who bears the link may be somebody else than who wrote it
    if need is not None and may_read:
        form.initial["text"] = need.text
    near_cards = upcoming_sessions(request.viewer, near=session.venue.commune_id, at=now)
    return {
        "sign_up": sign_up,
        "session": session,
        "occasion": sign_up.occasion,
        "form": form,
        "told": need is not None,
        "hidden": need is not None and not may_read,
        "can_tell": sign_up.status != "withdrawn" and sign_up.occasion.ends_at > now,
        "near": [
            card
            for card in near_cards
            if card.pk != session.pk and card.km is not None and card.km <= NEAR_KM
        ][:MAX_NEAR],
        "commune_code": session.venue.commune_id,
    }
