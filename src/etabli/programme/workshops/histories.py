"""What the history of a relay tells beside its acts: whom it signed up, by the name that it wrote."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.programme.workshops.models import RelaySignUp
from etabli.programme.workshops.queries import RELAY_SEES_FOR
from etabli.territory.relays.queries import NoRelay, own_relay


def names_in(viewer: Viewer, entries: Iterable[Entry]) -> Mapping[int, str]:
    """By entry, whom the viewer's relay signed up, as long as it sees their names: a month after the session."""
    if viewer.role != Role.RELAY:
        return {}
    sign_ups_by_entry = {entry.pk: _sign_ups(entry) for entry in entries if entry.verb == "workshops.sign_up"}
    try:
        own_relay_row = own_relay(viewer) if sign_ups_by_entry else None
    except NoRelay:
        return {}
    since = timezone.now() - RELAY_SEES_FOR
    numbers = {number for signed_up in sign_ups_by_entry.values() for number in signed_up}
    rows = RelaySignUp.objects.filter(
        relay=own_relay_row, sign_up__in=numbers, sign_up__occasion__ends_at__gt=since
    )
    names = dict(rows.values_list("sign_up", "name"))
    joined = {
        pk: ", ".join(names[n] for n in signed_up if n in names)
        for pk, signed_up in sign_ups_by_entry.items()
    }
    return {pk: name for pk, name in joined.items() if name}


def _sign_ups(entry: Entry) -> list[int]:
    return list(entry.after.get("sign_ups") or entry.before.get("sign_ups") or [])
