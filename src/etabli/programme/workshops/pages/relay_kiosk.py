"""The computer of a relay, handed over to those who come by: they sign up by themselves for workshops near here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow, in_kiosk, without_drafts
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages.kiosks import hand_over_page
from etabli.foundation.seats.actions import AlreadySignedUp
from etabli.programme.workshops import actions, queries
from etabli.programme.workshops.calendar.cards import upcoming_sessions
from etabli.programme.workshops.kiosks import RELAY_COMPUTER, for_relay_computer
from etabli.programme.workshops.pages.workshop_page import noted_message
from etabli.programme.workshops.rules import sign_up_refusal
from etabli.programme.workshops.sign_up_forms import RelayKioskForm
from etabli.territory.relays.links import viewer_by_opened_link
from etabli.territory.relays.queries import NoRelay, own_relay

SHOWN_AT_MOST = 12


@allow(Role.RELAY, by=viewer_by_opened_link)
@without_drafts
def lend_computer(request: Request) -> HttpResponse:
    """Narrow this computer to signing up near the relay."""
    try:
        relay = own_relay(request.viewer)
    except NoRelay:
        return redirect("front:relay_space")  # which says whom to call
    return hand_over_page(
        request,
        for_relay_computer(relay, at=timezone.now()),
        title=_("Lend this computer for sign-ups"),
        what=_("Those who come by sign up alone. They see neither your page nor who signed up before them."),
    )


@in_kiosk(RELAY_COMPUTER)
def nearby_workshops(request: Request) -> HttpResponse:
    """The next workshops near the relay to which one can sign up, the nearest first."""
    relay = queries.relay_of_kiosk(request.viewer)
    cards = upcoming_sessions(request.viewer, near=relay.commune_id, at=timezone.now())
    cards_shown = [card for card in cards if not card.is_closed and card.opens_on is None][:SHOWN_AT_MOST]
    return render(request, "workshops/counter.html", {"relay": relay, "sessions": cards_shown})


@in_kiosk(RELAY_COMPUTER)
@limited("sign_up", per_minute=60)
def sign_up(request: Request, pk: int) -> HttpResponse:
    """Somebody signs up; the page that thanks them says the same whether the chamber knew them or not."""
    relay = queries.relay_of_kiosk(request.viewer)
    session, now = queries.get_session(request.viewer, pk), timezone.now()
    if reached_by := request.GET.get("inscrit"):
        thanks = {"noted": noted_message(session, has_address=reached_by == "mail")}
        return render(request, "workshops/counter_thanks.html", thanks)
    form = RelayKioskForm(request.POST or None, chamber_id=session.chamber_id)
    if request.method == "POST" and form.is_valid():
        try:
            arguments = {**form.act_arguments, "via": relay.code, "by": request.viewer, "at": now}
            actions.sign_up_for_session(session=session, **arguments)
        except AlreadySignedUp as refusal:
            actions.recall_place(sign_up=refusal.sign_up, by=request.viewer, at=now)
            return _redirect_to_thanks(request, form)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _redirect_to_thanks(request, form)
    occasion = session.occasion
    is_open = occasion.cancelled_at is None and occasion.starts_at > now
    closed = sign_up_refusal(session, timezone.localdate(now))
    context = {"session": session, "occasion": occasion, "form": form, "is_open": is_open, "closed": closed}
    return render(request, "workshops/counter_sign_up.html", context)


def _redirect_to_thanks(request: Request, form: RelayKioskForm) -> HttpResponse:
    """The address of the thanks holds how they are reached, and nothing of who they are."""
    if form.remark:
        messages.info(request, form.remark)
    return redirect(f"{request.path}?inscrit={'mail' if form.act_arguments['email'] else 'tel'}")
