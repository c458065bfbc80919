"""A relay's own page, without a password: what to pass on, what came of it, whom the chamber may ask for."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.limits import (
    WINDOW_SECONDS,
    count_guess_and_find_exceeded,
    count_request_and_find_exceeded,
    limited,
)
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, back
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.pages import too_many
from etabli.programme.coverage.queries import RelayCounts, counts_by_relay
from etabli.programme.outreach.queries.kit_sendings import sendings_to
from etabli.programme.watches.queries import count_brought_by_relay
from etabli.programme.workshops.calendar.cards import upcoming_sessions
from etabli.programme.workshops.queries import signed_up_by_relay
from etabli.territory.relays import actions, links, queries
from etabli.territory.relays.forms import LostLinkForm
from etabli.territory.relays.models import Relay
from etabli.territory.relays.rules import BY_LINK

COUNTED_PERIOD = timedelta(days=365)
LOOK_AHEAD = timedelta(days=365)  # people signed up for a date to come are brought already
MIN_COUNT = 5  # fewer people who came, or who wait, would tell who they are
MAX_SESSIONS = 3


@public
def enter(request: Request, token: str) -> HttpResponse:
    """Open the link of a relay, then show its page, or that which a mail spoke of, without the token in the address."""
    link = links.link_of_token(token, timezone.now())
    if link is None:
        if count_guess_and_find_exceeded(request, "relays.link"):
            return too_many(request, wait_seconds=WINDOW_SECONDS)
        return render(request, "front/relay_lost.html", {"form": LostLinkForm(), "is_dead": True}, status=404)
    links.record_use(link, timezone.localdate())
    request.session.cycle_key()  # a session that somebody may know gets another key
    request.session[links.SESSION_KEY] = link.pk
    return back(request, reverse("front:relay_space"))


@allow(Role.NOBODY, Role.RELAY, by=links.viewer_by_opened_link)
def space(request: Request) -> HttpResponse:
    """One page: the kit, the figures, somebody to sign up, whom to ask for, what to send and when.

    Who comes back after the link was closed is told how to get it again; who signs in for a relay that the chamber has
    not written down, whom to call.
    """
    if request.viewer.role == Role.NOBODY:
        return redirect("front:relay_lost")
    try:
        relay, now = queries.own_relay(request.viewer), timezone.now()
    except queries.NoRelay:
        return render(request, "front/relay_none.html", status=404)
    near = upcoming_sessions(request.viewer, near=relay.commune_id, at=now)
    context = {
        "relay": relay,
        "link": queries.link_of(relay),
        "by_link": request.viewer.link_scope == BY_LINK,
        "brought": _results_of(relay),
        "unanswered": [
            sending for sending in sendings_to(request.viewer, relay, limit=2) if not sending.answer
        ],
        "sessions": [card for card in near if not card.is_closed and card.opens_on is None][:MAX_SESSIONS],
        "signed_up": len(
            {row.sign_up.person_id for row in signed_up_by_relay(request.viewer, relay, at=now)}
        ),
        "contacts": queries.contacts(request.viewer, relay),
        "wishes": queries.wishes_of(relay),
    }
    return render(request, "front/relay_space.html", context)


@allow(Role.RELAY, by=links.viewer_by_opened_link)
def leave(request: Request) -> HttpResponse:
    """No longer be a relay: asked once; the page closes, the posters still lead to the workshops."""
    relay = queries.own_relay(request.viewer)
    if request.method != "POST":
        return render(request, "front/relay_leave.html", {"relay": relay})
    actions.withdraw_relay(relay=relay, by=request.viewer, at=timezone.now())
    message = _("It is noted: %(relay)s is no longer a relay. Thank you for what you did.") % {"relay": relay}
    acted(request, message)
    return redirect("front:home")


@public
@require_POST
def close(request: Request) -> HttpResponse:
    """Close the page on a computer that others use: the link has to be opened again."""
    request.session.pop(links.SESSION_KEY, None)
    messages.success(request, _("The page is closed on this computer. Your link opens it again."))
    return redirect("front:home")


@public
@limited("relays.lost", per_minute=10)
def lost(request: Request) -> HttpResponse:
    """The link once more, to one's own mailbox; the page says the same whether we know the address or not."""
    form = LostLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if not count_request_and_find_exceeded(email):
            for contact in queries.contacts_at(email):
                actions.ask_link(contact=contact, by=Viewer.nobody(), at=timezone.now())
        return render(request, "front/relay_lost.html", {"sent_to": email})
    return render(request, "front/relay_lost.html", {"form": form}, status=422 if form.errors else 200)


def _results_of(relay: Relay) -> dict[str, int | None]:
    """What came of its link over a year, and for the dates to come, as it is now: None for people who came, or who
    wait, when they are too few to be told."""
    today = timezone.localdate()
    through = counts_by_relay(relay.chamber_id, today - COUNTED_PERIOD, today + LOOK_AHEAD).get(
        relay.code, RelayCounts()
    )
    sign_ups = count_brought_by_relay(relay.code, timezone.now() - COUNTED_PERIOD)
    return {
        "visits": through.reached,
        "sign_ups": through.registered,
        "asked": _hide_small(sign_ups),
        "came": _hide_small(through.attended),
    }


def _hide_small(people: int) -> int | None:
    return people if people >= MIN_COUNT or not people else None
