"""The desks: what is waiting, and one main thing to do. A relay and an artisan have a page of their own."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from etabli.foundation.notices.queries import people_of, waiting_calls
from etabli.foundation.people.models import ASSOCIATION, Role
from etabli.foundation.people.queries import merging_to_confirm
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.queries import sign_ups_of
from etabli.front.association_desks import association_desk
from etabli.procurement.briefs.queries import my_briefs
from etabli.programme.demand.queries import half_day_asked_by
from etabli.programme.diagnosis.queries import own_answers
from etabli.programme.estimates.queries import estimates
from etabli.programme.support.queries import appointments, open_half_days, requests_waiting
from etabli.programme.workshops.listing import rows as coming_sessions
from etabli.programme.workshops.rolls import attended_by

Desk = tuple[str, dict[str, Any]]


def desk_of(viewer: Viewer, at: datetime) -> Desk:
    """(name of the desk, what it shows) for whoever acts, but a relay and an artisan, who have a page of their own."""
    if viewer.role in ASSOCIATION:
        return association_desk(viewer, at)
    return _adviser(viewer, at)


def _adviser(viewer: Viewer, at: datetime) -> Desk:
    """The next sessions and the requests that wait, as they stand; those to expect, the themes to offer and the relays
    to call, as they were estimated."""
    today = timezone.localdate(at)
    own = viewer.user_id if viewer.role == Role.ADVISER else None  # the management has no half-day of its own
    half_days = [
        half_day for half_day in open_half_days(viewer, adviser_id=own) if half_day.half_day.on >= today
    ]
    waiting = requests_waiting(viewer, at=at)
    return "adviser", {
        "sessions": list(coming_sessions(viewer, {}, at=at)[:4]),
        "waiting": waiting,
        "appointments": half_days[:4],
        "are_own": own is not None,
        "calls": people_of(waiting_calls(viewer, at=at)),
        "estimates": estimates(viewer, at=at, waiting=len(waiting)),
    }


def all_of(viewer: Viewer, at: datetime) -> dict[str, Any]:
    """Of an artisan: my workshops and my half-days, to come and past; what I can print."""
    half_days, today = appointments(viewer), timezone.localdate(at)
    coming = [row for row in reversed(half_days) if not row.outcome and row.half_day.on >= today]
    return {
        "to_confirm": merging_to_confirm(viewer),
        "sign_ups": sign_ups_of(viewer, at=at),
        "coming_half_days": coming,
        "asked": half_day_asked_by(viewer.person_id),
        "attended": attended_by(viewer),
        "past_half_days": [row for row in half_days if row not in coming],
        "kept_answers": own_answers(viewer),
        "briefs": my_briefs(viewer),
    }
