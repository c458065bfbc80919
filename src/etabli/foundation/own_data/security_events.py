from etabli.foundation.people.models import SecurityKind

SECURITY_EVENTS = {"own_data.give_copy": SecurityKind.COPY}
