"""A copy of everything, given; everything erased, after some days during which it can be taken back."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, Irreversible, action, change, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import as_json_value, subject_of
from etabli.foundation.own_data import notices
from etabli.foundation.own_data.erased import note_erased
from etabli.foundation.own_data.erasing import erase_rows
from etabli.foundation.own_data.holdings import is_own_data, of_outsider, without_shared_accounts
from etabli.foundation.own_data.models import Erasure
from etabli.foundation.own_data.queries import (
    Subject,
    erasure_under_way,
    identifiers_of,
    rows_to_withdraw,
    serves_a_chamber,
)
from etabli.foundation.people.models import Person, User
from etabli.foundation.people.queries import joined_persons
from etabli.foundation.people.viewer import Viewer


def _may_ask(by: Viewer, subject: Person | User | Model) -> bool:
    """A person, or the staff of their chamber at their request; whoever signs in, for their account; whoever opened
    the link that was mailed to them, for what bears their address there."""
    if isinstance(subject, Person):
        return by.is_person(subject.pk) or by.is_staff_of(subject.chamber_id)
    if isinstance(subject, User):
        return by.user_id == subject.pk
    return is_own_data(of_outsider(subject), by)


def _may_settle(by: Viewer, erasure: Erasure) -> bool:
    """The same, for what was asked; and the clock."""
    return by.actor.kind == "system" or _may_ask(by, erasure.subject)


class AlreadyAsked(ActionError):
    """It is asked already, or done."""


class StillInService(ActionError):
    """Whoever works for a chamber acts in the name of others: first they leave."""


class TooLate(ActionError):
    """It is done: nothing is left to keep."""


@action(
    "own_data.give_copy",
    sentence=_("prepared a copy of what is held about %(subject)s"),
    may=_may_ask,
    undo=Irreversible(_("A copy that was given can’t be taken back.")),
    subject="subject",
)
def give_copy(*, subject: Subject, by: Viewer, at: datetime) -> None:
    """Write down that a copy was made: of everything for whom it is about, of what they read for the staff of the
    chamber; and tell them, whoever made it."""
    record(subject, before={}, after={})
    notices.tell_of_copy(subject, by, at)


def _undo_request(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: no longer to be erased, or to be erased again, on the day that was told."""
    erasure: Any = subject_of(entry, lock=True)
    if erasure.done_at is not None:
        raise CannotUndo(_("It is done: nothing is left to keep."))
    if as_json_value(erasure, "cancelled_at") != entry.after["cancelled_at"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    if erasure.cancelled_at is None:
        _set_cancelled(erasure, at)
    elif Erasure.objects.filter(owner=erasure.owner_id, cancelled_at=None, done_at=None).exists():
        raise CannotUndo(_("It was asked again since: nothing more to do."))
    elif erasure.due_at <= at + settings.ERASURE_REMINDER:
        raise CannotUndo(_("The day was near: ask again, to have the time to change your mind."))
    else:
        _set_cancelled(erasure, None)
        notices.tell_of_request(erasure, by, at)


@action(
    "own_data.ask_erasure",
    sentence=_("asked for everything about %(subject)s to be erased"),
    may=_may_ask,
    may_undo=_may_settle,
    undo=_undo_request,
    subject="subject",
)
def ask_erasure(*, subject: Subject, is_late: bool = False, by: Viewer, at: datetime) -> Erasure:
    """Have everything erased once the days to change one's mind are over; who it is about is told.

    Raises AlreadyAsked, or StillInService for who works for a chamber.
    """
    if serves_a_chamber(subject):
        raise StillInService(
            _("You work for the chamber: the management first ends your role, then you can ask.")
        )
    if isinstance(subject, Person) and subject.erased_at is not None:
        raise AlreadyAsked(_("Everything is erased already."))
    if erasure_under_way(subject) is not None:
        raise AlreadyAsked(_("It was asked already: nothing more to do."))
    erasure = Erasure(
        chamber_id=subject.chamber_id if isinstance(subject, Person) else None,
        owner_id=subject.party_id,
        is_late=is_late,
        asked_at=at,
        due_at=at + settings.ERASURE_DELAY,
    )
    try:
        with transaction.atomic():
            erasure.save()
    except IntegrityError:
        raise AlreadyAsked(_("It was asked already: nothing more to do.")) from None
    record(erasure, before={"cancelled_at": at}, after={"cancelled_at": None})
    notices.tell_of_request(erasure, by, at)
    return erasure


@action(
    "own_data.keep",
    sentence=_("kept everything about %(subject)s after all"),
    may=_may_settle,
    undo=_undo_request,
    subject="erasure",
)
def keep_everything(*, erasure: Erasure, by: Viewer, at: datetime) -> Erasure:
    """Nothing is erased. Raises TooLate."""
    erasure = _locked(erasure)
    if erasure.done_at is not None:
        raise TooLate(_("It is done: nothing is left to keep."))
    return _set_cancelled(erasure, at)


@action(
    "own_data.remind",
    sentence=_("reminded %(subject)s of the day of the erasure"),
    may=_may_settle,
    undo=Irreversible(_("The mail has left: it can’t be called back.")),
    subject="erasure",
)
def remind(*, erasure: Erasure, by: Viewer, at: datetime) -> Erasure:
    """Tell them that the day is near."""
    notices.tell_of_due_day(erasure, at)
    return change(erasure, reminded_at=at)


@action(
    "own_data.erase",
    sentence=_("erased everything, as it was asked"),
    may=_may_settle,
    undo=Irreversible(_("It was asked for, and the days to change one’s mind are over.")),
    subject="erasure",
)
def erase(*, erasure: Erasure, by: Viewer, at: datetime) -> Erasure:
    """Withdraw what they have under way, each thing by its own act; then erase all that is held of them.

    Raises TooLate when it is done already, or was taken back.
    """
    erasure = _locked(erasure)
    if erasure.done_at is not None or erasure.cancelled_at is not None:
        raise TooLate(_("It is done already, or was taken back."))
    subject = erasure.subject
    for way, row in rows_to_withdraw(subject, at):
        way.withdraw(row, at)
    for row in (subject, *(joined_persons(subject) if isinstance(subject, Person) else ())):
        note_erased(row, at)
    erase_rows(without_shared_accounts(identifiers_of(subject)), at)
    erasure.done_at = at
    erasure.save(update_fields=["done_at"])
    record(erasure, before={"done_at": None}, after={"done_at": at}, label="")
    return erasure


def _locked(erasure: Erasure) -> Erasure:
    """As it is now: the day may come while somebody makes up their mind."""
    return Erasure.objects.select_for_update().get(pk=erasure.pk)


def _set_cancelled(erasure: Erasure, cancelled_at: datetime | None) -> Erasure:
    """Take it back, or ask for it again."""
    change(erasure, cancelled_at=cancelled_at)
    if cancelled_at is not None:
        notices.tell_of_keeping(erasure, cancelled_at)
    return erasure
