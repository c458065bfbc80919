"""Marking who came, those without a sign-up too."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, action, record, reverse, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.actions import welcome_person
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions as seats
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.actions.locking import open_session
from etabli.programme.workshops.models import Attendance, Session
from etabli.programme.workshops.queries import recognised


class NotBegun(ActionError):
    """Nobody can be at the door yet."""


class NoSeat(ActionError):
    """Whoever has no place in a session that takes place is neither present nor absent."""


def _undo_mark(entry: Entry, by: Any, at: datetime) -> None:
    """The mark as it was before, as long as the place stands on which it rests."""
    seats.lock(sign_ups__attendance=entry.subject_id)
    attendance: Any = subject_of(entry)
    if entry.before["present"] is not None:
        _refuse_unless_seated(attendance.sign_up)
    reverse(entry, by, at)


@action(
    "workshops.mark",
    sentence=_("recorded whether %(subject)s came"),
    tells={"present": _("Came")},
    may=may_run,
    undo=_undo_mark,
    subject="sign_up",
)
def mark_presence(*, sign_up: SignUp, present: bool | None, by: Viewer, at: datetime) -> Attendance:
    """Write down whether somebody came; None takes the mark off. Raises NoSeat."""
    seats.lock(pk=sign_up.occasion_id)
    sign_up.refresh_from_db(fields=["status", "occasion"])
    _refuse_unless_seated(sign_up)
    attendance, _new = Attendance.objects.get_or_create(sign_up=sign_up)
    before = {"present": attendance.present}
    attendance.present, attendance.marked_at = present, at
    attendance.save()
    record(attendance, before=before, after={"present": present})
    return attendance


def _undo_walk_in(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: take them off the roll as if they had not come, or put them on it again."""
    attendance: Any = subject_of(entry)
    within = Entry.objects.filter(verb="seats.seat_at_door", subject_id=str(attendance.sign_up_id))
    seated = (
        within.select_for_update().filter(pk__lt=entry.pk).latest("pk")
    )  # before the occasion, as its own undo
    seats.lock(pk=attendance.sign_up.occasion_id)
    attendance.refresh_from_db(fields=["present"])
    if attendance.present != entry.after["present"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    attendance.present = entry.before["present"]
    attendance.save(update_fields=["present"])
    undo(entry=seated, by=by, at=at)
    record(attendance, before=entry.after, after=entry.before)


@action(
    "workshops.walk_in",
    sentence=_("recorded that %(subject)s came without a sign-up"),
    may=may_run,
    undo=_undo_walk_in,
    subject="session",
)
def add_walk_in(
    *, session: Session, name: str, email: str, phone: str, by: Viewer, at: datetime
) -> Attendance:
    """Somebody is in the room without a seat: give them one, and mark them present.

    Raises NotPublished, NotBegun before the day itself, AlreadySignedUp (seats) for somebody who is on the roll.
    """
    open_session(session)
    if timezone.localdate(at) < timezone.localdate(session.occasion.starts_at):
        raise NotBegun(_("The session has not begun: sign this person up instead."))
    person = recognised(session.chamber, name=name, email=email, phone=phone)
    if person is None:
        person = welcome_person(chamber=session.chamber, name=name, email=email, phone=phone, by=by, at=at)
    seated = seats.seat_at_door(occasion=session.occasion, person=person, by=by, at=at)
    attendance, _new = Attendance.objects.get_or_create(sign_up=seated)
    attendance.present, attendance.marked_at = True, at
    attendance.save()
    record(attendance, before={"present": None}, after={"present": True})
    return attendance


def _refuse_unless_seated(sign_up: SignUp) -> None:
    if sign_up.occasion.cancelled_at is not None:
        raise NoSeat(_("This session was called off: nobody is marked."))
    if sign_up.status != SignUp.Status.SEATED:
        raise NoSeat(_("This person has no place in this session any more."))
