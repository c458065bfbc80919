"""Which half-days are free."""

from collections.abc import Iterable
from datetime import date, timedelta

from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.days import is_worked
from etabli.programme.diary.models import Half, HalfDay


def free_half_days(viewer: Viewer, adviser: User, since: date, until: date) -> list[tuple[date, str]]:
    """The (day, half) of `adviser` of the days of work that hold nothing, both ends included: one statement.

    What another chamber holds is not free either. Empty for anybody but the staff of a chamber.
    """
    return free_half_days_of_each(viewer, [adviser], since, until)[adviser.pk]


def free_half_days_of_each(
    viewer: Viewer, advisers: Iterable[User], since: date, until: date
) -> dict[int, list[tuple[date, str]]]:
    """The same of each of these, by number: one statement."""
    numbers = [adviser.pk for adviser in advisers]
    if not viewer.is_staff_of(viewer.chamber_id):
        return {number: [] for number in numbers}
    held = set(
        HalfDay.objects.filter(adviser__in=numbers, on__range=(since, until), released_at=None).values_list(
            "adviser", "on", "half"
        )
    )
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    slots = [(day, half) for day in days if is_worked(day) for half in Half.values]
    return {number: [slot for slot in slots if (number, *slot) not in held] for number in numbers}
