"""Whose diaries there are, what is noted in them, which half-days are free."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from etabli.foundation.people.models import STAFF, Membership, Role, User
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.days import is_worked
from etabli.programme.diary.models import DiaryEntry, Half, HalfDay


def advisers(viewer: Viewer, *, also: Q | None = None) -> QuerySet[User]:
    """The advisers of the viewer's chamber, by name, and those whom `also` adds; nobody but for its staff."""
    if viewer.role not in STAFF or viewer.chamber_id is None:
        return User.objects.none()
    serving = Membership.objects.filter(organisation_id=viewer.chamber_id, role=Role.ADVISER, ended_on=None)
    offered = Q(pk__in=serving.values("user"))
    return User.objects.filter(offered if also is None else offered | also).order_by("name", "pk")


def chosen_adviser(viewer: Viewer, number: str) -> tuple[User | None, list[User]]:
    """(whose diary is asked for by this number, all whose diaries there are): one statement. Without a number, their
    own, else the first; None where there is nobody. Raises NotVisible for any other."""
    everybody = list(advisers(viewer))
    wanted = number or str(viewer.user_id)
    for user in everybody:
        if str(user.pk) == wanted:
            return user, everybody
    if number:
        raise NotVisible
    return next(iter(everybody), None), everybody


def get_entry(viewer: Viewer, pk: int) -> DiaryEntry:
    """What is noted in a diary of the viewer's chamber, for its staff; NotVisible otherwise."""
    entry = DiaryEntry.objects.select_related("adviser").filter(pk=pk).first()
    if entry is None or not viewer.is_staff_of(entry.chamber_id):
        raise NotVisible
    return entry


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
