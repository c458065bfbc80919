"""Withdrawn before an erasure: half-days that are booked and not over."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Withdrawal
from etabli.foundation.ui.typography import full_day
from etabli.programme.support.actions import call_off
from etabli.programme.support.models import Appointment


def _booked(party: int, at: datetime) -> Iterable[Appointment]:
    coming = Appointment.objects.filter(
        person__party=party, cancelled_at=None, reported_at=None, half_day__on__gte=timezone.localdate(at)
    )
    return coming.select_related("half_day", "person")


WITHDRAWALS = [
    Withdrawal(
        rows=_booked,
        sentence=lambda appointment: (
            _("Your half-day of support on %(day)s is called off.")
            % {"day": full_day(appointment.half_day.on)}
        ),
        withdraw=lambda appointment, at: call_off(
            appointment=appointment, by=Viewer.system(appointment.chamber_id), at=at
        ),
    )
]
