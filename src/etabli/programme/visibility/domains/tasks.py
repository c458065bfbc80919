"""What the clock does for names that are rented: thirty days before their end, remind whoever wished it."""

import logging
from datetime import datetime, time

from django.core.cache import cache
from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.programme.visibility import actions
from etabli.programme.visibility.domains.queries import registrations_to_remind

MORNING, NOON = time(8), time(12)
log = logging.getLogger("etabli.visibility")


def remind_of_domains(at: datetime) -> None:
    """In the morning, once a day: the names that end within thirty days."""
    now = timezone.localtime(at)
    if not MORNING <= now.time() < NOON or not cache.add(f"visibility-domains:{now:%Y%m%d}", True, 86400):
        return
    for row in registrations_to_remind(now.date()):
        try:
            actions.remind_of_end(row=row, by=Viewer.system(row.chamber_id), at=at)
        except Exception:  # whatever is wrong with one name must not hold up the others
            log.exception("name %s: nobody could be reminded", row.pk)
