"""Reading requests and half-days of support."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils import timezone

from etabli.foundation.people.models import STAFF, Person, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish
from etabli.programme.demand.queries import person_id_of
from etabli.programme.diary.days import is_worked, worked_from
from etabli.programme.support.models import Appointment, DayOffer, FollowUp
from etabli.programme.support.notices import REQUEST_DELAY

MONTHS = (1, 3, 12)  # after a half-day, it is asked how it goes
LATE = timedelta(days=14)  # an installation that slept asks no later than that
LONGER_MONTH = timedelta(days=3)  # by how much one is longer than another
# What a report says of a half-day to which its artisan came.
HELD = (Appointment.Outcome.HELPED, Appointment.Outcome.GO_ON, Appointment.Outcome.NO_HELP)


def may_see(viewer: Viewer, appointment: Appointment) -> bool:
    """The artisan, and the staff of the chamber."""
    return viewer.is_person(appointment.person_id) or viewer.is_staff_of(appointment.chamber_id)


_ALL = Appointment.objects.select_related("person", "chamber", "half_day__adviser", "wish__commune")


@dataclass(frozen=True)
class Request:
    """Somebody asked for a half-day and has none yet. `offered_on`: since when they are to choose one of the days that
    are offered to them; `refused_on`: when they said that none of these suits; None otherwise. `other_requests`: how
    many others of the same person wait, as when two persons were joined."""

    wish: Wish
    waits_too_long: bool
    offered_on: date | None = None
    refused_on: date | None = None
    other_requests: int = 0


def requests_waiting(viewer: Viewer, *, at: datetime, person: Person | None = None) -> list[Request]:
    """The requests of the viewer's chamber (of one person) without a half-day, oldest first: one statement."""
    if viewer.role not in STAFF:
        return []
    booked = Appointment.objects.filter(wish=models.OuterRef("pk"), cancelled_at=None)
    offered = DayOffer.objects.filter(wish=models.OuterRef("pk"), withdrawn_at=None).order_by("-pk")
    wishes = (
        Wish.objects.filter(
            chamber_id=viewer.chamber_id, kind="half_day", withdrawn_at=None, person__isnull=False
        )
        .filter(~models.Exists(booked))
        .annotate(
            days_offered=offered.values("days")[:1],
            days_answer=offered.values("answer")[:1],
            offered_at=offered.values("offered_at")[:1],
            answered_at=offered.values("answered_at")[:1],
        )
        .select_related("person", "commune")
        .order_by("expressed_on", "pk")
    )
    if person is not None:
        wishes = wishes.filter(person=person)
    each = Counter(person_id_of(wish) for wish in wishes)
    return [replace(_request(wish, at), other_requests=each[person_id_of(wish)] - 1) for wish in wishes]


def requests_beside(viewer: Viewer, wish: Wish, *, at: datetime) -> list[Wish]:
    """The other requests of the same person that wait; the caller has authorised this one: one statement."""
    waiting = (row.wish for row in requests_waiting(viewer, at=at))
    return [other for other in waiting if other.pk != wish.pk and person_id_of(other) == person_id_of(wish)]


def booked_beside(wish: Wish, *, at: datetime) -> list[Appointment]:
    """Their half-days to come, the first first; the caller has authorised the request: one statement."""
    theirs = models.Q(person=person_id_of(wish)) | models.Q(person__merged_into=person_id_of(wish))
    held = _not_called_off().filter(theirs, reported_at=None).exclude(wish=wish)
    return sorted((row for row in held if row.hours[1] > at), key=lambda row: row.hours)


def _request(wish: Any, at: datetime) -> Request:
    """With what came of the days that were offered last; days that are over wait for no answer."""
    today, is_late = timezone.localdate(at), wish.expressed_on < timezone.localdate(at - REQUEST_DELAY)
    if wish.days_answer == DayOffer.NONE:
        return Request(wish, is_late, refused_on=timezone.localdate(wish.answered_at))
    is_open = wish.days_answer == "" and max(wish.days_offered) > today.isoformat()
    return Request(wish, is_late, offered_on=timezone.localdate(wish.offered_at) if is_open else None)


def has_asked(viewer: Viewer) -> bool:
    """Whether the artisan has asked for a half-day and has no date yet: one statement."""
    if viewer.role != Role.ARTISAN or viewer.person_id is None:
        return False
    booked = Appointment.objects.filter(wish=models.OuterRef("pk"), cancelled_at=None)
    asked = Wish.objects.filter(person_id=viewer.person_id, kind="half_day", withdrawn_at=None)
    return asked.filter(~models.Exists(booked)).exists()


def get_request(viewer: Viewer, pk: int) -> Wish:
    """One request, for the staff of its chamber; NotVisible otherwise."""
    asked = Wish.objects.filter(pk=pk, kind="half_day", withdrawn_at=None)
    wish = asked.select_related("person__chamber", "commune").first()
    if wish is None or wish.person is None or not viewer.is_staff_of(wish.chamber_id):
        raise NotVisible
    return wish


def booked_for(wish: Wish) -> Appointment | None:
    """The half-day that this request has got; the caller has authorised the request."""
    return Appointment.objects.filter(wish=wish, cancelled_at=None).first()


