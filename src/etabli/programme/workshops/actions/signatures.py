"""Signing for a half-day, on the tablet that goes round, and as the trainer; taking a signature off.

The drawing stands on the row and nowhere else: the journal says that somebody signed, and when.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, Irreversible, NotAllowed, action, record
from etabli.foundation.people.models import User
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.actions.attendance import locked_attendance, refuse_before
from etabli.programme.workshops.actions.locking import open_session
from etabli.programme.workshops.engine.strokes import Strokes
from etabli.programme.workshops.models import Attendance, Session, TrainerSignature
from etabli.programme.workshops.rules import may_sign

type Signature = Strokes | str  # what was drawn, or the name that was typed instead


class AlreadySigned(ActionError):
    """One signature per half-day: the first stands until it is taken off."""


@action(
    "workshops.sign",
    sentence=_("collected the signature of %(subject)s"),
    may=may_sign,
    undo=Irreversible(_("Take the signature off on the roll: the person then signs again.")),
    subject="sign_up",
)
def sign_half_day(
    *, sign_up: SignUp, half: int, signature: Signature, by: Viewer, at: datetime
) -> Attendance:
    """Somebody signs for a half-day: they are present. Raises NoSeat, NotBegun before the day, AlreadySigned, or
    NotAllowed on the tablet of another half-day."""
    if by.kiosk is not None and by.kiosk.part != half:
        raise NotAllowed(_("This tablet is for another half-day."))
    attendance = locked_attendance(sign_up, half)
    refuse_before(sign_up.occasion, half, at)
    if attendance.signed_at is not None:
        raise AlreadySigned(_("This half-day is signed already: nothing more to do."))
    before = {"present": attendance.present, "signed_at": None}
    attendance.present, attendance.marked_at = True, attendance.marked_at or at
    attendance.signature, attendance.signed_at = signature, at
    attendance.save()
    record(attendance, before=before, after={"present": True, "signed_at": at})
    return attendance


@action(
    "workshops.take_signature_off",
    sentence=_("took off the signature of %(subject)s"),
    may=may_run,
    undo=Irreversible(_("The drawing is erased: the person can sign again.")),
    subject="attendance",
)
def take_signature_off(*, attendance: Attendance, by: Viewer, at: datetime) -> Attendance:
    """Erase a signature that was not theirs, or not right: they stay present, and may sign again."""
    attendance = locked_attendance(attendance.sign_up, attendance.half)
    before = {"signed_at": attendance.signed_at}
    attendance.signature = attendance.signed_at = None
    attendance.save()
    record(attendance, before=before, after={"signed_at": None})
    return attendance


@action(
    "workshops.sign_as_trainer",
    sentence=_("signed the sheet of “%(subject)s” as the trainer"),
    may=may_run,
    undo=Irreversible(_("Sign again: the new signature takes the place of this one.")),
    subject="session",
)
def sign_half_day_as_trainer(
    *, session: Session, trainer: User, half: int, signature: Signature, by: Viewer, at: datetime
) -> TrainerSignature:
    """One who gave a half-day signs its sheet, or signs it again. Raises NotPublished, or NotBegun."""
    open_session(session)
    refuse_before(session.occasion, half, at)
    trainer_signature, _new = TrainerSignature.objects.update_or_create(
        session=session, half=half, trainer=trainer, defaults={"signature": signature, "signed_at": at}
    )
    record(trainer_signature, before={}, after={"signed_at": at})
    return trainer_signature
