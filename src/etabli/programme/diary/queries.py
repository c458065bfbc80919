"""Whose diaries there are, what is noted in them, which half-days are free."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from etabli.foundation.people.models import STAFF, Membership, Role, User
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.days import WORKING_HOURS, at_hour, halves_between, is_worked
from etabli.programme.diary.models import BusyTime, DiaryEntry, DiaryFeed, Half, HalfDay, OutsideCalendar


def advisers(viewer: Viewer, *, also: Q | None = None) -> QuerySet[User]:
    """The advisers of the viewer's chamber, by name, and those whom `also` adds; nobody but for its staff."""
    if viewer.role not in STAFF or viewer.chamber_id is None:
        return User.objects.none()
    serving = Membership.objects.filter(organisation_id=viewer.chamber_id, role=Role.ADVISER, ended_on=None)
    condition = Q(pk__in=serving.values("user"))
    return User.objects.filter(condition if also is None else condition | also).order_by("name", "pk")


def chosen_adviser(viewer: Viewer, number: str) -> tuple[User | None, list[User]]:
    """(whose diary is asked for by this number, all whose diaries there are): one statement. Without a number, their
    own, else the first; None where there is nobody. Raises NotVisible for any other."""
    everybody = list(advisers(viewer))
    number_text = number or str(viewer.user_id)
    for user in everybody:
        if str(user.pk) == number_text:
            return user, everybody
    if number:
        raise NotVisible
    return next(iter(everybody), None), everybody


def own_feed(viewer: Viewer) -> DiaryFeed | None:
    """The link to the viewer's own diary that stands: one statement."""
    return DiaryFeed.objects.filter(membership=viewer.membership_id, ended_at=None).first()


def own_calendar(viewer: Viewer) -> OutsideCalendar | None:
    """The viewer's own calendar that is read here: one statement."""
    return OutsideCalendar.objects.filter(membership=viewer.membership_id, ended_at=None).first()


def get_entry(viewer: Viewer, pk: int) -> DiaryEntry:
    """What is noted in a diary of the viewer's chamber, for its staff; NotVisible otherwise."""
    entry = DiaryEntry.objects.select_related("adviser").filter(pk=pk).first()
    if entry is None or not viewer.is_staff_of(entry.chamber_id):
        raise NotVisible
    return entry


def free_half_days(viewer: Viewer, adviser: User, since: date, until: date) -> list[tuple[date, str]]:
    """The (day, half) of `adviser` of the days of work that hold nothing, both ends included: two statements.

    What another chamber holds is not free either. Empty for anybody but the staff of a chamber.
    """
    return free_half_days_of_each(viewer, [adviser], since, until)[adviser.pk]


def free_half_days_of_each(
    viewer: Viewer, advisers: Iterable[User], since: date, until: date
) -> dict[int, list[tuple[date, str]]]:
    """The same of each of these, by number: two statements. What their own calendar says is busy is not free."""
    numbers = [adviser.pk for adviser in advisers]
    if not viewer.is_staff_of(viewer.chamber_id):
        return {number: [] for number in numbers}
    held_slots = set(
        HalfDay.objects.filter(adviser__in=numbers, on__range=(since, until), released_at=None).values_list(
            "adviser", "on", "half"
        )
    )
    held_slots |= set(_busy_halves(numbers, since, until))
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    slots = [(day, half) for day in days if is_worked(day) for half in Half.values]
    return {number: [slot for slot in slots if (number, *slot) not in held_slots] for number in numbers}


def busy_times(numbers: Iterable[int], since: datetime, until: datetime) -> QuerySet[BusyTime]:
    """When the own calendars of these users are busy between two instants."""
    times = BusyTime.objects.filter(calendar__membership__user__in=numbers, calendar__ended_at=None)
    return times.filter(starts_at__lt=until, ends_at__gt=since)


def _busy_halves(numbers: list[int], since: date, until: date) -> Iterator[tuple[int, date, str]]:
    """The half-days of work of which they take a part: what is in the evening takes none."""
    first, last = at_hour(since, time()), at_hour(until + timedelta(days=1), time())
    times = busy_times(numbers, first, last).values_list("calendar__membership__user", "starts_at", "ends_at")
    for number, starts_at, ends_at in times:
        for on, half in halves_between(max(starts_at, first), min(ends_at, last)):
            begins, ends = (at_hour(on, hour) for hour in WORKING_HOURS[half])
            if starts_at < ends and ends_at > begins:
                yield number, on, half
