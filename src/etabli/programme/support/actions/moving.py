"""Another day for a half-day that is booked, or a colleague who receives its artisan."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import CannotUndo, action, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import User
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary import actions as diary
from etabli.programme.diary.models import HalfDay
from etabli.programme.support.actions.standing import (
    refuse_if_changed,
    refuse_if_over,
    refuse_if_past,
)
from etabli.programme.support.models import Appointment
from etabli.programme.support.notices import tell_colleagues, update_half_day


def _undo(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: the half-day that it took the place of is held again, if it is still free and to come."""
    appointment: Any = subject_of(entry, lock=True)
    if appointment.half_day_id != entry.after["half_day_id"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    refuse_if_over(appointment)
    former = HalfDay.objects.select_related("adviser").get(pk=entry.before["half_day_id"])
    refuse_if_past(former.on, at)
    tells = not entry.after.get("is_told_together")
    _exchange(appointment, former.adviser, former.on, former.half, by, at, tells_colleagues=tells)


@action(
    "support.move",
    sentence=_("moved the half-day of support of %(subject)s to another day"),
    tells={"half_day_id": _("Half-day")},
    may=may_run,
    undo=_undo,
    subject="appointment",
)
def move(
    *, appointment: Appointment, on: date, half: str, shown: int | None = None, by: Viewer, at: datetime
) -> Appointment:
    """The same artisan, adviser and place on another half-day; the artisan is told once, of both days. `shown`: the
    key of the diary's half-day that was read before, if any.

    Raises AlreadyReported, CalledOff, ChangedMeanwhile, DayIsOver, or the diary's HalfDayTaken.
    """
    refuse_if_past(on, at)
    appointment = _standing(appointment, shown)
    _exchange(appointment, appointment.half_day.adviser, on, half, by, at)
    return appointment


@action(
    "support.hand_over",
    sentence=_("entrusted the half-day of support of %(subject)s to a colleague"),
    may=may_run,
    undo=_undo,
    subject="appointment",
)
def hand_over(
    *,
    appointment: Appointment,
    to: User,
    is_told_together: bool = False,
    shown: int | None = None,
    by: Viewer,
    at: datetime,
) -> Appointment:
    """`to` receives the artisan in the place of their colleague, the same half-day; the artisan is told, and so are the
    two advisers, unless one message tells them of all that is given (`is_told_together`). `shown`: as in `move`.

    Raises AlreadyReported, CalledOff, ChangedMeanwhile, or the diary's HalfDayTaken.
    """
    appointment = _standing(appointment, shown)
    held = appointment.half_day
    _exchange(appointment, to, held.on, held.half, by, at, tells_colleagues=not is_told_together)
    return appointment


def _standing(appointment: Appointment, shown: int | None) -> Appointment:
    """The row as it is now, locked: two moves at once would each release what the other holds."""
    fresh = Appointment.objects.select_for_update().get(pk=appointment.pk)
    refuse_if_over(fresh)
    refuse_if_changed(fresh, shown)
    return fresh


def _exchange(
    appointment: Appointment,
    to: User,
    on: date,
    half: str,
    by: Viewer,
    at: datetime,
    *,
    tells_colleagues: bool = True,
) -> None:
    held = appointment.half_day
    taken = diary.hold_half_day(adviser=to, on=on, half=half, what=held.what, by=by, at=at)
    diary.release_half_day(half_day=held, by=by, at=at)
    appointment.half_day = taken
    appointment.save(update_fields=["half_day"])
    mark = {} if tells_colleagues else {"is_told_together": True}
    record(appointment, before={"half_day_id": held.pk, **mark}, after={"half_day_id": taken.pk, **mark})
    update_half_day(appointment, at, former=held)
    if tells_colleagues:
        tell_colleagues(appointment, held, at)
