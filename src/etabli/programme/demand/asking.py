"""Asking for a half-day, from wherever it is asked: one request at a time."""

from datetime import datetime

from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.actions import express_wish, say_more
from etabli.programme.demand.models import Wish
from etabli.programme.demand.queries import pending_half_day_wish
from etabli.territory.places.models import Commune


def ask_half_day(
    *,
    chamber: Organisation,
    person: Person,
    source: str,
    commune: Commune | None = None,
    trade_code: str = "",
    note: str = "",
    by: Viewer,
    at: datetime,
) -> tuple[Wish, bool]:
    """The half-day that somebody would like, wherever they ask for it, and whether it is a new request: whoever waits
    for one has one request. What they say the second time is added to it, when it is known that it is they.
    """
    pending = pending_half_day_wish(person.pk)
    if pending is None:
        wish = express_wish(
            chamber=chamber,
            kind=Wish.Kind.HALF_DAY,
            person=person,
            source=source,
            commune=commune,
            trade_code=trade_code,
            note=note,
            by=by,
            at=at,
        )
        return wish, True
    is_known = by.is_staff_of(pending.chamber_id) or by.is_person(person.pk)
    if note and is_known and note not in pending.note:
        say_more(wish=pending, note=note, by=by, at=at)
    return pending, False
