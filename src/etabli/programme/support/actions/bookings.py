"""Booking a half-day, calling it off."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _, override

from etabli.foundation.journal import ActionError, CannotUndo, action, record, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import as_json_value, subject_of
from etabli.foundation.people.models import Person, User
from etabli.foundation.people.rules import may_help, may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.actions import withdraw_wish
from etabli.programme.demand.models import Wish
from etabli.programme.diary import actions as diary
from etabli.programme.support.actions.standing import (
    AlreadyReported,
    DayIsOver,
    refuse_if_changed,
    refuse_if_over,
    refuse_if_past,
)
from etabli.programme.support.models import Appointment
from etabli.programme.support.notices import tell_adviser, update_half_day
from etabli.programme.support.payers import left_out_of


class AlreadyBooked(ActionError):
    """This request has its half-day."""


class WrongRequest(ActionError):
    """The request is somebody else's, or it was taken back."""


def _undo_booking(entry: Entry, by: Any, at: datetime) -> str:
    """Both ways: let the half-day go, or hold it again if it is still free, and say whether nobody pays for it now."""
    appointment: Any = subject_of(entry, lock=True)
    if as_json_value(appointment, "cancelled_at") != entry.after["cancelled_at"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    if appointment.reported_at is not None:
        raise AlreadyReported(_("The report is written: take it back first."))
    before, staff = {"cancelled_at": appointment.cancelled_at}, _for_diary(appointment, by)
    if appointment.cancelled_at is None:
        diary.release_half_day(half_day=appointment.half_day, by=staff, at=at)
        appointment.cancelled_at = at
    else:
        if appointment.half_day.on < timezone.localdate(at):
            raise CannotUndo(_("This day is over: choose one to come."))
        held = appointment.half_day
        appointment.half_day = diary.hold_half_day(
            adviser=held.adviser, on=held.on, half=held.half, what=held.what, by=staff, at=at
        )
        appointment.cancelled_at = None
        _ask_again(appointment.wish, staff, at)
    save_booking(appointment)
    record(appointment, before=before, after={"cancelled_at": appointment.cancelled_at})
    _tell(appointment, by, at)
    return left_out_of(appointment)


@action(
    "support.book",
    sentence=_("booked a half-day of support for %(subject)s"),
    may=may_run,
    undo=_undo_booking,
    subject="person",
)
def book(
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
    """Hold a half-day of `adviser` for `person`, and tell them.

    Raises DayIsOver, WrongRequest, AlreadyBooked, or the diary's HalfDayTaken.
    """
    refuse_if_past(on, at)
    if wish is not None and (wish.person_id != person.pk or wish.withdrawn_at is not None):
        raise WrongRequest(_("This request is no longer there: go back to the list."))
    held = diary.hold_half_day(adviser=adviser, on=on, half=half, what=title_in_diary(), by=by, at=at)
    appointment = Appointment(
        chamber_id=person.chamber_id, person=person, wish=wish, half_day=held, place=place.strip()
    )
    save_booking(appointment)
    record(appointment, before={"cancelled_at": at}, after={"cancelled_at": None})
    update_half_day(appointment, at)
    return appointment


@action(
    "support.call_off",
    sentence=_("called off the half-day of support of %(subject)s"),
    own_sentence=_("called off their half-day of support"),
    may=may_help,
    undo=_undo_booking,
    subject="appointment",
)
def call_off(
    *,
    appointment: Appointment,
    is_still_wanted: bool = True,
    shown: int | None = None,
    by: Viewer,
    at: datetime,
) -> Appointment:
    """Let the half-day go, by its adviser or by its artisan, and tell both. The request waits again, for another day;
    it is taken back with it where none `is_still_wanted`. `shown`: as in `move`. Raises AlreadyReported, CalledOff,
    ChangedMeanwhile, DayIsOver."""
    refuse_if_changed(appointment, shown)
    return _let_go(appointment, is_still_wanted, by, at)


@action(
    "support.ask_another_day",
    sentence=_("asked for another day for the half-day of support of %(subject)s"),
    own_sentence=_("asked for another day for their half-day of support"),
    may=may_help,
    undo=_undo_booking,
    subject="appointment",
)
def ask_another_day(*, appointment: Appointment, by: Viewer, at: datetime) -> Appointment:
    """As `call_off`, by an artisan who still wants one: the history says what they asked for, not that they
    cancelled."""
    return _let_go(appointment, True, by, at)


def _let_go(appointment: Appointment, is_still_wanted: bool, by: Viewer, at: datetime) -> Appointment:
    refuse_if_over(appointment)
    staff = _for_diary(appointment, by)
    if staff is not by and appointment.hours[0] <= at:
        raise DayIsOver(_("It has begun, or it is over: call your adviser."))
    diary.release_half_day(half_day=appointment.half_day, by=staff, at=at)
    appointment.cancelled_at = at
    appointment.save(update_fields=["cancelled_at"])
    record(appointment, before={"cancelled_at": None}, after={"cancelled_at": at})
    if appointment.wish is not None and not is_still_wanted:
        withdraw_wish(wish=appointment.wish, by=staff, at=at)
    _tell(appointment, by, at)
    return appointment


def _for_diary(appointment: Appointment, by: Viewer) -> Viewer:
    """Who moves the adviser's half-day: the staff themselves, or the clock for the artisan whose half-day it is."""
    own = appointment.chamber_id
    return by if by.is_staff_of(own) or by.link_scope == "system" else Viewer.system(own)


def _ask_again(wish: Wish | None, by: Viewer, at: datetime) -> None:
    """A request that was taken back with its half-day stands again with it."""
    if wish is None or wish.withdrawn_at is None:
        return
    entries = Entry.objects.filter(subject_type=wish._meta.label_lower, subject_id=str(wish.pk))
    undo(entry=entries.latest("pk"), by=by, at=at)


def _tell(appointment: Appointment, by: Viewer, at: datetime) -> None:
    """The artisan, and their adviser of what the artisan did."""
    update_half_day(appointment, at)
    if not by.is_staff_of(appointment.chamber_id):
        tell_adviser(appointment, at)


def title_in_diary() -> str:
    """What the diary says of it, in the language of the installation: not for whom."""
    with override(settings.LANGUAGE_CODE):
        return gettext("Half-day of support")


def save_booking(appointment: Appointment) -> None:
    """The constraint decides, so that two advisers who book the same request at once can't both be right. Raises
    AlreadyBooked."""
    try:
        with transaction.atomic():
            appointment.save()
    except IntegrityError:
        raise AlreadyBooked(_("This request already has its half-day.")) from None
