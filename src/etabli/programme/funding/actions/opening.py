"""Opening a file, or one that completes it; giving one up."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, action, change, record, undo_fields_if_free
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Person
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.actions.steps import WrongStep, check_restored, locked
from etabli.programme.funding.models import FileHalf, Fund, FundingFile
from etabli.programme.support.models import Appointment


class HalfDayTaken(ActionError):
    """A file asks for this half-day already, or it can't be asked for."""


COMPLETED = _("Another file asks for what this one leaves to pay: give that one up first.")


def _undo_opening(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: its half-days go with it, and come back while no other file asks for them."""
    file: Any = subject_of(entry, lock=True)
    if entry.before["withdrawn_at"] is not None and file.sent_on is not None and file.withdrawn_at is None:
        raise CannotUndo(_("It was sent since: take that back first."))
    returning = file.withdrawn_at is not None
    if not returning and _is_completed(file):
        raise CannotUndo(COMPLETED)
    if returning and file.completes is not None and file.completes.withdrawn_at is not None:
        raise CannotUndo(_("The file that it completes was given up since: take that back first."))
    try:
        with transaction.atomic():
            undo_fields_if_free(entry, by, at)
            halves = FileHalf.objects.filter(file=file).exclude(pk__in=file.left_out)
            halves.update(withdrawn_at=None if returning else at)
    except IntegrityError:
        raise CannotUndo(_("Another file asks for these half-days since: give that one up first.")) from None
    if returning:
        check_restored(entry)


@action(
    "funding.open_file",
    sentence=_("opened a file for the half-day of %(subject)s"),
    may=may_run,
    undo=_undo_opening,
    subject="person",
)
def open_file(
    *, person: Person, fund: Fund, status: str, appointments: Sequence[Appointment], by: Viewer, at: datetime
) -> FundingFile:
    """Ask this fund for these half-days of one person, all of which stand. Raises HalfDayTaken."""
    if fund.chamber_id != person.chamber_id or not appointments:
        raise HalfDayTaken(_("Choose a half-day and a fund."))
    file = FundingFile.objects.create(
        chamber_id=person.chamber_id, person=person, fund=fund, status=status, opened_at=at
    )
    for appointment in appointments:
        _take(file, appointment)
    record(file, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return file


def _take(file: FundingFile, appointment: Appointment) -> None:
    if appointment.person_id != file.person_id or appointment.cancelled_at is not None:
        raise HalfDayTaken(_("This half-day was called off, or is somebody else’s: choose another."))
    try:
        with transaction.atomic():
            FileHalf.objects.create(file=file, appointment=appointment, wish_id=appointment.wish_id)
    except IntegrityError:
        raise HalfDayTaken(_("A file asks for this half-day already: no hour is paid twice.")) from None


@action(
    "funding.complete_file",
    sentence=_("asked another fund for what the file of %(subject)s leaves to pay"),
    may=may_run,
    undo=_undo_opening,
    subject="file",
)
def complete_file(*, file: FundingFile, fund: Fund, by: Viewer, at: datetime) -> FundingFile:
    """Ask another fund for the rest of the price of the same half-days, once. Raises HalfDayTaken, WrongStep."""
    first = locked(file)
    if first.completes_id is not None or fund.pk == first.fund_id or fund.chamber_id != first.chamber_id:
        raise WrongStep(_("Choose another fund than the one that is asked first."))
    made = FundingFile.objects.create(
        chamber_id=first.chamber_id,
        person=first.person,
        fund=fund,
        completes=first,
        status=first.status,
        opened_at=at,
    )
    halves = [
        FileHalf(file=made, appointment_id=half.appointment_id, wish_id=half.wish_id, is_completing=True)
        for half in first.halves.all()
        if half.withdrawn_at is None
    ]
    try:
        with transaction.atomic():
            FileHalf.objects.bulk_create(halves)
    except IntegrityError:
        raise HalfDayTaken(_("Another file asks for this rest already.")) from None
    record(made, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return made


def _is_completed(file: FundingFile) -> bool:
    return FundingFile.objects.filter(completes=file, withdrawn_at=None).exists()


@action(
    "funding.give_up",
    sentence=_("gave up the file of %(subject)s"),
    may=may_run,
    undo=_undo_opening,
    subject="file",
)
def give_up(*, file: FundingFile, by: Viewer, at: datetime) -> FundingFile:
    """Ask the fund no more; another file may ask for its half-days. Raises WrongStep once it is billed, or the artisan
    has paid of it, or while another completes it."""
    file = locked(file)
    if file.billed_on is not None:
        raise WrongStep(_("This file is billed: it can’t be given up."))
    if file.artisan_payments:
        raise WrongStep(_("The artisan has paid their part of this file: it can’t be given up."))
    if _is_completed(file):
        raise WrongStep(COMPLETED)
    file.halves.filter(withdrawn_at=None).update(withdrawn_at=at)
    return change(file, withdrawn_at=at)
