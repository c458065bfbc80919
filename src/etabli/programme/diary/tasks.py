"""What the clock does: read the advisers' own calendars, forget those that are read no more."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from etabli.programme.diary.external_calendar import read_calendar
from etabli.programme.diary.models import OutsideCalendar

EVERY = timedelta(hours=1)
AT_ONCE = 2  # calendars a minute: each may take some ten seconds
FORGOTTEN = timedelta(days=30)


def read_calendars(at: datetime) -> None:
    """Those that were not tried for an hour, the longest ago first."""
    due = OutsideCalendar.objects.filter(ended_at=None, membership__ended_on=None)
    due = due.filter(Q(tried_at=None) | Q(tried_at__lte=at - EVERY))
    for calendar in due.order_by(F("tried_at").asc(nulls_first=True), "pk")[:AT_ONCE]:
        read_calendar(calendar, at=at)


def forget_calendars(at: datetime) -> None:
    """The addresses of those that were left some time ago, or whose adviser has left."""
    left = Q(ended_at__lt=at - FORGOTTEN) | Q(membership__ended_on__lt=at - FORGOTTEN)
    OutsideCalendar.objects.filter(left).delete()


PERIODIC = [read_calendars, forget_calendars]
