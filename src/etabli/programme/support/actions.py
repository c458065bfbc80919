"""Booking a half-day, calling it off, writing its report."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse as address
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, record, reverse
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.notify.calendar import calendar_file
from etabli.foundation.notify.queue import send
from etabli.foundation.people.links import give_link, link_url
from etabli.foundation.people.models import Person, SecretLink, User
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish
from etabli.programme.diary import actions as diary
from etabli.programme.support.models import Appointment
from etabli.programme.support.notices import meeting_of, when


class AlreadyBooked(ActionError):
    """This request has its half-day."""


class AlreadyReported(ActionError):
    """The half-day is over and told: it can't be called off."""


def _undo_booking(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: let the half-day go, or hold it again if it is still free."""
    appointment: Any = subject_of(entry)
    if appointment.reported_at is not None:
        raise AlreadyReported(_("The report is written: take it back first."))
    before = {"cancelled_at": appointment.cancelled_at}
    if appointment.cancelled_at is None:
        diary.release_half_day(half_day=appointment.half_day, by=by, at=at)
        appointment.cancelled_at = at
    else:
        appointment.half_day = _hold(appointment.half_day, appointment.person, by, at)
        appointment.cancelled_at = None
    appointment.save()
    record(appointment, before=before, after={"cancelled_at": appointment.cancelled_at})
    _tell(appointment, at)


@action(
    "support.book",
    sentence=_("Half-day booked for %(subject)s"),
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

    Raises AlreadyBooked, or the diary's HalfDayTaken.
    """
    if wish is not None and Appointment.objects.filter(wish=wish, cancelled_at=None).exists():
        raise AlreadyBooked(_("This request already has its half-day."))
    held = diary.hold_half_day(adviser=adviser, on=on, half=half, what=person.name, by=by, at=at)
    appointment = Appointment.objects.create(
        chamber=person.chamber, person=person, wish=wish, half_day=held, place=place.strip()
    )
    record(appointment, before={"cancelled_at": at}, after={"cancelled_at": None})
    _tell(appointment, at)
    return appointment


@action(
    "support.call_off",
    sentence=_("Half-day of %(subject)s called off"),
    may=may_run,
    undo=_undo_booking,
    subject="appointment",
)
def call_off(*, appointment: Appointment, by: Viewer, at: datetime) -> Appointment:
    """Let the half-day go and tell the artisan; the request waits again. Raises AlreadyReported."""
    if appointment.reported_at is not None:
        raise AlreadyReported(_("The report is written: take it back first."))
    diary.release_half_day(half_day=appointment.half_day, by=by, at=at)
    appointment.cancelled_at = at
    appointment.save(update_fields=["cancelled_at"])
    record(appointment, before={"cancelled_at": None}, after={"cancelled_at": at})
    _tell(appointment, at)
    return appointment


@action(
    "support.report",
    sentence=_("Report on the half-day of %(subject)s"),
    may=may_run,
    undo=reverse,
    subject="appointment",
)
def write_report(
    *, appointment: Appointment, outcome: str, report: str, next_step: str, by: Viewer, at: datetime
) -> Appointment:
    """Say what came of it, in a minute; can be written again, each version stays in the history."""
    names = ["outcome", "report", "next_step", "reported_at"]
    before = {name: getattr(appointment, name) for name in names}
    appointment.outcome, appointment.report, appointment.next_step = (
        outcome,
        report.strip(),
        next_step.strip(),
    )
    appointment.reported_at = at
    appointment.save(update_fields=names)
    record(appointment, before=before, after={name: getattr(appointment, name) for name in names})
    return appointment


def _hold(half_day: Any, person: Person, by: Viewer, at: datetime) -> Any:
    return diary.hold_half_day(
        adviser=half_day.adviser, on=half_day.on, half=half_day.half, what=person.name, by=by, at=at
    )


def _tell(appointment: Appointment, at: datetime) -> None:
    person = appointment.person
    if not person.email:
        return
    link = give_link(person=person, scope=SecretLink.Scope.SPACE, at=at)
    url = link_url(link, to=address("support:appointment", args=[appointment.pk]))
    off = appointment.cancelled_at is not None
    opening = (
        __("Your half-day is called off. We will offer you another.")
        if off
        else __("Your half-day of support is booked. It is free of charge, and only for you.")
    )
    body = __("Hello %(name)s,\n\n%(opening)s\n\n%(when)s\n%(place)s\n\nYour space:\n%(url)s") % {
        "name": person.name,
        "opening": opening,
        "when": when(appointment),
        "place": appointment.place,
        "url": url,
    }
    send(
        to=person.email,
        subject=__("Your half-day of support"),
        body=body,
        key=f"appointment:{appointment.pk}:{int(off)}:{at.timestamp()}",
        chamber_id=appointment.chamber_id,
        calendar=calendar_file(meeting_of(appointment, url), at=at),
        at=at,
    )
