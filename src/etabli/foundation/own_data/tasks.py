"""The clock: tell that the day is near, then erase what was asked."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from etabli.foundation.own_data.actions import erase, remind
from etabli.foundation.own_data.models import Erasure
from etabli.foundation.people.viewer import Viewer

log = logging.getLogger("etabli.own_data")


def remind_due(at: datetime) -> None:
    """Tell those whose day is near, once."""
    near = Erasure.objects.filter(
        due_at__lte=at + settings.ERASURE_REMINDER, reminded_at=None, cancelled_at=None, done_at=None
    )
    _each(near, at, remind)


def erase_due(at: datetime) -> None:
    """Erase what is due. Should the clock have stopped for days, they still have those that they were told of."""
    told = at - settings.ERASURE_REMINDER
    due = Erasure.objects.filter(due_at__lte=at, reminded_at__lte=told, cancelled_at=None, done_at=None)
    _each(due, at, erase)


def _each(found: QuerySet[Erasure], at: datetime, act: Callable[..., object]) -> None:
    """One that fails is left to the next time, and doesn't stop the others."""
    for erasure in found:
        try:
            act(erasure=erasure, by=Viewer.system(erasure.chamber_id), at=at)
        except Exception:
            log.exception("erasure %s failed", erasure.pk)


PERIODIC = [remind_due, erase_due]
