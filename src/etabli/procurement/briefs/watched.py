from etabli.foundation.people.models import SecurityKind

WATCHED = {"briefs.cut_link": SecurityKind.LINK}
