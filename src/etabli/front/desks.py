"""The desks: what is waiting, and one main thing to do. A relay and an artisan have a page of their own."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from etabli.foundation.people.models import ASSOCIATION
from etabli.foundation.people.queries import merging_to_confirm
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.queries import sign_ups_of
from etabli.front.association_desks import association_desk
from etabli.front.staff_desk import staff_desk
from etabli.procurement.briefs.queries import my_briefs
from etabli.programme.demand.models import Wish
from etabli.programme.demand.queries import pending_half_day_wish
from etabli.programme.diagnosis.queries import own_answers
from etabli.programme.support.links import path_of
from etabli.programme.support.offered import offer_to_answer
from etabli.programme.support.queries import appointments
from etabli.programme.workshops.attendance_rolls import attended_by

Desk = tuple[str, dict[str, Any]]


def desk_of(viewer: Viewer, at: datetime) -> Desk:
    """(name of the desk, what it shows) for whoever acts, but a relay and an artisan, who have a page of their own."""
    if viewer.role in ASSOCIATION:
        return association_desk(viewer, at)
    return "adviser", dict(staff_desk(viewer, at))


def _days_page_url(wish: Wish | None, at: datetime) -> str:
    """The page on which they choose the day of their half-day; "" while none is offered."""
    offer = offer_to_answer(wish, at=at)
    return path_of(offer) if offer is not None else ""


def artisan_papers(viewer: Viewer, at: datetime) -> dict[str, Any]:
    """Of an artisan: my workshops and my half-days, to come and past; what I can print."""
    wish = pending_half_day_wish(viewer.person_id)
    half_days, today = appointments(viewer), timezone.localdate(at)
    coming = [row for row in reversed(half_days) if not row.outcome and row.half_day.on >= today]
    return {
        "to_confirm": merging_to_confirm(viewer),
        "sign_ups": sign_ups_of(viewer, at=at),
        "coming_half_days": coming,
        "offer": _days_page_url(wish, at),
        "asked": wish,
        "attended": attended_by(viewer),
        "past_half_days": [row for row in half_days if row not in coming],
        "kept_answers": own_answers(viewer),
        "briefs": my_briefs(viewer),
    }
