"""Whoever gave a quote in this browser without an account: how they are known, and what they may keep.

Their session names a party of their own, made with their first quote: it guesses nothing, and no other browser has it.
"""

from dataclasses import replace
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from etabli.foundation.begun import Begun
from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Party
from etabli.foundation.people.access import Request, View, allow
from etabli.foundation.people.limits import WINDOW_SECONDS, limits_of_origin
from etabli.foundation.people.models import STAFF, Role, SecurityKind
from etabli.foundation.people.security.events import record_event
from etabli.foundation.people.security.rate_limits import count_and_find_exceeded
from etabli.foundation.people.viewer import HOLDER_KEY, Viewer
from etabli.foundation.ui.pages import too_many
from etabli.foundation.ui.typography import moment
from etabli.procurement.quotes import queries

VISITORS = frozenset({Role.NOBODY, Role.BEARER})
# Of one network: a whole workshop may try it behind one Wi-Fi.
READ_A_MINUTE, READ_A_DAY, SAID_A_MINUTE, DAY = 20, 200, 600, 86_400
LATER = "held_later"  # the session's key: whoever is known here does not want to be asked again


def holder(request: HttpRequest) -> Viewer | None:
    """The viewer as what this browser holds knows them; None in a browser that holds nothing, or of whoever has a
    space."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # see access.Request
    if viewer.role not in VISITORS or viewer.kiosk is not None:
        return None
    return held_in(request, viewer)


def held_in(request: HttpRequest, viewer: Viewer | None = None) -> Viewer | None:
    """The same, whoever looks: by this name alone, they see what waits to be kept."""
    party_id = request.session.get(HOLDER_KEY) if request.session.session_key else None
    if party_id is None:
        return None
    is_nobody = viewer is not None and viewer.role == Role.NOBODY
    return replace(viewer if is_nobody and viewer else Viewer.nobody(), party_id=party_id)


def hold(request: Request) -> Viewer:
    """The holder of this browser, made when there is none yet."""
    if request.session.get(HOLDER_KEY) is None:
        request.session[HOLDER_KEY] = Party.objects.create(kind=PartyKind.LINK).pk
    return replace(Viewer.nobody(), party_id=request.session[HOLDER_KEY])


def begun(request: HttpRequest) -> Begun | None:
    """What whoever has just said who they are may keep: asked, since another may have given it on this device."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # see access.Request
    if (
        viewer.role not in {Role.ARTISAN, Role.BEARER}
        or viewer.person_id is None
        or viewer.beside is not None
    ):
        return None
    is_put_off = LATER in request.session and request.path != reverse("quotes:list")
    held = [] if is_put_off else queries.held_by(held_in(request))
    if not held or held[-1].erase_at is None:
        return None
    n = len(held)
    title = ngettext("A quote was read on this device", "%(n)d quotes were read on this device", n)
    text = _("Yours? Keep it in your space. Otherwise it is erased on %(moment)s.")
    return Begun(
        title % {"n": n},
        text % {"moment": moment(held[-1].erase_at)},
        _("Keep it in my space"),
        reverse("quotes:keep_held"),
        _("Not now"),
        reverse("quotes:keep_later"),
    )


def concerned(view: View) -> View:
    """Mark a page of one quote: for the artisan, for the staff, and for the browser that holds it."""
    return allow(Role.ARTISAN, *STAFF, by=holder)(_sparing(view, reads=False))


def reads(view: View) -> View:
    """Mark a page by which a quote is read anew, which takes the machine some time."""
    return _sparing(view, reads=True)


def _sparing(view: View, *, reads: bool) -> View:
    @wraps(view)
    def run(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return too_often(request, reads=reads) or view(request, *args, **kwargs)

    return run


def too_often(request: Request, *, reads: bool) -> HttpResponseBase | None:
    """The refusal of what one network sends without an account, past what a workshop would; None within it. What is
    looked at is never counted, nor what is sent by whoever has an account."""
    if request.method != "POST" or request.viewer.role not in VISITORS:
        return None
    within = limits_of_origin(request, "quote.said", SAID_A_MINUTE, WINDOW_SECONDS)
    if reads:
        a_minute = limits_of_origin(request, "quote", READ_A_MINUTE, WINDOW_SECONDS)
        within = [*a_minute, *limits_of_origin(request, "quote", READ_A_DAY, DAY)]
    exceeded = count_and_find_exceeded(*within)
    if exceeded is None:
        return None
    record_event(request, SecurityKind.TOO_MANY)
    return too_many(request, wait_seconds=exceeded.seconds)
