"""What the clock does: ask how it goes, one, three and twelve months after a half-day."""

import logging
from datetime import datetime, time

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.programme.support.actions import follow_up
from etabli.programme.support.queries import to_follow_up

MORNING, NOON = time(8), time(12)
log = logging.getLogger("etabli.support")


def ask_due(at: datetime) -> None:
    """In the morning, once an hour."""
    if not MORNING <= timezone.localtime(at).time() < NOON:
        return
    if not cache.add(f"support:{at:%Y-%m-%d-%H}", True, 7200):
        return
    for appointment, months in to_follow_up(timezone.localdate(at)):
        by = Viewer.system(appointment.chamber_id)
        try:
            with transaction.atomic():
                follow_up(appointment=appointment, months=months, by=by, at=at)
        except IntegrityError:  # another process has just asked
            log.info("half-day %s was followed up already", appointment.pk)


PERIODIC = [ask_due]
