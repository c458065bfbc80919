"""Who may see and run a relay."""

from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.territory.relays.models import Relay


def may_see(by: Viewer, relay: Relay) -> bool:
    """Staff of its chamber, and whoever acts for the relay itself."""
    return by.is_staff_of(relay.chamber_id) or is_own(by, relay)


def is_own(by: Viewer, relay: Relay) -> bool:
    """Acts for this relay."""
    return (
        by.role == Role.RELAY
        and relay.organisation_id is not None
        and by.organisation_id == relay.organisation_id
    )
