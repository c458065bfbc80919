"""How a half-day is told: its hours, its calendar entry, the mail to the artisan."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from etabli.foundation.notices.telling import tell
from etabli.foundation.notify.calendar import Meeting
from etabli.foundation.notify.prose import Prose, lines, paragraphs
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Role
from etabli.foundation.rooms import Kind
from etabli.foundation.ui.typography import full_span
from etabli.programme.support.models import Appointment

HOURS = {"am": (time(9), time(12, 30)), "pm": (time(14), time(17, 30))}
REQUEST_DELAY = timedelta(days=14)  # a request older than this is shown as waiting too long

HALF_DAY = Kind(
    "support.half_day",
    gettext_lazy("Your half-day of support, booked or called off"),
    frozenset({Role.ARTISAN}),
    must=True,
    staff_reads=True,
)
KINDS = [HALF_DAY]


def hours(appointment: Appointment) -> tuple[datetime, datetime]:
    """The instants at which the half-day begins and ends."""
    start, end = HOURS[appointment.half_day.half]
    on = appointment.half_day.on
    return (
        timezone.make_aware(datetime.combine(on, start)),
        timezone.make_aware(datetime.combine(on, end)),
    )


def meeting_of(appointment: Appointment, url: str = "") -> Meeting:
    """The half-day as a calendar sees it."""
    start, end = hours(appointment)
    return Meeting(
        uid=f"appointment-{appointment.pk}@etabli",
        sequence=appointment.sequence,
        title=_("Half-day of support"),
        starts_at=start,
        ends_at=end,
        place=appointment.place,
        url=url,
        cancelled=appointment.cancelled_at is not None,
    )


def told_of_half_day(appointment: Appointment, at: datetime) -> None:
    """Tell the artisan what their half-day has become. Called inside an act.

    Each telling is a new edition of the same calendar entry: a half-day restored after it was called off
    must come back in a calendar that has already taken it out.
    """
    appointment.sequence += 1
    appointment.save(update_fields=["sequence"])
    start, end = hours(appointment)
    path = reverse("support:appointment", args=[appointment.pk])
    with override(settings.LANGUAGE_CODE):  # the artisan's, whatever the adviser reads the site in
        tell(
            to=appointment.person,
            kind=HALF_DAY.code,
            title=_("Your half-day of support"),
            text=paragraphs(_opening(appointment), lines(full_span(start, end), appointment.place)),
            url=path,
            see=_("Your half-day"),
            key=f"appointment:{appointment.pk}:{appointment.sequence}",
            meeting=meeting_of(appointment),
            before=start,
            at=at,
        )


def _opening(appointment: Appointment) -> Prose:
    if appointment.cancelled_at is not None:
        return _("Your half-day is called off. We will offer you another.")
    return _(
        "Your half-day of support is booked. It is for you alone. Your training fund may pay for it: to be "
        "checked together."
    )
