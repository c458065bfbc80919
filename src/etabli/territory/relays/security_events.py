from etabli.foundation.people.models import SecurityKind

SECURITY_EVENTS = {"relays.cut_link": SecurityKind.LINK}
