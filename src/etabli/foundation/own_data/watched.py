from etabli.foundation.people.models import SecurityKind

WATCHED = {"own_data.give_copy": SecurityKind.COPY}
