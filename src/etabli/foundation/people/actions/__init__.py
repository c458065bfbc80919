"""The acts on people: persons and their links (`persons`, `expired_links`), codes on paper (`papers`), two records of
one person (`merging`), accounts and their login sessions (`accounts`), second proofs (`authenticators`), roles and
associations (`organisations`), tablets (`kiosks`).

Of two records: the staff's `merge_persons` makes them one, `complete_merge` moves what had to wait,
`confirm_merge` and `refuse_merge` are the person's own answer, `split_before_erasure` makes them two again,
and `mark_as_different_persons` says that they never were one."""

from etabli.foundation.people.actions.accounts import (
    AccountAlreadyExists,
    AddressTaken,
    change_account_address,
    end_login_session,
    end_other_login_sessions,
    link_person_to_account,
    open_account,
    rename_account,
    sign_out_member,
)
from etabli.foundation.people.actions.authenticators import (
    SecondFactorRequired,
    add_authenticator_app,
    add_passkey,
    make_recovery_codes,
    remove_authenticator,
    rename_passkey,
)
from etabli.foundation.people.actions.expired_links import send_link_again
from etabli.foundation.people.actions.kiosks import end_kiosk, open_kiosk
from etabli.foundation.people.actions.merging import (
    complete_merge,
    complete_waiting_merges,
    confirm_merge,
    mark_as_different_persons,
    merge_persons,
    refuse_merge,
    split_before_erasure,
)
from etabli.foundation.people.actions.organisations import (
    accept_invitation,
    change_role,
    create_association,
    end_role,
    hand_over_responsibilities,
    invite,
    resend_invitation,
    revoke_invitation,
    set_contact_details,
)
from etabli.foundation.people.actions.papers import (
    AddressOfAnother,
    GuessableDigits,
    add_person_address,
    make_paper_code,
)
from etabli.foundation.people.actions.persons import (
    PersonAlreadyExists,
    add_person,
    correct_person,
    give_consent,
    revoke_link,
    withdraw_consent,
)

__all__ = [
    "AccountAlreadyExists",
    "AddressOfAnother",
    "AddressTaken",
    "GuessableDigits",
    "PersonAlreadyExists",
    "SecondFactorRequired",
    "accept_invitation",
    "add_authenticator_app",
    "add_passkey",
    "add_person",
    "add_person_address",
    "change_account_address",
    "change_role",
    "complete_merge",
    "complete_waiting_merges",
    "confirm_merge",
    "correct_person",
    "create_association",
    "end_kiosk",
    "end_login_session",
    "end_other_login_sessions",
    "end_role",
    "give_consent",
    "hand_over_responsibilities",
    "invite",
    "link_person_to_account",
    "make_paper_code",
    "make_recovery_codes",
    "mark_as_different_persons",
    "merge_persons",
    "open_account",
    "open_kiosk",
    "refuse_merge",
    "remove_authenticator",
    "rename_account",
    "rename_passkey",
    "resend_invitation",
    "revoke_invitation",
    "revoke_link",
    "send_link_again",
    "set_contact_details",
    "sign_out_member",
    "split_before_erasure",
    "withdraw_consent",
]
