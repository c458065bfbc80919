"""Taking a place, giving it back, changing the occasion. Exact under any number of people at once.

A place is taken by one conditional UPDATE of the occasion's row. The first statement of each act updates that
row, so that acts on one occasion follow one another on SQLite and on PostgreSQL alike. It also begins a new edition
of the calendar entry: a place taken again comes back in a calendar that had taken it out.
"""

from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import F, Model, QuerySet
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, Irreversible, action, anyone, made_here, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import field_of, plain, subject_of
from etabli.foundation.people.models import Person
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import notices
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.rules import may_withdraw

Status = SignUp.Status
COUNTED = ["arrivals", "taken", "capacity", "sequence"]
CHANGEABLE = frozenset({"title", "starts_at", "ends_at", "sittings", "place", "capacity"})


class OccasionClosed(ActionError):
    """It has begun, or it was cancelled."""


class AlreadySignedUp(ActionError):
    """The person has a place or waits for one already: `sign_up` says which."""

    def __init__(self, sign_up: SignUp) -> None:
        super().__init__(_("You have already signed up: nothing more to do."))
        self.sign_up = sign_up


class AlreadyWithdrawn(ActionError):
    """The place was given back before."""


class PresenceMarked(ActionError):
    """Somebody who was marked as present or absent keeps their place until the mark is off."""


class WrongTimes(ActionError):
    """It would begin in the past, end before it begins, or be in two half-days at once."""


class CapacityTaken(ActionError):
    """Fewer places were asked for than people hold."""


