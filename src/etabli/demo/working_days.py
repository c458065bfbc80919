"""Days of work: neither a weekend nor a public holiday. Nothing of the demonstration takes place on another."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from etabli.programme.diary.days import is_worked

DAY = timedelta(days=1)


def worked_from(day: date) -> date:
    """This day, or the first day of work after it."""
    while not is_worked(day):
        day += DAY
    return day


def worked_until(day: date) -> date:
    """This day, or the last day of work before it."""
    while not is_worked(day):
        day -= DAY
    return day


def worked_after(day: date, number: int) -> date:
    """The day of work that comes `number` days of work after the first from this one on."""
    day = worked_from(day)
    for _time in range(number):
        day = worked_from(day + DAY)
    return day


def worked_before(at: datetime) -> datetime:
    """The same hour of this day, or of the last day of work before it."""
    local = timezone.localtime(at)
    return at_hour(worked_until(local.date()), local.time())


def at_hour(day: date, hour: time) -> datetime:
    """This hour of this day, here."""
    return timezone.make_aware(datetime.combine(day, hour))
