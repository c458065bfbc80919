"""What took place is written down as it was: the day of a half-day that was held on another, the hours of one that was
shorter, one that nobody booked. Nobody is told: those who were there know."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import as_json_value, subject_of
from etabli.foundation.people.models import Person, User
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import minutes
from etabli.programme.demand.models import Wish
from etabli.programme.diary import actions as diary
from etabli.programme.diary.models import HalfDay
from etabli.programme.support.actions.bookings import save_booking, title_in_diary
from etabli.programme.support.actions.standing import AlreadyReported, refuse_if_called_off, refuse_if_to_come
from etabli.programme.support.models import HOURS, Appointment, hours_of


class NotPast(ActionError):
    """It has not begun yet: it is booked, or moved."""


def _undo_day(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: the half-day on which it was held before is held again."""
    appointment: Any = subject_of(entry, lock=True)
    if appointment.half_day_id != entry.after["half_day_id"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    former = HalfDay.objects.get(pk=entry.before["half_day_id"])
    _exchange(appointment, former.on, former.half, by, at)


@action(
    "support.correct_day",
    sentence=_("corrected the day on which the half-day of support of %(subject)s was held"),
    tells={"half_day_id": _("Half-day")},
    may=may_run,
    undo=_undo_day,
    subject="appointment",
)
def correct_day(*, appointment: Appointment, on: date, half: str, by: Viewer, at: datetime) -> Appointment:
    """It has begun, and was in fact held on this half-day, which has begun too. Raises CalledOff, NotBegun, NotPast, or
    the diary’s HalfDayTaken."""
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    refuse_if_called_off(appointment)
    refuse_if_to_come(appointment, at)
    _refuse_to_come(on, half, at)
    _exchange(appointment, on, half, by, at)
    return appointment


def _exchange(appointment: Appointment, on: date, half: str, by: Viewer, at: datetime) -> None:
    held = appointment.half_day
    diary.release_half_day(half_day=held, by=by, at=at)
    taken = diary.hold_half_day(adviser=held.adviser, on=on, half=half, what=held.what, by=by, at=at)
    appointment.half_day = taken
    appointment.save(update_fields=["half_day"])
    record(appointment, before={"half_day_id": held.pk}, after={"half_day_id": taken.pk})


class WrongHours(ActionError):
    """Its artisan can't have been there between these hours."""


@action(
    "support.note_hours",
    sentence=_("wrote down the hours really done of the half-day of support of %(subject)s"),
    tells={"came_at": _("Came at"), "left_at": _("Left at"), "hours_note": _("Why")},
    may=may_run,
    undo=undo_fields,
    subject="appointment",
)
def note_hours(
    *, appointment: Appointment, came_at: time, left_at: time, note: str, by: Viewer, at: datetime
) -> Appointment:
    """Between which hours its artisan was there; its own hours take the note away. Raises CalledOff, NotBegun,
    WrongHours, also for more than was booked: no more is paid, and papers and bill say the same hours."""
    refuse_if_called_off(appointment)
    refuse_if_to_come(appointment, at)
    if left_at <= came_at:
        raise WrongHours(_("They left after they came: correct one of the two hours."))
    length = datetime.combine(at, left_at) - datetime.combine(at, came_at)
    if length > timedelta(minutes=appointment.minutes):
        raise WrongHours(
            _(
                "%(hours)s is more than the %(booked)s that were booked, and no more is paid. Correct the hours, or "
                "write the rest down as another half-day."
            )
            % {"hours": minutes(length), "booked": minutes(appointment.minutes)}
        )
    is_whole = (came_at, left_at) == HOURS[appointment.half_day.half]
    kept = (None, None, "") if is_whole else (came_at, left_at, note.strip())
    return change(appointment, came_at=kept[0], left_at=kept[1], hours_note=kept[2])


def _undo_held(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, as long as no report stands on it."""
    appointment: Any = subject_of(entry, lock=True)
    if as_json_value(appointment, "cancelled_at") != entry.after["cancelled_at"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    if appointment.reported_at is not None:
        raise AlreadyReported(_("The report is written: take it back first."))
    before, held = {"cancelled_at": appointment.cancelled_at}, appointment.half_day
    if appointment.cancelled_at is None:
        diary.release_half_day(half_day=held, by=by, at=at)
        appointment.cancelled_at = at
    else:
        slot = {"adviser": held.adviser, "on": held.on, "half": held.half, "what": held.what}
        appointment.half_day = diary.hold_half_day(**slot, by=by, at=at)
        appointment.cancelled_at = None
    save_booking(appointment)
    record(appointment, before=before, after={"cancelled_at": appointment.cancelled_at})


@action(
    "support.note_held",
    sentence=_("wrote down a half-day of support that %(subject)s has had"),
    may=may_run,
    undo=_undo_held,
    subject="person",
)
def note_held(
    *,
    person: Person,
    wish: Wish | None,
    adviser: User,
    on: date,
    half: str,
    place: str,
    by: Viewer,
    at: datetime,
) -> Appointment:
    """It took place without a booking; `wish`: the request that it answers. Raises NotPast, AlreadyBooked, or the
    diary’s HalfDayTaken."""
    _refuse_to_come(on, half, at)
    appointment = Appointment(
        chamber_id=person.chamber_id,
        person=person,
        wish=wish,
        half_day=diary.hold_half_day(adviser=adviser, on=on, half=half, what=title_in_diary(), by=by, at=at),
        place=place.strip(),
    )
    save_booking(appointment)
    record(appointment, before={"cancelled_at": at}, after={"cancelled_at": None})
    return appointment


def _refuse_to_come(on: date, half: str, at: datetime) -> None:
    if hours_of(on, half)[0] > at:
        raise NotPast(_("This half-day is still to come: book it, or move it."))
