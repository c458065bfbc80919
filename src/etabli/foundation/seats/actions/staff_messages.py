"""A message of the staff in their own words: written, cancelled until it leaves, sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext, gettext_lazy as _

from etabli.foundation.journal import CannotUndo, Irreversible, action, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Person, User
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import staff_message_texts
from etabli.foundation.seats.actions.errors import AlreadyWritten, NobodyToWriteTo, NothingToSend
from etabli.foundation.seats.models import Occasion, SignUp, StaffMessage, StaffMessageReader


def _undo_writing(entry: Entry, by: Any, at: datetime) -> str:
    """Both ways, until it has left: nobody gets it; or it leaves after all."""
    message: Any = subject_of(entry, lock=True)
    if message.left_at is not None:
        raise CannotUndo(_("It has left, and what has left can’t be called back: write another message."))
    cancels = entry.undoes_id is None or entry.restores
    if cancels and message.cancelled_at is not None:  # `stop_message` has held it back
        raise CannotUndo(staff_message_texts.ALREADY_CANCELLED)
    before = {"cancelled_at": message.cancelled_at}
    if cancels:
        message.cancelled_at = at
    else:
        people = Person.objects.filter(pk__in=message.readers.values("person"))
        message.cancelled_at, message.leaves_at = (
            None,
            staff_message_texts.departure(people, message.occasion, at),
        )
    message.save(update_fields=["cancelled_at", "leaves_at"])
    record(message, before=before, after={"cancelled_at": message.cancelled_at})
    return (
        gettext("The message is cancelled: nobody gets it.")
        if message.cancelled_at
        else staff_message_texts.when_it_leaves(message)
    )


@action(
    "seats.write",
    sentence=_("wrote the message “%(subject)s”"),
    may=may_run,
    undo=_undo_writing,
)
def write_message(
    *,
    occasion: Occasion | None = None,
    to: Sequence[SignUp] = (),
    person: Person | None = None,
    title: str,
    text: str,
    key: str = "",
    by: Viewer,
    at: datetime,
) -> StaffMessage:
    """A message to those who are told of these sign-ups of an occasion, or to one person. It leaves a minute later,
    or after the night (`staff_message_texts.departure`, `send_message`); until then its undo takes all of it back.

    Raises NobodyToWriteTo; AlreadyWritten when this form (`key`) was sent before.
    """
    if any(row.occasion_id != getattr(occasion, "pk", None) for row in to) or (person and occasion):
        raise ValueError("a message goes to sign-ups of its occasion, or to one person")
    readers = [(row.recipient.required_person, row) for row in to] + ([(person, None)] if person else [])
    if not readers:
        raise NobodyToWriteTo(_("Nobody is in this group: choose another one."))
    chamber_id = occasion.chamber_id if occasion else readers[0][0].chamber_id
    message = _create_once(
        chamber_id=chamber_id,
        occasion=occasion,
        person=person,
        author=User.objects.get(pk=by.user_id or 0),
        title=title,
        text=text,
        key=key or get_random_string(40),
        written_at=at,
        leaves_at=staff_message_texts.departure([who for who, _row in readers], occasion, at),
    )
    StaffMessageReader.objects.bulk_create(
        StaffMessageReader(message=message, person=who, sign_up=row) for who, row in readers
    )
    record(message, before={"cancelled_at": at}, after={"cancelled_at": None})
    return message


@action(
    "seats.send_message",
    sentence=_("sent the message “%(subject)s”"),
    may=may_run,
    undo=Irreversible(_("It has left, and what has left can’t be called back: write another message.")),
    subject="message",
)
def send_message(*, message: StaffMessage, by: Viewer, at: datetime) -> StaffMessage:
    """Say it to each of its readers, once; those who have no e-mail are to be called. Raises NothingToSend."""
    waiting = StaffMessage.objects.filter(pk=message.pk, left_at=None, cancelled_at=None)
    if not waiting.update(left_at=at):
        raise NothingToSend(_("This message has left, or was cancelled."))
    message.left_at = at
    staff_message_texts.send_to_readers(message, at)
    record(message, before={"left_at": None}, after={"left_at": at})
    return message


@action(
    "seats.stop_message",
    sentence=_("held back the message “%(subject)s”: what it was about is called off"),
    may=may_run,
    undo=Irreversible(_("What it was about is called off: write another message.")),
    subject="message",
)
def stop_message(*, message: StaffMessage, by: Viewer, at: datetime) -> StaffMessage:
    """It leaves to nobody. Raises NothingToSend."""
    if not StaffMessage.objects.filter(pk=message.pk, left_at=None, cancelled_at=None).update(
        cancelled_at=at
    ):
        raise NothingToSend(_("This message has left, or was cancelled."))
    message.cancelled_at = at
    record(message, before={"cancelled_at": None}, after={"cancelled_at": at})
    return message


def _create_once(**fields: Any) -> StaffMessage:
    try:
        with transaction.atomic():
            return StaffMessage.objects.create(**fields)
    except IntegrityError:
        existing = StaffMessage.objects.filter(key=fields["key"]).first()
        if existing is None:
            raise
        raise AlreadyWritten(existing) from None
