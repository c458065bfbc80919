"""The half-days of support of an adviser."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.staff_work import Commitment
from etabli.programme.support.models import Appointment


def commitments(viewer: Viewer, user_id: int, since: datetime, until: datetime) -> list[Commitment]:
    """Those that stand: one statement."""
    days = (timezone.localdate(since), timezone.localdate(until))
    rows = Appointment.objects.filter(
        chamber_id=viewer.chamber_id, cancelled_at=None, half_day__adviser=user_id, half_day__on__range=days
    )
    made = map(_commitment, rows.select_related("half_day", "person__artisan"))
    return [commitment for commitment in made if commitment.starts_at < until and commitment.ends_at > since]


def key_of(appointment: Appointment) -> str:
    """What names it among all that its adviser has to do."""
    return f"appointment-{appointment.pk}"


def _commitment(appointment: Appointment) -> Commitment:
    starts_at, ends_at = appointment.hours
    artisan = getattr(appointment.person, "artisan", None)
    return Commitment(
        key=key_of(appointment),
        kind="half_day",
        title=appointment.person.name,
        starts_at=starts_at,
        ends_at=ends_at,
        public_title=_("Half-day of support"),
        url=reverse("support:appointment", args=[appointment.pk]),
        handing_url=reverse("support:move", args=[appointment.pk]),
        detail=appointment.place,
        place=appointment.place,
        commune=(artisan.commune_id or "") if artisan is not None else "",
        sequence=appointment.sequence,
    )
