"""The acts on people: persons and their links (`persons`), accounts (`accounts`)."""

from etabli.foundation.people.actions.accounts import (
    AccountKnown,
    AddressTaken,
    change_address,
    close_other_sessions,
    close_session,
    open_account,
    recognise,
    rename_account,
)
from etabli.foundation.people.actions.persons import (
    PersonKnown,
    correct_person,
    give_consent,
    revoke_link,
    welcome_person,
    withdraw_consent,
)

__all__ = [
    "AccountKnown",
    "AddressTaken",
    "PersonKnown",
    "change_address",
    "close_other_sessions",
    "close_session",
    "correct_person",
    "give_consent",
    "open_account",
    "recognise",
    "rename_account",
    "revoke_link",
    "welcome_person",
    "withdraw_consent",
]
