"""A relay signs somebody up: a session near, a name, an address, their agreement."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.foundation.seats.actions import AlreadySignedUp
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops import actions, queries
from etabli.programme.workshops.calendar.cards import upcoming_sessions
from etabli.programme.workshops.models import RelaySignUp, Session
from etabli.programme.workshops.pages.workshop_page import noted_message
from etabli.programme.workshops.rules import sign_up_refusal
from etabli.programme.workshops.sign_up_forms import RelayForm
from etabli.territory.relays.links import viewer_by_opened_link
from etabli.territory.relays.models import Relay
from etabli.territory.relays.queries import NoRelay, own_relay

MAX_SESSIONS = 6


@allow(Role.RELAY, by=viewer_by_opened_link)
def relay(request: Request) -> HttpResponse:
    """The next sessions near the relay, and whom it signed up, by the names that it wrote."""
    try:
        relay_row, now = own_relay(request.viewer), timezone.now()
    except NoRelay:
        return redirect("front:relay_space")  # which says whom to call
    near_cards = upcoming_sessions(request.viewer, near=relay_row.commune_id, at=now)
    open_now = [card for card in near_cards if not card.is_closed and card.opens_on is None]
    context = {
        "relay": relay_row,
        "sessions": open_now[:MAX_SESSIONS],
        "signed_up": queries.signed_up_by_relay(request.viewer, relay_row, at=now),
    }
    return render(request, "workshops/relay_sign_ups.html", context)


@allow(Role.RELAY, by=viewer_by_opened_link)
def relay_sign_up(request: Request, pk: int) -> HttpResponse:
    """Sign somebody up, who agreed; the mail that leads to the place goes to them."""
    relay_row, session = own_relay(request.viewer), queries.get_session(request.viewer, pk)
    form = RelayForm(
        request.POST or None, chamber_id=session.chamber_id, initial={"commune": relay_row.commune}
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _sign_up(request, session, relay_row, form)
        except AlreadySignedUp as refusal:
            return _already_signed_up(request, session, relay_row, refusal.sign_up, form)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
    occasion = session.occasion
    is_open = occasion.cancelled_at is None and occasion.starts_at > timezone.now()
    refusal_text = sign_up_refusal(session, timezone.localdate())
    context = {
        "session": session,
        "occasion": occasion,
        "form": form,
        "is_open": is_open,
        "closed": refusal_text,
    }
    return render(request, "workshops/relay_sign_up.html", context)


def _sign_up(request: Request, session: Session, relay_row: Relay, form: RelayForm) -> HttpResponse:
    arguments = {
        **form.act_arguments,
        "via": relay_row.code,
        "relay": relay_row,
        "by": request.viewer,
        "at": timezone.now(),
    }
    actions.sign_up_for_session(session=session, **arguments)
    acted(request, noted_message(session, has_address=bool(form.act_arguments["email"])))
    if form.remark:
        messages.info(request, form.remark)
    return redirect("workshops:relay")


def _already_signed_up(
    request: Request, session: Session, relay_row: Relay, sign_up: SignUp, form: RelayForm
) -> HttpResponse:
    """Who has a place already keeps it. A relay is told so of whom it signed up itself, by the name that it wrote; of
    the others, it learns nothing."""
    actions.recall_place(sign_up=sign_up, by=request.viewer, at=timezone.now())
    before = RelaySignUp.objects.filter(sign_up=sign_up, relay=relay_row).first()
    if before is None:
        messages.success(request, noted_message(session, has_address=bool(form.act_arguments["email"])))
    else:
        on = date_format(timezone.localtime(session.occasion.starts_at), "j F")
        message = _("%(name)s is signed up already for %(on)s: no second place is taken.")
        messages.info(request, message % {"name": before.name, "on": on})
    return redirect("workshops:relay")
