"""What a half-day that is booked allows: the errors that its acts share."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError
from etabli.foundation.ui.typography import full_span, span
from etabli.programme.support.models import Appointment


class AlreadyReported(ActionError):
    """The half-day is over and told: it can't be moved nor called off."""


class NotBegun(ActionError):
    """The half-day is still to come: nothing came of it yet."""


class CalledOff(ActionError):
    """The half-day will not take place."""


class ChangedMeanwhile(ActionError):
    """It has another day, or another adviser, than the page of whoever acts on it showed."""


class DayIsOver(ActionError):
    """The day is in the past."""


def refuse_if_over(appointment: Appointment) -> None:
    """Raises CalledOff, or AlreadyReported."""
    refuse_if_called_off(appointment)
    if appointment.reported_at is not None:
        raise AlreadyReported(_("The report is written: take it back first."))


def refuse_if_to_come(appointment: Appointment, at: datetime) -> None:
    """Raises NotBegun."""
    start, end = appointment.hours
    if at < start:
        when = {"when": span(start, end)}
        raise NotBegun(
            _("This half-day is still to come, %(when)s: write its report once it has begun.") % when
        )


def refuse_if_called_off(appointment: Appointment) -> None:
    """Raises CalledOff."""
    if appointment.cancelled_at is not None:
        raise CalledOff(_("This half-day was called off."))


def refuse_if_changed(appointment: Appointment, shown: int | None) -> None:
    """`shown`: the diary's half-day that was read, None where nobody read one. Raises ChangedMeanwhile."""
    if shown is not None and appointment.half_day_id != shown:
        raise ChangedMeanwhile(
            _("This half-day changed while your page was open: it is now with %(adviser)s, %(when)s.")
            % {"when": full_span(*appointment.hours), "adviser": appointment.adviser_name}
        )


def refuse_if_past(on: date, at: datetime) -> None:
    """Raises DayIsOver."""
    if on < timezone.localdate(at):
        raise DayIsOver(_("This day is over: choose one to come."))
