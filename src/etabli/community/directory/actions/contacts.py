"""A visitor writes to a member through us; the member answers through us. Neither learns the other's address."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.directory import letters
from etabli.community.directory.models import Contact, Profile
from etabli.community.directory.rules import is_own
from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    Irreversible,
    action,
    anyone,
    change,
    record,
    undo_fields,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer

LONGEST = 4000


class NotReachable(ActionError):
    """The member is no longer in the directory."""


class MessageNotFit(ActionError):
    """There is nothing to pass on."""


class AlreadyAnswered(ActionError):
    """One answer goes through us; it may hold an address to go on by."""


def _unless_it_left(entry: Entry, by: Any, at: datetime) -> None:
    contact: Any = subject_of(entry, lock=True)
    if contact.confirmed_at is not None:
        raise CannotUndo(_("The member has your message: it can’t be taken back."))
    undo_fields(entry, by, at)


@action(
    "directory.write_to", sentence=_("wrote to a member of the directory"), may=anyone, undo=_unless_it_left
)
def write_to(
    *, profile: Profile, name: str, email: str, text: str, proved: bool, by: Viewer, at: datetime
) -> Contact:
    """Pass a message on: at once when the address is proved, else once its owner has followed the link of our mail.

    Raises NotReachable, MessageNotFit.
    """
    if not profile.is_out or not profile.member.in_force:
        raise NotReachable(_("This member is no longer in the directory."))
    if not text.strip():
        raise MessageNotFit(_("Write a few words: what you look for, and by when."))
    contact = Contact.objects.create(
        chamber_id=profile.chamber_id, profile=profile, name=name.strip(), email=email.strip().lower(),
        text=text.strip(), sent_at=at, confirmed_at=at if proved else None,
    )  # fmt: skip
    if proved:
        letters.pass_on(contact, at)
    else:
        letters.ask_to_confirm(contact, at)
    record(contact, before={"withdrawn_at": at}, after={"withdrawn_at": None}, label=str(_("a message")))
    return contact


@action(
    "directory.confirm_contact",
    sentence=_("confirmed the address of a message to a member"),
    may=anyone,
    undo=Irreversible(_("The member has the message.")),
    subject="contact",
)
def confirm_contact(*, contact: Contact, by: Viewer, at: datetime) -> Contact:
    """The address is proved, by whoever holds the link of our mail: the member gets the message, once."""
    contact.refresh_from_db(fields=["confirmed_at", "withdrawn_at"])
    if contact.withdrawn_at is not None or not contact.profile.member.in_force:
        raise NotReachable(_("This member is no longer in the directory."))
    if Contact.objects.filter(pk=contact.pk, confirmed_at=None).update(confirmed_at=at):
        letters.pass_on(contact, at)
    return change(contact, confirmed_at=contact.confirmed_at or at, label=str(_("a message")))


@action(
    "directory.answer_contact",
    sentence=_("answered a message that came by the directory"),
    may=is_own,
    undo=Irreversible(_("The answer has left by e-mail.")),
    subject="contact",
)
def answer_contact(*, contact: Contact, text: str, by: Viewer, at: datetime) -> Contact:
    """Send an answer through us. Raises AlreadyAnswered, MessageNotFit."""
    if not text.strip():
        raise MessageNotFit(_("Write your answer first."))
    if not Contact.objects.filter(pk=contact.pk, answered_at=None).update(answered_at=at):
        raise AlreadyAnswered(_("You have answered this message already."))
    letters.pass_answer_on(contact, text.strip(), at)
    return change(contact, answer=text.strip(), answered_at=at, label=str(_("a message")))
