"""What one person asked for, for who helps them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import models

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish


def pending_half_day_wish(person_id: int | None) -> Wish | None:
    """The half-day that this person waits for, asked for last: two statements. The caller has authorised it."""
    if person_id is None:
        return None
    wishes = Wish.objects.filter(person_id=person_id, kind=Wish.Kind.HALF_DAY, withdrawn_at=None)
    wish = wishes.order_by("-expressed_on", "-pk").first()
    return wish if wish is not None and not is_answered(wish) else None


def pending_wish(pk: int) -> Wish | None:
    """The wish of this number, unless it was taken back or is answered. The caller knows whose it is."""
    wish = Wish.objects.filter(pk=pk, withdrawn_at=None).first()
    return wish if wish is not None and not is_answered(wish) else None


def wishes_of_person(viewer: Viewer, person: Person) -> list[Wish]:
    """What this person asked for, latest first, for the staff of their chamber: one statement."""
    if not viewer.is_staff_of(person.chamber_id):
        return []
    return list(Wish.objects.filter(person=person, withdrawn_at=None).order_by("-expressed_on", "-pk"))


def person_id_of(wish: Wish) -> int | None:
    """The number of whoever asks, or of whom they were joined to, where two persons are one; None without a name."""
    return (wish.person.merged_into_id or wish.person_id) if wish.person else None


def is_answered(wish: Wish) -> bool:
    """Whether an object of an app above (an appointment) stands for this wish, and was not called off.

    Such an object has a `cancelled_at`. A model that names a wish without one answers nothing.
    """
    return any(rows.filter(wish=wish).exists() for rows in _answers())


def booked_half_days(person_id: int | None, *, at: datetime) -> list[Any]:
    """The half-days of this person that are not over, the next first: such objects of an app above (`is_answered`),
    with their `half_day`, `hours`, `place`, `adviser_name` and `reported_at`. One statement. The caller has authorised
    it."""
    return _to_come(at, person_id=person_id) if person_id is not None else []


def booked_for_wishes(wishes: Iterable[int], *, at: datetime) -> list[Any]:
    """The same, of these wishes; the caller knows whose they are."""
    return _to_come(at, wish__in=list(wishes))


def _to_come(at: datetime, **of: Any) -> list[Any]:
    half_days = (row for rows in _answers() for row in rows.filter(**of).select_related("half_day__adviser"))
    to_come = (row for row in half_days if row.reported_at is None and row.hours[1] > at)
    return sorted(to_come, key=lambda row: row.hours)


def _answers() -> Iterator[models.QuerySet[Any]]:
    for relation in Wish._meta.related_objects:
        if any(field.name == "cancelled_at" for field in relation.related_model._meta.fields):
            yield relation.related_model._base_manager.filter(cancelled_at=None)
