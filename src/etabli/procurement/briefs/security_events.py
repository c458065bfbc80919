"""The acts on the links of a brief that the page of security shows."""

from etabli.foundation.people.models import SecurityKind

SECURITY_EVENTS = {"briefs.cut_link": SecurityKind.LINK}
