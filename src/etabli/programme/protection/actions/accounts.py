"""Who holds which account of the business: noted, changed, taken off. Never what opens it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, change, record, undo_fields
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.protection.engine import looks_like_password
from etabli.programme.protection.models import HeldAccount
from etabli.programme.protection.rules import may_note

PASSWORD_REFUSED = _("This looks like a password: take it out. Write where it is kept, never what it is.")


class PasswordWritten(ActionError):
    """A text looks like a password."""


@action(
    "protection.note_account",
    sentence=_("noted who holds an account: %(subject)s"),
    may=may_note,
    undo=undo_fields,
)
def note_account(
    *,
    person: Person,
    kind: str,
    name: str,
    holder: str,
    email: str = "",
    recovery: str = "",
    by: Viewer,
    at: datetime,
) -> HeldAccount:
    """Put an account on the sheet. Raises PasswordWritten."""
    texts = {"name": name, "holder": holder, "email": email, "recovery": recovery}
    _refuse_passwords(texts)
    account = HeldAccount.objects.create(
        chamber_id=person.chamber_id, person=person, kind=kind, **texts, noted_at=at
    )
    noted = {"kind": kind, **texts}  # corrected since, it is taken off by an act of its own
    record(account, before={"withdrawn_at": at, **noted}, after={"withdrawn_at": None, **noted})
    return account


@action(
    "protection.change_account",
    sentence=_("changed who holds an account: %(subject)s"),
    may=may_note,
    undo=undo_fields,
    subject="account",
)
def change_account(
    *,
    account: HeldAccount,
    kind: str,
    name: str,
    holder: str,
    email: str = "",
    recovery: str = "",
    by: Viewer,
    at: datetime,
) -> HeldAccount:
    """Correct what the sheet says of it. Raises PasswordWritten."""
    texts = {"name": name, "holder": holder, "email": email, "recovery": recovery}
    _refuse_passwords(texts)
    return change(account, kind=kind, **texts, noted_at=at)


@action(
    "protection.remove_account",
    sentence=_("took an account off the sheet: %(subject)s"),
    may=may_note,
    undo=undo_fields,
    subject="account",
)
def remove_account(*, account: HeldAccount, by: Viewer, at: datetime) -> HeldAccount:
    """The business has it no more."""
    return change(account, withdrawn_at=at)


def passwords_in(texts: Mapping[str, Any]) -> list[str]:
    """The fields of an account whose text looks like a password; an e-mail address never does."""
    fields = ("name", "holder", "recovery")
    return [field for field in fields if looks_like_password(texts.get(field) or "", is_name=field == "name")]


def _refuse_passwords(texts: Mapping[str, str]) -> None:
    if passwords_in(texts):
        raise PasswordWritten(PASSWORD_REFUSED)
