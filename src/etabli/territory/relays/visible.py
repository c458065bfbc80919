from django.db.models import Q

from etabli.foundation.people.models import Role
from etabli.foundation.people.visibility import Visible, either, serving, staff
from etabli.territory.relays.rules import BY_LINK


def by_link(relay: str = "pk") -> Visible:
    """Whoever opened the secret link of the relay's page."""
    return lambda viewer: Q(**{relay: viewer.link_subject_id}) if viewer.link_scope == BY_LINK else None


def of_relay(relay: str = "") -> Visible:
    """The staff of its chamber, and whoever acts for the relay itself, signed in or by its link."""
    path = f"{relay}__" if relay else ""
    return either(
        staff(f"{path}chamber"),
        serving(Role.RELAY, organisation=f"{path}organisation"),
        by_link(relay or "pk"),
    )


VISIBLE = {
    "relays.Relay": of_relay(),
    "relays.RelayContact": of_relay("relay"),
    "relays.RelayLink": staff("relay__chamber"),
    "relays.ContactNote": staff("relay__chamber"),
    "relays.RelayImport": staff(),
}
