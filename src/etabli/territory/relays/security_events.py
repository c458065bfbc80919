"""The acts on the links of relays that the page of security shows."""

from etabli.foundation.people.models import SecurityKind

SECURITY_EVENTS = {"relays.cut_link": SecurityKind.LINK}
