"""Who may see and run a relay; which addresses are nobody's in particular."""

import re
from typing import Any

from etabli.foundation.people.models import Role
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.territory.relays.models import Relay

BY_LINK = "relays.link"  # the scope of a viewer who opened the secret link of a relay's page

# What stands before the @ when it is the place that is written to: "mairie", "contact-pro", "accueil.mediatheque".
_PLACE_ADDRESS = re.compile(
    r"(?:^|[._-])(?:mairie|ville|commune|contact|accueil|secretariat|infos?|bonjour|bureau|mediatheque|bibliotheque"
    r"|association|club|asso)(?:$|[._-])"
)


def may_see(by: Viewer, relay: Relay) -> bool:
    """Staff of its chamber, and whoever acts for the relay itself."""
    return by.is_staff_of(relay.chamber_id) or is_own(by, relay)


def is_own(by: Viewer, relay: Relay) -> bool:
    """Acts for this relay: signed in for it, or by the secret link to its page."""
    if by.link_scope == BY_LINK:
        return by.link_subject_id == relay.pk
    return (
        by.role == Role.RELAY
        and relay.organisation_id is not None
        and by.organisation_id == relay.organisation_id
    )


def may_edit_own(by: Viewer, subject: Any) -> bool:
    """The staff of its chamber, or the relay itself: what it likes, whom to ask for there."""
    relay = subject if isinstance(subject, Relay) else _relay_of(subject)
    return may_run(by, relay) or is_own(by, relay)


def looks_generic(email: str) -> bool:
    """Whether an address is plainly that of a place: "mairie@pauillac.example"; a person's name is never one."""
    return bool(_PLACE_ADDRESS.search(email.partition("@")[0].lower()))


def _relay_of(subject: Any) -> Relay:
    relay: Relay = subject["relay"] if isinstance(subject, dict) else subject.relay
    return relay
