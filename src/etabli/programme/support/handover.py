"""The half-days of support of an adviser who leaves: a colleague receives the artisan in their place."""

from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.staff_work import Handover
from etabli.foundation.ui.typography import full_span
from etabli.programme.diary.handover import why_not
from etabli.programme.support.actions import hand_over
from etabli.programme.support.models import Appointment
from etabli.programme.support.queries import open_half_days


def left_by(viewer: Viewer, user_id: int, organisation_id: int, at: datetime) -> list[Handover]:
    """Those that wait for their day, then those whose report nobody has written: one statement."""
    today, mine = timezone.localdate(at), []
    for appointment in open_half_days(viewer, adviser_id=user_id):
        if appointment.chamber_id == organisation_id:
            mine.append(_to_come(appointment) if appointment.half_day.on >= today else _over(appointment))
    return sorted(mine, key=lambda left: not left.key)


def _to_come(appointment: Appointment) -> Handover:
    return Handover(
        text=_("Half-day of support for %(name)s, %(when)s") % _values(appointment),
        url=reverse("support:appointment", args=[appointment.pk]),
        key=f"appointment-{appointment.pk}",
        why_not=partial(_why_not, appointment),
        give=partial(hand_over, appointment=appointment, is_told_together=True),
    )


def _over(appointment: Appointment) -> Handover:
    return Handover(
        text=_("Report to write: half-day of %(name)s, %(when)s") % _values(appointment),
        url=reverse("support:appointment", args=[appointment.pk]),
    )


def _values(appointment: Appointment) -> dict[str, str]:
    return {"name": appointment.person.name, "when": full_span(*appointment.hours)}


def _why_not(appointment: Appointment, user: User) -> str:
    return why_not(user, [(appointment.half_day.on, appointment.half_day.half)])
