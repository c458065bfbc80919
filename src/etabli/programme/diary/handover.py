"""What an adviser who leaves has in their diary."""

from datetime import datetime

from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Handover
from etabli.programme.diary.models import HalfDay


def left_by(viewer: Viewer, user_id: int, organisation_id: int, at: datetime) -> list[Handover]:
    """The half-days that are held from today on but for what they noted themselves, in order: one statement."""
    held = HalfDay.objects.filter(
        adviser_id=user_id,
        chamber_id=organisation_id,
        released_at=None,
        on__gte=timezone.localdate(at),
        entries=None,
    )
    return [Handover(f"{half_day}, {half_day.what}") for half_day in held.order_by("on", "half")]