def _undo_sign_up(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: give the place back, or take it again, under the rules of a withdrawal."""
    sign_up = _as_left(entry)
    _refuse_unless_open(sign_up.occasion, by, at)
    if entry.before["status"] == Status.WITHDRAWN:
        sign_up.number = entry.before["number"]
        _free(sign_up, at)
    else:
        _retake(sign_up, entry.before, at)
    record(sign_up, before=entry.after, after=_state(sign_up))


def _undo_at_door(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: the seat, the place added for it and the waiting list as they were, without a word to the person.

    A number of places that was set by hand since stands.
    """
    sign_up = _as_left(entry)
    if sign_up.occasion.cancelled_at is not None:
        raise OccasionClosed(_("It was called off."))
    was, now = entry.before, entry.after
    seats = (was["status"] == Status.SEATED) - (now["status"] == Status.SEATED)
    places = was.get("added", 0) - now.get("added", 0)
    if seats < 0:
        _refuse_if_marked(sign_up)
    if places < 0 and _places_set_since(entry, sign_up.occasion_id):
        places = 0
    row = Occasion.objects.filter(pk=sign_up.occasion_id, taken__lte=F("capacity") + places - seats)
    if not row.update(taken=F("taken") + seats, capacity=F("capacity") + places):
        raise CannotUndo(_("There is no free place any more."))
    sign_up.status, sign_up.number = was["status"], was["number"]
    sign_up.save(update_fields=["status", "number"])
    _promote(sign_up.occasion_id, at)
    sign_up.refresh_from_db(fields=["status"])
    record(sign_up, before=now, after={**_state(sign_up), "added": now.get("added", 0) + places})


@action(
    "seats.sign_up",
    sentence=_("took a place for “%(subject)s”"),
    may=anyone,
    undo=_undo_sign_up,
    subject="occasion",
)
def sign_up(
    *,
    occasion: Occasion,
    person: Person,
    via: str = "",
    brought_by: SignUp | None = None,
    by: Viewer,
    at: datetime,
) -> SignUp:
    """Take a place, or join the waiting list when there is none. The person is told by mail.

    `brought_by`: the sign-up of whoever signs them up with their own; within `parties.told_once`, one mail for all.
    Raises OccasionClosed, or AlreadySignedUp.
    """
    row = Occasion.objects.filter(pk=occasion.pk, cancelled_at=None, starts_at__gt=at)
    free = row.filter(taken__lt=F("capacity"))
    seated = _count(occasion, free, arrivals=1, sequence=1, taken=1)
    if not seated and not _count(occasion, row, arrivals=1, sequence=1):
        raise OccasionClosed(_("Sign-up is over: it has begun, or it was cancelled."))
    seated = seated or _count(occasion, free, taken=1)  # given back between the two: the row is ours only now
    known = None if made_here(person) else SignUp.objects.filter(occasion=occasion, person=person).first()
    if known is not None and known.status != Status.WITHDRAWN:
        raise AlreadySignedUp(known)
    before = _state(known) if known else {"status": Status.WITHDRAWN, "number": occasion.arrivals}
    taken = known or SignUp(occasion=occasion, person=person)
    taken.occasion, taken.number, taken.via, taken.signed_up_at = occasion, occasion.arrivals, via, at
    taken.brought_by = brought_by
    taken.status = Status.SEATED if seated else Status.WAITING
    taken.save()
    record(taken, before=before, after=_state(taken))
    notices.told_of_place(taken, at, first=known is None)
    return taken


@action(
    "seats.seat_at_door",
    sentence=_("gave a seat at the door for “%(subject)s”"),
    may=may_run,
    undo=_undo_at_door,
    subject="occasion",
)
def seat_at_door(*, occasion: Occasion, person: Person, by: Viewer, at: datetime) -> SignUp:
    """Seat somebody who is in the room, whatever the hour: one more place when it is full. No mail leaves.

    Whoever waited keeps their number. Raises OccasionClosed when it was called off, AlreadySignedUp when they have
    a seat.
    """
    row = Occasion.objects.filter(pk=occasion.pk, cancelled_at=None)
    if not row.update(arrivals=F("arrivals") + 1, sequence=F("sequence") + 1):
        raise OccasionClosed(_("It was called off."))
    known = SignUp.objects.filter(occasion=occasion, person=person).first()
    if known is not None and known.status == Status.SEATED:
        raise AlreadySignedUp(known)
    added = 0 if row.filter(taken__lt=F("capacity")).update(taken=F("taken") + 1) else 1
    if added:
        row.update(taken=F("taken") + 1, capacity=F("capacity") + 1)
    occasion.refresh_from_db(fields=COUNTED)
    before = _state(known) if known else {"status": Status.WITHDRAWN, "number": occasion.arrivals}
    seated = known or SignUp(occasion=occasion, person=person)
    if seated.status != Status.WAITING:
        seated.number, seated.signed_up_at = occasion.arrivals, at
    seated.occasion, seated.status = occasion, Status.SEATED
    seated.save()
    record(seated, before={**before, "added": 0}, after={**_state(seated), "added": added})
    return seated


@action(
    "seats.withdraw",
    sentence=_("gave back the place for “%(subject)s”"),
    may=may_withdraw,
    undo=_undo_sign_up,
    subject="sign_up",
)
def withdraw(*, sign_up: SignUp, by: Viewer, at: datetime) -> SignUp:
    """Give a place back; the first who waits gets it, and is told.

    Once it has begun only the staff may still do it: a place that somebody left empty stays counted as such.
    Raises AlreadyWithdrawn, OccasionClosed, or PresenceMarked.
    """
    lock(pk=sign_up.occasion_id)
    sign_up.refresh_from_db(fields=["status", "number", "occasion"])
    if sign_up.status == Status.WITHDRAWN:
        raise AlreadyWithdrawn(_("This place was already given back."))
    _refuse_unless_open(sign_up.occasion, by, at)
    before = _state(sign_up)
    _free(sign_up, at)
    record(sign_up, before=before, after=_state(sign_up))
    return sign_up


@action(
    "seats.change",
    sentence=_("changed “%(subject)s”"),
    tells={
        "title": _("Title"),
        "starts_at": _("Beginning"),
        "ends_at": _("End"),
        "sittings": _("Half-days"),
        "place": _("Place"),
        "capacity": _("Number of places"),
    },
    may=may_run,
    undo=lambda entry, by, at: _undo_change(entry, at),
    subject="occasion",
)
def change_occasion(*, occasion: Occasion, changes: dict[str, Any], by: Viewer, at: datetime) -> Occasion:
    """Change the time, the place, the title or the number of places; those concerned are told once.

    `changes` holds fields of Occasion among CHANGEABLE, its times as `times_of` gives them.
    Raises CapacityTaken, WrongTimes or OccasionClosed.
    """
    if unknown := changes.keys() - CHANGEABLE:
        raise ValueError(f"change_occasion does not change {sorted(unknown)}")
    lock(pk=occasion.pk)
    occasion.refresh_from_db()  # a form may have written the new values on it already
    before = {name: getattr(occasion, name) for name in changes}
    _apply(occasion, changes, at)
    record(occasion, before=before, after=changes)
    return occasion


@action(
    "seats.cancel",
    sentence=_("called off “%(subject)s”"),
    tells={"reason": _("Reason")},
    may=may_run,
    undo=Irreversible(_("People have been told that it is called off: create a new session instead.")),
    subject="occasion",
)
def cancel_occasion(*, occasion: Occasion, reason: str, by: Viewer, at: datetime) -> Occasion:
    """Call it off, and write to those who have a place or wait, with the reason. Raises OccasionClosed."""
    lock(pk=occasion.pk)
    occasion.refresh_from_db()
    if occasion.cancelled_at is not None:
        raise OccasionClosed(_("It was already called off."))
    if occasion.starts_at <= at:
        raise OccasionClosed(_("It has begun: it can't be called off any more."))
    occasion.cancelled_at = at
    occasion.save(update_fields=["cancelled_at"])
    record(occasion, before={"cancelled_at": None}, after={"cancelled_at": at, "reason": reason})
    notices.told_of_end(occasion, reason, at)
    return occasion


def lock(**of: Any) -> None:
    """The first statement of an act: whoever else acts on this occasion waits. A new edition of its calendar entry."""
    Occasion.objects.filter(**of).update(sequence=F("sequence") + 1)


def _count(occasion: Occasion, row: QuerySet[Occasion], **more: int) -> bool:
    """Add to what the occasion counts, if `row` still finds it, and bring what it counts now to `occasion`.

    One statement: `_update` is how Django's own `save` asks for the values that an UPDATE has written.
    """
    counted = [Occasion._meta.get_field(name) for name in COUNTED]
    added = [(Occasion._meta.get_field(name), None, F(name) + number) for name, number in more.items()]
    found = row._update(added, counted)  # type: ignore[attr-defined]  # Django keeps it to itself, untyped
    for values in found:
        for name, value in zip(COUNTED, values, strict=True):
            setattr(occasion, name, value)
    return bool(found)


def _as_left(entry: Entry) -> SignUp:
    """The sign-up of an entry, locked, in the state in which the act left it; raises CannotUndo otherwise."""
    lock(sign_ups=entry.subject_id)
    sign_up = subject_of(entry, lock=True)
    assert isinstance(sign_up, SignUp)
    if any(entry.after[name] != value for name, value in _state(sign_up).items()):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    return sign_up


def _refuse_unless_open(occasion: Occasion, by: Viewer, at: datetime) -> None:
    """Nothing more is given back or taken again once it is called off; once it has begun, the staff alone do so."""
    if occasion.cancelled_at is not None:
        raise OccasionClosed(_("It was called off."))
    if occasion.starts_at <= at and not by.is_staff_of(occasion.chamber_id):
        raise OccasionClosed(_("It has begun: a place can't be given back or taken again any more."))


def _refuse_if_marked(sign_up: SignUp) -> None:
    if _rests_on(sign_up):
        raise PresenceMarked(_("This person was marked as present or absent: take the mark off first."))


def _places_set_since(entry: Entry, occasion_id: int) -> bool:
    later = Entry.objects.filter(verb="seats.change", subject_id=str(occasion_id), pk__gt=entry.pk)
    return later.filter(after__has_key="capacity").exists()


def _rests_on(held: Model) -> bool:
    """Whether an object of an app above rests on this: it has it as its own, or its property `stands` says so.

    A property `stands` may also say that it no longer does.
    """
    owners = [
        relation
        for relation in held._meta.related_objects
        if relation.one_to_one or hasattr(relation.related_model, "stands")
    ]
    found = [
        relation.related_model._base_manager.filter(**{relation.field.name: held}) for relation in owners
    ]
    return any(getattr(row, "stands", True) for rows in found for row in rows)


def _state(sign_up: SignUp) -> dict[str, Any]:
    return {"status": str(sign_up.status), "number": sign_up.number}


def _free(sign_up: SignUp, at: datetime) -> None:
    """Leave, be told so, and promote whoever waits; the occasion's row is locked by the first statement."""
    _refuse_if_marked(sign_up)
    was_seated = sign_up.status == Status.SEATED
    sign_up.status = Status.WITHDRAWN
    sign_up.save(update_fields=["status", "number"])
    notices.told_of_withdrawal(sign_up, at, was_seated=was_seated)
    if was_seated:
        Occasion.objects.filter(pk=sign_up.occasion_id).update(taken=F("taken") - 1)
        _promote(sign_up.occasion_id, at)


def _promote(occasion_id: int, at: datetime) -> set[int]:
    """Give each free place to the first who waits, in order of arrival; says which sign-ups got one."""
    row = Occasion.objects.filter(pk=occasion_id, cancelled_at=None, starts_at__gt=at)
    waiting = SignUp.objects.filter(occasion_id=occasion_id, status=Status.WAITING)
    promoted = set()
    for first in waiting.select_related("occasion", "person", "brought_by__person").order_by("number"):
        if not row.filter(taken__lt=F("capacity")).update(taken=F("taken") + 1):
            break
        first.status = Status.SEATED
        first.save(update_fields=["status"])
        notices.told_of_place(first, at, promoted=True)
        promoted.add(first.pk)
    return promoted


def _retake(sign_up: SignUp, state: dict[str, Any], at: datetime) -> None:
    """Take the place back as it was, if nobody has got it meanwhile."""
    if state["status"] == Status.SEATED:
        row = Occasion.objects.filter(pk=sign_up.occasion_id, taken__lt=F("capacity"))
        if not row.update(taken=F("taken") + 1):
            raise CannotUndo(
                _("The place has gone to the next person. Sign up again to join the waiting list.")
            )
    sign_up.status, sign_up.number = state["status"], state["number"]
    sign_up.save(update_fields=["status", "number"])
    promoted = _promote(sign_up.occasion_id, at)
    sign_up.refresh_from_db(fields=["status"])
    if sign_up.pk not in promoted:
        notices.told_of_place(sign_up, at)


def _apply(occasion: Occasion, changes: dict[str, Any], at: datetime) -> None:
    """Write the changes on the occasion, locked and fresh."""
    if occasion.cancelled_at is not None:
        raise OccasionClosed(_("It was called off: create a new one instead."))
    if occasion.starts_at <= at:
        raise OccasionClosed(_("It has begun: it can't be changed any more."))
    if changes.get("capacity", occasion.capacity) < occasion.taken:
        raise CapacityTaken(
            _("%(taken)d people hold a place: keep at least as many places, or withdraw someone first.")
            % {"taken": occasion.taken}
        )
    moved = {name for name, value in changes.items() if getattr(occasion, name) != value}
    for name, value in changes.items():
        setattr(occasion, name, value)
    _refuse_wrong_times(occasion, at)
    occasion.save(update_fields=list(changes))
    promoted = _promote(occasion.pk, at)
    if moved - {"capacity"}:
        notices.told_of_change(occasion, at, but=promoted)


def _refuse_wrong_times(occasion: Occasion, at: datetime) -> None:
    spans = occasion.spans
    if (spans[0].start, spans[-1].end) != (occasion.starts_at, occasion.ends_at):
        raise ValueError("the half-days don't make the beginning and the end: give what times_of gives")
    if any(span.end <= span.start for span in spans):
        raise WrongTimes(_("The end comes before the beginning: correct one of the two times."))
    if any(later.start < span.end for span, later in pairwise(spans)):
        raise WrongTimes(_("Two half-days are at the same time: correct one of the two."))
    if occasion.starts_at <= at:
        raise WrongTimes(_("This day and hour are past: choose one to come."))


def _undo_change(entry: Entry, at: datetime) -> None:
    lock(pk=entry.subject_id)
    occasion: Any = subject_of(entry, lock=True)
    if any(plain(occasion, name) != value for name, value in entry.after.items()):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    fields = {name: field_of(occasion, name) for name in entry.before}
    if _rests_on(occasion):
        raise CannotUndo(_("This belongs to a session: change the session itself."))
    back = {name: field.to_python(entry.before[name]) for name, field in fields.items() if field is not None}
    _apply(occasion, back, at)
    record(occasion, before=entry.after, after=entry.before)
