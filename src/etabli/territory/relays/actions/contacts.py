"""Whom to ask for at a relay, and whether they may be written to."""

from datetime import date, datetime

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, change, record, undo_fields
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.territory.relays.models import ContactNote, Relay, RelayContact, RelayVisit
from etabli.territory.relays.rules import looks_generic, may_edit_own


class NothingToReach(ActionError):
    """Neither a name, an address nor a number: nobody could be asked for."""


@action(
    "relays.add_contact",
    sentence=_("added a person to ask for: %(subject)s"),
    may=may_edit_own,
    undo=undo_fields,
)
def add_contact(
    *,
    relay: Relay,
    name: str = "",
    role: str = "",
    email: str = "",
    phone: str = "",
    is_generic: bool | None = None,
    agreed_how: str = "",
    by: Viewer,
    at: datetime,
) -> RelayContact:
    """Somebody to ask for. `is_generic`: the address is the place's; not said, the address itself tells.

    Nobody agrees by being written down: `agreed_how` says how they did. Raises NothingToReach.
    """
    values = _clean_values(name, role, email, phone)
    generic = looks_generic(values["email"]) if is_generic is None else is_generic
    contact = RelayContact.objects.create(
        relay=relay,
        chamber_id=relay.chamber_id,
        **values,
        is_generic=generic,
        agreed_at=at if agreed_how.strip() else None,
        agreed_how=agreed_how.strip(),
        created_at=at,
    )
    record(contact, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return contact


@action(
    "relays.correct_contact",
    sentence=_("corrected a person to ask for: %(subject)s"),
    tells={
        "name": _("Name"),
        "role": _("Position"),
        "email": _("E-mail"),
        "phone": _("Telephone"),
        "is_generic": _("Address of the place"),
    },
    may=may_edit_own,
    undo=undo_fields,
    subject="contact",
)
def correct_contact(
    *,
    contact: RelayContact,
    name: str,
    role: str,
    email: str,
    phone: str,
    is_generic: bool,
    by: Viewer,
    at: datetime,
) -> RelayContact:
    """Change what is known of a contact. An agreement is that of an address: another one has to be agreed to anew."""
    values = _clean_values(name, role, email, phone)
    is_same_address = values["email"] == contact.email
    agreed = {} if is_same_address else {"agreed_at": None, "agreed_how": "", "asked_at": None}
    return change(contact, **values, is_generic=is_generic, **agreed)


@action(
    "relays.agree",
    sentence=_("recorded that %(subject)s agrees to get our mails"),
    tells={"agreed_how": _("How it was said")},
    may=may_edit_own,
    undo=undo_fields,
    subject="contact",
)
def record_agreement(*, contact: RelayContact, how: str, by: Viewer, at: datetime) -> RelayContact:
    """They agree to get mails at their own address: when, and how they said so."""
    return change(contact, agreed_at=at, agreed_how=how.strip())


@action(
    "relays.refuse",
    sentence=_("recorded that %(subject)s no longer wants our mails"),
    may=may_edit_own,
    undo=undo_fields,
    subject="contact",
)
def record_refusal(*, contact: RelayContact, by: Viewer, at: datetime) -> RelayContact:
    """No mail any more to this address, and it isn't asked again: that of a place is no longer taken for one either."""
    return change(contact, agreed_at=None, agreed_how="", is_generic=False, asked_at=at)


@action(
    "relays.withdraw_contact",
    sentence=_("took out a person to ask for: %(subject)s"),
    may=may_edit_own,
    undo=undo_fields,
    subject="contact",
)
def withdraw_contact(*, contact: RelayContact, by: Viewer, at: datetime) -> RelayContact:
    """They are no longer there, or were written by mistake; their links to the relay's page open nothing more."""
    return change(contact, withdrawn_at=at)


def _clean_values(name: str, role: str, email: str, phone: str) -> dict[str, str]:
    values = {
        "name": name.strip(),
        "role": role.strip(),
        "email": email.strip().lower(),
        "phone": phone.strip(),
    }
    if not any(values.values()):
        raise NothingToReach(_("Write at least a name, an address or a number."))
    return values


# What was said with a relay.


@action(
    "relays.note",
    sentence=_("wrote down an exchange with “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
    subject="relay",
)
def note_contact(
    *,
    relay: Relay,
    kind: str,
    text: str,
    contact: RelayContact | None = None,
    next_step: str = "",
    next_on: date | None = None,
    by: Viewer,
    at: datetime,
) -> ContactNote:
    """Keep an exchange with a relay: how, with whom, what was said, and what is to be done next, on what day."""
    note = ContactNote.objects.create(
        relay=relay,
        contact=contact,
        kind=kind,
        text=text.strip(),
        next_step=next_step.strip(),
        next_on=next_on,
        at=at,
        author_id=by.user_id,
    )
    record(note, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return note


# Counting the openings of a relay's link.


def count_visit(*, relay: Relay, at: datetime) -> None:
    """One more opening on that (local) day: one statement, three for the first of the day."""
    day = timezone.localdate(at)
    if RelayVisit.objects.filter(relay=relay, on=day).update(visits=F("visits") + 1):
        return
    # Two first visitors at once: one of them creates the row, both are counted.
    RelayVisit.objects.bulk_create([RelayVisit(relay=relay, on=day)], ignore_conflicts=True)
    RelayVisit.objects.filter(relay=relay, on=day).update(visits=F("visits") + 1)
