"""Whom to ask for at a relay, and whether they may be written to."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, change, record, reverse
from etabli.foundation.people.viewer import Viewer
from etabli.territory.relays.models import Relay, RelayContact
from etabli.territory.relays.rules import looks_generic, may_tell


class NothingToReach(ActionError):
    """Neither a name, an address nor a number: nobody could be asked for."""


@action(
    "relays.add_contact",
    sentence=_("added a person to ask for: %(subject)s"),
    may=may_tell,
    undo=reverse,
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
    values = _cleaned(name, role, email, phone)
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
    may=may_tell,
    undo=reverse,
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
    values = _cleaned(name, role, email, phone)
    kept = values["email"] == contact.email
    agreed = {} if kept else {"agreed_at": None, "agreed_how": "", "asked_at": None}
    return change(contact, **values, is_generic=is_generic, **agreed)


@action(
    "relays.agree",
    sentence=_("recorded that %(subject)s agrees to get our mails"),
    tells={"agreed_how": _("How it was said")},
    may=may_tell,
    undo=reverse,
    subject="contact",
)
def record_agreement(*, contact: RelayContact, how: str, by: Viewer, at: datetime) -> RelayContact:
    """They agree to get mails at their own address: when, and how they said so."""
    return change(contact, agreed_at=at, agreed_how=how.strip())


@action(
    "relays.refuse",
    sentence=_("recorded that %(subject)s no longer wants our mails"),
    may=may_tell,
    undo=reverse,
    subject="contact",
)
def record_refusal(*, contact: RelayContact, by: Viewer, at: datetime) -> RelayContact:
    """No mail any more to this address, and it isn't asked again: that of a place is no longer taken for one either."""
    return change(contact, agreed_at=None, agreed_how="", is_generic=False, asked_at=at)


@action(
    "relays.withdraw_contact",
    sentence=_("took out a person to ask for: %(subject)s"),
    may=may_tell,
    undo=reverse,
    subject="contact",
)
def withdraw_contact(*, contact: RelayContact, by: Viewer, at: datetime) -> RelayContact:
    """They are no longer there, or were written by mistake; their links to the relay's page open nothing more."""
    return change(contact, withdrawn_at=at)


def _cleaned(name: str, role: str, email: str, phone: str) -> dict[str, str]:
    values = {
        "name": name.strip(),
        "role": role.strip(),
        "email": email.strip().lower(),
        "phone": phone.strip(),
    }
    if not any(values.values()):
        raise NothingToReach(_("Write at least a name, an address or a number."))
    return values
