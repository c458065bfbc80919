"""A seat for somebody who is in the room."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import CannotUndo, action, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Person, User
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import notices
from etabli.foundation.seats.actions.errors import AlreadySignedUp, OccasionClosed
from etabli.foundation.seats.actions.places import (
    change_status,
    lock_as_left,
    offer_free_places,
    refuse_if_marked,
    state_of,
)
from etabli.foundation.seats.holders import holder_fields
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.place_events import Because

Status = SignUp.Status


def _undo_at_door(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: the seat, the place added for it and the waiting list as they were, without a word to the person.

    A number of places that was set by hand since stands. Whoever was told something since is told how it stands now.
    """
    sign_up = lock_as_left(entry)
    if sign_up.occasion.cancelled_at is not None:
        raise OccasionClosed(_("It was called off."))
    was, now = entry.before, entry.after
    status = was["status"]
    if status == Status.OFFERED and (sign_up.offered_until is None or sign_up.offered_until <= at):
        status = Status.WAITING
    places = was.get("added", 0) - now.get("added", 0)
    if status != Status.SEATED:
        refuse_if_marked(sign_up)
    if places < 0 and _capacity_changed_since(entry, sign_up.occasion_id):
        places = 0
    row = Occasion.objects.filter(pk=sign_up.occasion_id)
    if places > 0:
        row.update(capacity=F("capacity") + places)
    if not change_status(sign_up, status, number=was["number"]):
        raise CannotUndo(_("There is no free place any more."))
    if places < 0 and not row.filter(taken__lt=F("capacity")).update(capacity=F("capacity") + places):
        places = 0
    offered = offer_free_places(sign_up.occasion_id, at)
    sign_up.refresh_from_db()
    if sign_up.pk not in offered and notices.was_told_since(sign_up, entry.at):
        notices.update_sign_up(sign_up, Because.STANDS, at)
    record(sign_up, before=now, after={**state_of(sign_up), "added": now.get("added", 0) + places})


@action(
    "seats.seat_at_door",
    sentence=_("gave a seat at the door for “%(subject)s”"),
    may=may_run,
    undo=_undo_at_door,
    subject="occasion",
)
def seat_at_door(*, occasion: Occasion, holder: Person | User, by: Viewer, at: datetime) -> SignUp:
    """Seat somebody who is in the room, whatever the hour: one more place when it is full. No mail leaves.

    Whoever waited keeps their number. Raises OccasionClosed when it was called off, AlreadySignedUp when they have
    a seat.
    """
    row = Occasion.objects.filter(pk=occasion.pk, cancelled_at=None)
    if not row.update(arrivals=F("arrivals") + 1, sequence=F("sequence") + 1):
        raise OccasionClosed(_("It was called off."))
    occasion.refresh_from_db(fields=["arrivals", "sequence"])
    existing = SignUp.objects.filter(occasion=occasion, holder=holder.party_id).first()
    if existing is not None and existing.status == Status.SEATED:
        raise AlreadySignedUp(existing)
    if existing is None or existing.status == Status.WITHDRAWN:
        anew = {"number": occasion.arrivals, "signed_up_at": at, "late_at": None, "unanswered": 0}
    else:
        anew = {}
    seated = existing or SignUp(
        occasion=occasion, status=Status.WITHDRAWN, number=occasion.arrivals, **holder_fields(holder)
    )
    before, places_added = state_of(seated), 0
    if not change_status(seated, Status.SEATED, **anew):
        places_added = row.update(capacity=F("capacity") + 1)
        change_status(seated, Status.SEATED, **anew)
    occasion.refresh_from_db(fields=["taken", "waiting", "capacity"])
    seated.occasion = occasion
    record(seated, before={**before, "added": 0}, after={**state_of(seated), "added": places_added})
    return seated


def _capacity_changed_since(entry: Entry, occasion_id: int) -> bool:
    later = Entry.objects.filter(verb="seats.change", subject_id=str(occasion_id), pk__gt=entry.pk)
    return later.filter(after__has_key="capacity").exists()
