"""The acts on people: persons and their links (`persons`), accounts (`accounts`), `ways_in`, `organisations`,
`kiosks`."""

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
from etabli.foundation.people.actions.kiosks import end_kiosk, open_kiosk
from etabli.foundation.people.actions.organisations import (
    accept_invitation,
    change_role,
    end_role,
    found_association,
    invite,
    print_phone,
    resend_invitation,
    revoke_invitation,
)
from etabli.foundation.people.actions.persons import (
    PersonKnown,
    correct_person,
    give_consent,
    revoke_link,
    welcome_person,
    withdraw_consent,
)
from etabli.foundation.people.actions.ways_in import (
    FactorNeeded,
    add_app,
    add_passkey,
    make_recovery_codes,
    remove_way_in,
    rename_passkey,
)

__all__ = [
    "AccountKnown",
    "AddressTaken",
    "FactorNeeded",
    "PersonKnown",
    "accept_invitation",
    "add_app",
    "add_passkey",
    "change_address",
    "change_role",
    "close_other_sessions",
    "close_session",
    "correct_person",
    "end_kiosk",
    "end_role",
    "found_association",
    "give_consent",
    "invite",
    "make_recovery_codes",
    "open_account",
    "open_kiosk",
    "print_phone",
    "recognise",
    "remove_way_in",
    "rename_account",
    "rename_passkey",
    "resend_invitation",
    "revoke_invitation",
    "revoke_link",
    "welcome_person",
    "withdraw_consent",
]
