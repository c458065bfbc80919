from etabli.foundation.people.models import SecurityKind

WATCHED = {"relays.cut_link": SecurityKind.LINK}
