"""How a half-day is told: its hours, its calendar entry, the mail to the artisan."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from etabli.foundation.notify.calendar import Meeting, calendar_file
from etabli.foundation.notify.queue import send
from etabli.foundation.people.links import give_link, link_url
from etabli.foundation.people.models import SecretLink
from etabli.foundation.ui.typography import full_span
from etabli.programme.support.models import Appointment

HOURS = {"am": (time(9), time(12, 30)), "pm": (time(14), time(17, 30))}
REQUEST_DELAY = timedelta(days=14)  # a request older than this is shown as waiting too long


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


def tell(appointment: Appointment, at: datetime) -> None:
    """Write to the artisan, if they have an address, what their half-day has become. Called inside an act.

    Each telling is a new edition of the same calendar entry: a half-day restored after it was called off
    must come back in a calendar that has already taken it out.
    """
    appointment.sequence += 1
    appointment.save(update_fields=["sequence"])
    person = appointment.person
    url = ""
    if person.email:
        link = give_link(person=person, scope=SecretLink.Scope.SPACE, at=at)
        url = link_url(link, to=reverse("support:appointment", args=[appointment.pk]))
    with override(settings.LANGUAGE_CODE):  # the artisan's, whatever the adviser reads the site in
        send(
            to=person.email,
            subject=_("Your half-day of support"),
            body=_body(appointment, url),
            key=f"appointment:{appointment.pk}:{appointment.sequence}",
            chamber_id=appointment.chamber_id,
            calendar=calendar_file(meeting_of(appointment, url), at=at),
            at=at,
        )


def _body(appointment: Appointment, url: str) -> str:
    if appointment.cancelled_at is not None:
        opening = _("Your half-day is called off. We will offer you another.")
    else:
        opening = _(
            "Your half-day of support is booked. It is for you alone. Your training fund may pay for it: to be "
            "checked together."
        )
    return _("Hello %(name)s,\n\n%(opening)s\n\n%(when)s\n%(place)s\n\nYour space:\n%(url)s") % {
        "name": appointment.person.name,
        "opening": opening,
        "when": full_span(*hours(appointment)),
        "place": appointment.place,
        "url": url,
    }
