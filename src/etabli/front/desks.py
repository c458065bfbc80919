"""The desks: what is waiting, and one main thing to do. A relay and an artisan have a page of their own."""

from datetime import datetime
from typing import Any

from etabli.community.market.queries import my_ads
from etabli.foundation.people.models import ASSOCIATION
from etabli.foundation.people.queries import merging_to_confirm
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.queries import sign_ups_of
from etabli.front.association_desks import association_desk
from etabli.front.staff_desk import staff_desk
from etabli.procurement.briefs.queries import my_briefs
from etabli.procurement.quotes.queries import quotes_of
from etabli.programme.diagnosis.queries import own_answers
from etabli.programme.support.queries import appointments, has_asked
from etabli.programme.workshops.rolls import attended_by

Desk = tuple[str, dict[str, Any]]


def desk_of(viewer: Viewer, at: datetime) -> Desk:
    """(name of the desk, what it shows) for whoever acts, but a relay and an artisan, who have a page of their own."""
    if viewer.role in ASSOCIATION:
        return association_desk(viewer, at)
    return "adviser", dict(staff_desk(viewer, at))


def all_of(viewer: Viewer, at: datetime) -> dict[str, Any]:
    """Of an artisan: my first steps, my workshops, my half-days, my project, the answers, my quotes."""
    return {
        "kept_answers": own_answers(viewer),
        "to_confirm": merging_to_confirm(viewer),
        "sign_ups": sign_ups_of(viewer, at=at),
        "attended": attended_by(viewer),
        "appointments": appointments(viewer),
        "has_asked": has_asked(viewer),
        "briefs": my_briefs(viewer),
        "ads": my_ads(viewer, at=at),
        "quotes": quotes_of(viewer),
    }
