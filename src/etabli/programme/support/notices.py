"""How a half-day is told: its hours, its calendar entry."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from etabli.foundation.notify.calendar import Meeting
from etabli.programme.support.models import Appointment

HOURS = {"am": (time(9), time(12, 30)), "pm": (time(14), time(17, 30))}


def hours(appointment: Appointment) -> tuple[datetime, datetime]:
    """The instants at which the half-day begins and ends."""
    start, end = HOURS[appointment.half_day.half]
    on = appointment.half_day.on
    return (
        timezone.make_aware(datetime.combine(on, start)),
        timezone.make_aware(datetime.combine(on, end)),
    )


def when(appointment: Appointment) -> str:
    """ "Thursday 14 January 2027, 09:00 to 12:30", in the language of the moment."""
    start, end = hours(appointment)
    return _("%(day)s, %(start)s to %(end)s") % {
        "day": date_format(timezone.localtime(start), "l j F Y"),
        "start": date_format(timezone.localtime(start), "H:i"),
        "end": date_format(timezone.localtime(end), "H:i"),
    }


def meeting_of(appointment: Appointment, url: str = "") -> Meeting:
    """The half-day as a calendar sees it."""
    start, end = hours(appointment)
    off = appointment.cancelled_at is not None
    return Meeting(
        uid=f"appointment-{appointment.pk}@etabli",
        sequence=int(off),
        title=_("Half-day of support"),
        starts_at=start,
        ends_at=end,
        place=appointment.place,
        url=url,
        cancelled=off,
    )


REQUEST_DELAY = timedelta(days=14)  # a request older than this is shown first, as waiting too long
