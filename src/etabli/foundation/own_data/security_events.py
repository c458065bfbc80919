"""The acts on somebody's data that the page of security shows."""

from etabli.foundation.people.models import SecurityKind

SECURITY_EVENTS = {"own_data.give_copy": SecurityKind.COPY}
