"""A relay signs somebody up: a session near, a name, an address, their agreement."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.foundation.seats.actions import AlreadySignedUp
from etabli.programme.workshops import actions, queries
from etabli.programme.workshops.calendar.cards import upcoming_sessions
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.pages.visitors import noted
from etabli.programme.workshops.rules import sign_up_refusal
from etabli.programme.workshops.sign_up_forms import RelayForm
from etabli.territory.relays.links import opened
from etabli.territory.relays.models import Relay
from etabli.territory.relays.queries import NoRelay, own_relay

NEAR = 6


@allow(Role.RELAY, by=opened)
def relay(request: Request) -> HttpResponse:
    """The next sessions near the relay, and whom it signed up, by the names that it wrote."""
    try:
        own, now = own_relay(request.viewer), timezone.now()
    except NoRelay:
        return redirect("front:relay_space")  # which says whom to call
    near = upcoming_sessions(request.viewer, near=own.commune_id, at=now)
    open_now = [card for card in near if not card.is_closed and card.opens_on is None]
    context = {
        "relay": own,
        "sessions": open_now[:NEAR],
        "signed_up": queries.signed_up_by_relay(request.viewer, own, at=now),
    }
    return render(request, "workshops/relay_sign_ups.html", context)


@allow(Role.RELAY, by=opened)
def relay_sign_up(request: Request, pk: int) -> HttpResponse:
    """Sign somebody up, who agreed; the mail that leads to the place goes to them."""
    own, session = own_relay(request.viewer), queries.get_session(request.viewer, pk)
    form = RelayForm(request.POST or None, chamber_id=session.chamber_id, initial={"commune": own.commune})
    if request.method == "POST" and form.is_valid():
        try:
            return _signed_up(request, session, own, form)
        except AlreadySignedUp as known:
            actions.recall_place(sign_up=known.sign_up, by=request.viewer, at=timezone.now())
            messages.success(request, noted(session, has_address=bool(form.wanted["email"])))
            return redirect("workshops:relay")
        except ActionError as refusal:
            form.add_error(None, str(refusal))
    occasion = session.occasion
    is_open = occasion.cancelled_at is None and occasion.starts_at > timezone.now()
    closed = sign_up_refusal(session, timezone.localdate())
    context = {"session": session, "occasion": occasion, "form": form, "is_open": is_open, "closed": closed}
    return render(request, "workshops/relay_sign_up.html", context)


def _signed_up(request: Request, session: Session, own: Relay, form: RelayForm) -> HttpResponse:
    given = {**form.wanted, "via": own.code, "relay": own, "by": request.viewer, "at": timezone.now()}
    actions.sign_up_for_session(session=session, **given)
    acted(request, noted(session, has_address=bool(form.wanted["email"])))
    if form.remark:
        messages.info(request, form.remark)
    return redirect("workshops:relay")
