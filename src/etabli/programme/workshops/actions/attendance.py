"""Marking who came to each half-day, those without a sign-up too."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, action, record, undo_fields, undo_part
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.actions import add_person
from etabli.foundation.people.models import Person
from etabli.foundation.people.queries import recognise_person
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions as seats
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.programme.workshops.actions.locking import lock_session, open_session
from etabli.programme.workshops.halves import half_of
from etabli.programme.workshops.models import Attendance, Session


class NotBegun(ActionError):
    """Nobody can be at the door yet."""


class NoSeat(ActionError):
    """Whoever has no place in a session that takes place is neither present nor absent."""


class Signed(ActionError):
    """Whoever signed was there, until the signature is taken off."""


class NobodyLeft(ActionError):
    """Everybody is marked already."""


def _undo_mark(entry: Entry, by: Any, at: datetime) -> None:
    """The mark as it was before, as long as the place stands on which it rests, and no signature rests on it."""
    seats.lock(sign_ups__attendances=entry.subject_id)
    attendance: Any = subject_of(entry)
    if entry.before["present"] is not None:
        refuse_unless_seated(attendance.sign_up)
    if attendance.signed_at is not None and entry.before["present"] is not True:
        raise CannotUndo(_("This person has signed since: take the signature off first."))
    undo_fields(entry, by, at)


@action(
    "workshops.mark",
    sentence=_("recorded whether %(subject)s came"),
    tells={"present": _("Came"), "arrived_at": _("Came late, at")},
    may=may_run,
    undo=_undo_mark,
    subject="sign_up",
)
def mark_presence(
    *,
    sign_up: SignUp,
    present: bool | None,
    half: int = 1,
    arrived_at: datetime | None = None,
    by: Viewer,
    at: datetime,
) -> Attendance:
    """Write down whether somebody came to a half-day, and when they did if late; None takes the mark off.

    Raises NoSeat, NotVisible for a half-day that isn't there, or Signed for who has signed and would no longer be
    present.
    """
    attendance = locked_attendance(sign_up, half)
    if attendance.signed_at is not None and present is not True:
        raise Signed(_("This person has signed for this half-day: take the signature off first."))
    before = {"present": attendance.present, "arrived_at": attendance.arrived_at}
    attendance.present, attendance.marked_at = present, at
    attendance.arrived_at = arrived_at if present else None
    attendance.save()
    record(attendance, before=before, after={"present": present, "arrived_at": attendance.arrived_at})
    return attendance


def _undo_all(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: those who were marked together are no longer marked, or are again."""
    session: Any = subject_of(entry)
    lock_session(session)
    rows = Attendance.objects.filter(pk__in=entry.after["rows"]).select_related("sign_up__occasion")
    for row in rows:
        if row.present != entry.after["present"] or row.signed_at or row.arrived_at:
            raise CannotUndo(_("Something changed since: take back the later change first."))
        if entry.before["present"]:
            refuse_unless_seated(row.sign_up)
    rows.update(present=entry.before["present"], marked_at=at)
    record(session, before=entry.after, after=entry.before)


@action(
    "workshops.mark_all",
    sentence=_("marked everybody as present in “%(subject)s”"),
    may=may_run,
    undo=_undo_all,
    subject="session",
)
def mark_all_present(*, session: Session, half: int, by: Viewer, at: datetime) -> int:
    """Mark as present all those who have a place and no mark yet in this half-day; says how many.

    Raises NotPublished, NoSeat, NotBegun, or NobodyLeft.
    """
    open_session(session)
    refuse_before(session.occasion, half, at)
    if session.occasion.cancelled_at is not None:
        raise NoSeat(_("This session was called off: nobody is marked."))
    seated = session.occasion.sign_ups.filter(status=SignUp.Status.SEATED)
    unmarked = seated.exclude(attendances__in=Attendance.objects.filter(half=half, present__isnull=False))
    rows = [Attendance.objects.get_or_create(sign_up=row, half=half)[0].pk for row in unmarked]
    if not rows:
        raise NobodyLeft(_("Everybody is marked already."))
    Attendance.objects.filter(pk__in=rows).update(present=True, marked_at=at)
    record(session, before={"present": None, "rows": rows}, after={"present": True, "rows": rows})
    return len(rows)


def _undo_walk_in(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: take them off the roll as if they had not come, or put them on it again."""
    attendance: Any = subject_of(entry)
    # Held before the occasion, as its own undo does.
    seat_entry = entry.parts.select_for_update().get(verb="seats.seat_at_door")
    seats.lock(pk=attendance.sign_up.occasion_id)
    attendance.refresh_from_db(fields=["present", "arrived_at", "signed_at"])
    changed = attendance.present != entry.after["present"] or attendance.arrived_at or attendance.signed_at
    if changed:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    attendance.present = entry.before["present"]
    attendance.save(update_fields=["present"])
    undo_part(entry=seat_entry, by=by, at=at)
    record(attendance, before=entry.after, after=entry.before)


@action(
    "workshops.walk_in",
    sentence=_("recorded that %(subject)s came without a sign-up"),
    may=may_run,
    undo=_undo_walk_in,
    subject="session",
)
def add_walk_in(
    *,
    session: Session,
    name: str,
    email: str,
    phone: str,
    person: Person | None = None,
    half: int = 1,
    by: Viewer,
    at: datetime,
) -> Attendance:
    """Somebody is in the room without a seat: give them one, and mark them present in this half-day. `person`: whom the
    staff knows them to be.

    Raises NotPublished, NotBegun before the day itself, AlreadySignedUp (seats) for somebody who is on
    the roll.
    """
    open_session(session)
    if timezone.localdate(at) < timezone.localdate(half_of(session.occasion, half).starts_at):
        raise NotBegun(_("The session has not begun: sign this person up instead."))
    person = person or recognise_person(session.chamber, name=name, email=email, phone=phone)
    if person is None:
        person = add_person(chamber=session.chamber, name=name, email=email, phone=phone, by=by, at=at)
    sign_up = seats.seat_at_door(occasion=session.occasion, holder=person, by=by, at=at)
    attendance, _new = Attendance.objects.get_or_create(sign_up=sign_up, half=half)
    attendance.present, attendance.marked_at = True, at
    attendance.save()
    record(attendance, before={"present": None}, after={"present": True})
    return attendance


def locked_attendance(sign_up: SignUp, half: int) -> Attendance:
    """The row of a half-day, locked with its occasion: the first statement of an act. Raises NoSeat, NotVisible."""
    seats.lock(pk=sign_up.occasion_id)
    sign_up.refresh_from_db(fields=["status", "occasion"])
    refuse_unless_seated(sign_up)
    half_of(sign_up.occasion, half)
    attendance, _new = Attendance.objects.get_or_create(sign_up=sign_up, half=half)
    return attendance


def refuse_unless_seated(sign_up: SignUp) -> None:
    """Raises NoSeat when the session was called off, or this person has no place in it."""
    if sign_up.occasion.cancelled_at is not None:
        raise NoSeat(_("This session was called off: nobody is marked."))
    if sign_up.status != SignUp.Status.SEATED:
        raise NoSeat(_("This person has no place in this session any more."))


def refuse_before(occasion: Occasion, half: int, at: datetime) -> None:
    """Nobody is there before the day itself."""
    if timezone.localdate(at) < timezone.localdate(half_of(occasion, half).starts_at):
        raise NotBegun(_("This half-day has not begun: come back on the day itself."))
