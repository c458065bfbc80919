"""Asking for a half-day, as a stage of the path."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from etabli.foundation.stages import Stage, Times
from etabli.programme.demand.models import Wish


def _wishes(chamber_id: int) -> QuerySet[Wish]:
    return Wish.objects.filter(chamber_id=chamber_id, person__isnull=False, withdrawn_at=None)


def _half_days(chamber_id: int) -> QuerySet[Wish]:
    return _wishes(chamber_id).filter(kind=Wish.Kind.HALF_DAY)


STAGES = [
    Stage(
        "half_day_asked",
        30,
        gettext_lazy("A half-day of support, asked for"),
        Times(_half_days, "person", "expressed_on"),
    ),
]
LIFE = [Times(_wishes, "person", "expressed_on")]
