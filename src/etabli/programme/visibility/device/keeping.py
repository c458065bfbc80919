"""What a browser holds, gathered for the space of whoever has just said who they are."""

from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from etabli.foundation.begun import Begun
from etabli.foundation.people.access import Request
from etabli.foundation.people.queries import get_person
from etabli.foundation.people.viewer import MARKED_KEY, PLANNED_KEY, SEEN_KEY, Viewer
from etabli.programme.protection.mark_store import MarkStore
from etabli.programme.visibility import actions
from etabli.programme.visibility.calendar.store import CalendarStore
from etabli.programme.visibility.campaigns.store import CampaignStore
from etabli.programme.visibility.checks.store import SeenStore
from etabli.programme.visibility.device.held import Held
from etabli.programme.visibility.rules import own_id

LATER = "seen_later"  # the session's key: whoever is known here does not want to be asked again
ASKED_ALWAYS = ("visibility:start", "visibility:search", "visibility:calendar", "visibility:campaigns")


def held_here(request: Request) -> Held:
    """What this artisan may keep of what the browser holds: a check that waits isn't among it, yet."""
    viewer = request.viewer
    if own_id(viewer) is None or viewer.beside is not None:
        return Held()
    held = SeenStore(request).held_here if SEEN_KEY in request.session else Held()
    if PLANNED_KEY in request.session:
        held = replace(held, calendars=CalendarStore(request).held_here)
    gestures = MarkStore(request).held if MARKED_KEY in request.session else {}
    return replace(held, campaigns=CampaignStore(request).held_here, gestures=gestures)


def keep_all(request: Request, *, at: datetime) -> str:
    """Take it into the artisan's space; gives what was kept, in words. Raises ActionError."""
    person = get_person(request.viewer, request.viewer.person_id or 0)
    held = held_here(request)
    actions.keep_held(person=person, held=held, by=request.viewer, at=at)
    SeenStore(request).let_go()
    CalendarStore(request).let_go()
    MarkStore(request).clear_device()
    return held.listed


def begun(request: HttpRequest) -> Begun | None:
    """What every page offers to keep: asked, since somebody else may have noted it on this device."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # see access.Request
    if own_id(viewer) is None or not {SEEN_KEY, PLANNED_KEY} & set(request.session.keys()):
        return None
    if LATER in request.session and request.path not in map(reverse, ASKED_ALWAYS):
        return None
    held = held_here(request)  # type: ignore[arg-type]  # the same
    if not held:
        return None
    return Begun(
        _("Noted on this device before you came in"),
        _("There is: %(listed)s. Was it you? One press keeps all of it in your space.")
        % {"listed": held.listed},
        _("Keep all of it in my space"),
        reverse("visibility:keep"),
        _("Not now"),
        reverse("visibility:keep_later"),
    )
