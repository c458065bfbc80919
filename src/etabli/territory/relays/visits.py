"""Counting the openings of a relay's link.

It is no act of a person: nothing says who came, so there is nothing to tell in a history nor to take back, and the
journal has no entry for it. One row per relay and day holds a number, moved by one UPDATE.
"""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from etabli.territory.relays.models import Relay, RelayVisit


def count_visit(*, relay: Relay, at: datetime) -> None:
    """One more opening on that (local) day: one statement, three for the first of the day."""
    day = timezone.localdate(at)
    if RelayVisit.objects.filter(relay=relay, on=day).update(visits=F("visits") + 1):
        return
    # Two first visitors at once: one of them creates the row, both are counted.
    RelayVisit.objects.bulk_create([RelayVisit(relay=relay, on=day)], ignore_conflicts=True)
    RelayVisit.objects.filter(relay=relay, on=day).update(visits=F("visits") + 1)