def taken_instead(appointment: Appointment) -> Appointment | None:
    """The half-day that its request has got since it was called off; the caller has authorised it."""
    wish = appointment.wish if appointment.cancelled_at else None
    return booked_for(wish) if wish else None


def get_appointment(viewer: Viewer, pk: int) -> Appointment:
    """One half-day, for the artisan and the staff of the chamber; NotVisible otherwise."""
    appointment = _ALL.filter(pk=pk).first()
    if appointment is None or not may_see(viewer, appointment):
        raise NotVisible
    return appointment


def appointments(viewer: Viewer, *, person: Person | None = None) -> list[Appointment]:
    """The artisan's own, or those of one person for the staff of their chamber; called off left out; latest first.

    One statement.
    """
    if person is not None and viewer.is_staff_of(person.chamber_id):
        return list(_not_called_off().filter(person=person))
    if person is None and viewer.role == Role.ARTISAN and viewer.person_id is not None:
        return list(_not_called_off().filter(person_id=viewer.person_id))
    return []


def open_half_days(viewer: Viewer, *, adviser_id: int | None = None) -> list[Appointment]:
    """Those of the viewer's chamber (of one adviser) that have no report yet, the first first: one statement."""
    if viewer.role not in STAFF:
        return []
    appointments = _not_called_off().filter(chamber_id=viewer.chamber_id, reported_at=None)
    return list(
        (appointments.filter(half_day__adviser_id=adviser_id) if adviser_id else appointments).reverse()
    )


def reported_half_days(viewer: Viewer) -> models.QuerySet[Appointment]:
    """Those of the viewer's chamber that have their report, latest first, to be paged: one statement a page."""
    appointments = _not_called_off().exclude(reported_at=None)
    return appointments.filter(chamber_id=viewer.chamber_id) if viewer.role in STAFF else appointments.none()


def get_follow_up(viewer: Viewer, pk: int) -> FollowUp:
    """One question about how it goes, for its artisan and the staff of the chamber; NotVisible otherwise."""
    asked = FollowUp.objects.filter(pk=pk).select_related(
        "person", "chamber", "appointment__half_day__adviser"
    )
    row = asked.first()
    if row is None or not may_see(viewer, row.appointment):
        raise NotVisible
    return row


def unanswered(viewer: Viewer) -> models.QuerySet[FollowUp]:
    """The last question of each person of the viewer's chamber who has not said how it goes, the latest first, to be
    paged: one statement a page."""
    later = FollowUp.objects.filter(
        person=models.OuterRef("person"), asked_at__gt=models.OuterRef("asked_at")
    )
    asked = FollowUp.objects.filter(~models.Exists(later), answer="", person__erased_at=None)
    rows = asked.select_related("person", "appointment__half_day").order_by("-asked_at", "-pk")
    return rows.filter(chamber_id=viewer.chamber_id) if viewer.role in STAFF else rows.none()


def follow_up_days(appointment: Appointment, today: date) -> list[date]:
    """The days to come on which its artisan is asked how it goes, unless they wait for another half-day then; none
    where it was not held, or another has followed. One statement."""
    if appointment.outcome not in HELD or appointment.cancelled_at is not None:
        return []
    on = appointment.half_day.on
    if _not_called_off().filter(person=appointment.person_id, half_day__on__gt=on).exists():
        return []
    days = (_asked_on(on, months) for months in MONTHS)
    return [day for day in days if day > today]


def _asked_on(held_on: date, months: int) -> date:
    """The day on which it is asked how it goes, so many months after a half-day: one that is worked."""
    return worked_from(held_on + relativedelta(months=months))


def to_follow_up(today: date) -> list[tuple[Appointment, int]]:
    """The half-days after which it is time to ask how it goes, and after how many months: the last one of each person,
    of those who wait for no other; on a day on which nobody works, none. One statement for each number of months."""
    if not is_worked(today):
        return []
    return [(row, months) for months in MONTHS for row in _after(months, today)]


def _after(months: int, today: date) -> list[Appointment]:
    due = today - relativedelta(months=months)
    # A month after the 31st, the 30th and the 29th of January is the 28th of February.
    days = (due - LATE, due + LONGER_MONTH)
    later = Appointment.objects.filter(person=models.OuterRef("person"), cancelled_at=None)
    later = later.filter(half_day__on__gt=models.OuterRef("half_day__on"))
    waiting = Wish.objects.filter(person=models.OuterRef("person"), kind="half_day", withdrawn_at=None)
    asked = FollowUp.objects.filter(appointment=models.OuterRef("pk"), months=months)
    booked = Appointment.objects.filter(wish=models.OuterRef("pk"), cancelled_at=None)
    held = _not_called_off().filter(outcome__in=HELD, half_day__on__range=days, person__erased_at=None)
    rows = held.exclude(
        models.Exists(later) | models.Exists(asked) | models.Exists(waiting.exclude(models.Exists(booked)))
    )
    return [row for row in rows if _asked_on(row.half_day.on, months) <= today]


def _not_called_off() -> models.QuerySet[Appointment]:
    return _ALL.filter(cancelled_at=None).order_by("-half_day__on", "-half_day__half", "-pk")
