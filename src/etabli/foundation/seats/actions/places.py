"""What the acts on places share: the lock, the one way to change a status, the offers. Called inside an act."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import CannotUndo
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import notices
from etabli.foundation.seats.actions.errors import OccasionClosed, PresenceMarked
from etabli.foundation.seats.engine import MAX_OFFER, MAX_UNPROVED_OFFER, offer_until
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.occasion_words import Sentence, sentence_of
from etabli.foundation.seats.place_events import Because
from etabli.foundation.seats.queries import waiting_in_order
from etabli.foundation.seats.sentences import TAKE_BACK_PERIOD

Status = SignUp.Status
HOLDING_STATUSES = frozenset({Status.SEATED, Status.OFFERED})


def lock(**of: Any) -> None:
    """The first statement of an act: whoever else acts on this occasion waits. A new edition of its calendar entry."""
    Occasion.objects.filter(**of).update(sequence=F("sequence") + 1)


def lock_sign_up(sign_up: SignUp) -> SignUp:
    """The sign-up as it is now, its occasion locked."""
    lock(pk=sign_up.occasion_id)
    sign_up.refresh_from_db()
    return sign_up


def lock_as_left(entry: Entry) -> SignUp:
    """The sign-up of an entry, locked, in the state in which the act left it; raises CannotUndo otherwise."""
    lock(sign_ups=entry.subject_id)
    sign_up = subject_of(entry, lock=True)
    assert isinstance(sign_up, SignUp)
    if any(entry.after[name] != value for name, value in state_of(sign_up).items()):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    return sign_up


def state_of(sign_up: SignUp) -> dict[str, Any]:
    """What the journal keeps of a place: its status and its number in the waiting list."""
    return {"status": str(sign_up.status), "number": sign_up.number}


def change_status(sign_up: SignUp, status: str, **also: Any) -> bool:
    """Give a sign-up this status and these fields, and count it; False when that takes a place and none is free.

    The only way by which `taken` and `waiting` move, but for the first statement of `sign_up`.
    """
    holds = (status in HOLDING_STATUSES) - (sign_up.status in HOLDING_STATUSES)
    waits = (status == Status.WAITING) - (sign_up.status == Status.WAITING)
    row = Occasion.objects.filter(pk=sign_up.occasion_id)
    if holds > 0:
        row = row.filter(taken__lt=F("capacity"))
    if (holds or waits) and not row.update(taken=F("taken") + holds, waiting=F("waiting") + waits):
        return False
    sign_up.status = Status(status)
    for name, value in also.items():
        setattr(sign_up, name, value)
    sign_up.save()
    return True


def offer_free_places(occasion_id: int, at: datetime) -> set[int]:
    """Offer each free place to the first who waits; says which sign-ups were told by it.

    Whoever had a place less than an hour ago takes it again at once. When a mail would come too late, nothing is
    offered: those who call people are told.
    """
    occasion = Occasion.objects.get(pk=occasion_id)
    free = occasion.capacity - occasion.taken
    if not occasion.waiting or free <= 0 or not is_open(occasion, at):
        return set()
    offered = set[int]()
    for waiting_sign_up in list(waiting_in_order(occasion)[:free]):
        waiting_sign_up.occasion = occasion
        until = held_until(occasion, at, MAX_UNPROVED_OFFER if waiting_sign_up.is_unproved else MAX_OFFER)
        if waiting_sign_up.ahead_since is not None and at - waiting_sign_up.ahead_since <= TAKE_BACK_PERIOD:
            change_status(waiting_sign_up, Status.SEATED)
            notices.update_sign_up(waiting_sign_up, Because.PLACE, at)
        elif until is None:
            notices.update_callers(occasion, at)
            break
        else:
            change_status(waiting_sign_up, Status.OFFERED, offered_until=until)
            notices.update_sign_up(waiting_sign_up, Because.OFFER, at)
        offered.add(waiting_sign_up.pk)
    return offered


def held_until(occasion: Occasion, at: datetime, longest: timedelta = MAX_OFFER) -> datetime | None:
    """Until when a place that is free now would be held."""
    return offer_until(timezone.localtime(at), timezone.localtime(occasion.starts_at), longest=longest)


def is_open(occasion: Occasion, at: datetime) -> bool:
    """Whether places can be taken: it is neither called off nor begun."""
    return occasion.cancelled_at is None and occasion.starts_at > at


def refuse_unless_open(occasion: Occasion, by: Viewer, at: datetime) -> None:
    """Nothing more is given back or taken again once it is called off; once it has begun, the staff alone do so."""
    if occasion.cancelled_at is not None:
        raise OccasionClosed(_("It was called off."))
    if occasion.starts_at <= at and not by.is_staff_of(occasion.chamber_id):
        raise OccasionClosed(sentence_of(occasion, Sentence.PLACES_FIXED))


def refuse_if_marked(sign_up: SignUp) -> None:
    """Raises PresenceMarked when a presence or another object rests on this place."""
    if has_dependents(sign_up):
        raise PresenceMarked(_("This person was marked as present or absent: take the mark off first."))


def has_dependents(subject: Model) -> bool:
    """Whether an object of an app above rests on this: it has it as its own, or its property `stands` says so.

    A property `stands` may also say that it no longer does.
    """
    owners = [
        relation
        for relation in subject._meta.related_objects
        if relation.one_to_one or hasattr(relation.related_model, "stands")
    ]
    querysets = [
        relation.related_model._base_manager.filter(**{relation.field.name: subject}) for relation in owners
    ]
    return any(getattr(row, "stands", True) for rows in querysets for row in rows)
