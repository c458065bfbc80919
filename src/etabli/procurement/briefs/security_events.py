from etabli.foundation.people.models import SecurityKind

SECURITY_EVENTS = {"briefs.cut_link": SecurityKind.LINK}
