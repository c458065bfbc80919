"""The acts on roles, ways in, links and sessions that the page of security shows."""

from etabli.foundation.people.models import SecurityKind

SECURITY_EVENTS = {
    "people.invite": SecurityKind.ROLE,
    "people.accept_invitation": SecurityKind.ROLE,
    "people.change_role": SecurityKind.ROLE,
    "people.end_role": SecurityKind.ROLE,
    "people.revoke_link": SecurityKind.LINK,
    "people.make_paper": SecurityKind.WAY_IN,
    "people.give_address": SecurityKind.ADDRESS,
    "people.close_session": SecurityKind.SESSION,
    "people.close_other_sessions": SecurityKind.SESSION,
    "people.sign_out_member": SecurityKind.SESSION,
    "people.add_passkey": SecurityKind.WAY_IN,
    "people.add_app": SecurityKind.WAY_IN,
    "people.remove_way_in": SecurityKind.WAY_IN,
    "people.make_recovery_codes": SecurityKind.WAY_IN,
    "people.change_address": SecurityKind.ADDRESS,
}
