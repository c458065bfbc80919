"""Days and instants on one axis."""

from datetime import date, datetime, time

from django.utils import timezone


def instant(when: datetime | date) -> datetime:
    """An instant as it is; a day by its first instant, where the chamber is."""
    return when if isinstance(when, datetime) else timezone.make_aware(datetime.combine(when, time()))
