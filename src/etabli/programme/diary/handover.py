"""What an adviser who leaves has in their diary, and what stands in the way of a colleague who would take it."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.staff_work import Handover
from etabli.foundation.ui.typography import full_day
from etabli.programme.diary.models import HalfDay


def left_by(viewer: Viewer, user_id: int, organisation_id: int, at: datetime) -> list[Handover]:
    """The half-days that are held from today on, but for those of a session or an appointment, which their own app
    tells, and what they noted themselves: one statement."""
    half_days = HalfDay.objects.filter(
        adviser_id=user_id,
        chamber_id=organisation_id,
        released_at=None,
        on__gte=timezone.localdate(at),
    )
    for relation in HalfDay._meta.related_objects:
        half_days = half_days.filter(**{f"{relation.name}__isnull": True})
    return [Handover(f"{half_day}, {half_day.what}") for half_day in half_days.order_by("on", "half")]


def why_not(user: User, slots: Collection[tuple[date, str]]) -> str:
    """What this colleague has on the first of these (day, half) that is not free, in a sentence; "" when all are."""
    condition = Q(pk=None)
    for on, half in slots:
        condition |= Q(on=on, half=half)
    clash = HalfDay.objects.filter(condition, adviser=user, released_at=None).order_by("on", "half").first()
    if clash is None:
        return ""
    values = {
        "name": user.name,
        "what": clash.what,
        "day": full_day(clash.on),
        "half": clash.get_half_display(),
    }
    return _("%(name)s already has “%(what)s” on %(day)s, %(half)s.") % values
