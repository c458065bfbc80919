"""The clock: tell that the day is near, erase what was asked, then what the database keeps of it."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet

from etabli.foundation.own_data.actions import erase, remind
from etabli.foundation.own_data.erased import complete_lists
from etabli.foundation.own_data.models import Erasure
from etabli.foundation.own_data.remnants import rewrite_tables, truncate_wal
from etabli.foundation.people.viewer import Viewer

log = logging.getLogger("etabli.own_data")
TO_WIPE_KEY, LOG_CUT_KEY = "own_data.to_wipe", "own_data.log_cut"  # in the cache


def remind_due(at: datetime) -> None:
    """Tell those whose day is near, once."""
    near = Erasure.objects.filter(
        due_at__lte=at + settings.ERASURE_REMINDER, reminded_at=None, cancelled_at=None, done_at=None
    )
    _act_on_each(near, at, remind)


def erase_due(at: datetime) -> None:
    """Erase what is due. Should the clock have stopped for days, they still have those that they were told of."""
    reminded_by = at - settings.ERASURE_REMINDER
    due = Erasure.objects.filter(
        due_at__lte=at, reminded_at__lte=reminded_by, cancelled_at=None, done_at=None
    )
    if _act_on_each(due, at, erase):
        cache.set(TO_WIPE_KEY, True, timeout=None)


def wipe_remnants(at: datetime) -> None:
    """After an erasure, until it is done; and SQLite's log each hour, for whatever else was deleted meanwhile."""
    if cache.get(TO_WIPE_KEY):
        if truncate_wal() and rewrite_tables():
            cache.delete(TO_WIPE_KEY)
    elif cache.add(LOG_CUT_KEY, True, timeout=3600):
        truncate_wal()


def _act_on_each(erasures: QuerySet[Erasure], at: datetime, act: Callable[..., object]) -> int:
    """How many were done: one that fails is left to the next time, and doesn't stop the others."""
    count = 0
    for erasure in erasures:
        try:
            act(erasure=erasure, by=Viewer.system(erasure.chamber_id), at=at)
            count += 1
        except Exception:
            log.exception("%s failed for erasure %s", act.__name__, erasure.pk)
    return count


PERIODIC = [remind_due, erase_due, wipe_remnants, complete_lists]
