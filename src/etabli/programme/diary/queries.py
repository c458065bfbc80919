"""Which half-days are free."""

from collections.abc import Collection
from datetime import date, timedelta

from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.models import Half, HalfDay


def free_half_days(viewer: Viewer, adviser: User, since: date, until: date) -> list[tuple[date, str]]:
    """The (day, half) of `adviser` from Monday to Friday that hold nothing, both ends included: one statement.

    What another chamber holds is not free either. Empty for anybody but the staff of a chamber.
    """
    if not viewer.is_staff_of(viewer.chamber_id):
        return []
    held = set(
        HalfDay.objects.filter(adviser=adviser, on__range=(since, until), released_at=None).values_list(
            "on", "half"
        )
    )
    days = (since + timedelta(days=n) for n in range((until - since).days + 1))
    return [
        (day, half) for day in days if day.weekday() < 5 for half in Half.values if (day, half) not in held
    ]


def free_half_day_count(viewer: Viewer, advisers: Collection[User], since: date, until: date) -> int:
    """How many half-days `free_half_days` would give for all of these advisers together: one statement."""
    if not viewer.is_staff_of(viewer.chamber_id):
        return 0
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    working = [day for day in days if day.weekday() < 5]
    held = HalfDay.objects.filter(adviser__in=advisers, on__in=working, released_at=None).count()
    return len(advisers) * len(working) * len(Half.values) - held
