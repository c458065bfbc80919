"""Reading requests and half-days of support."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils import timezone

from etabli.foundation.people.models import STAFF, Person, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish
from etabli.programme.support.models import Appointment
from etabli.programme.support.notices import REQUEST_DELAY


def may_see(viewer: Viewer, appointment: Appointment) -> bool:
    """The artisan, and the staff of the chamber."""
    return viewer.is_person(appointment.person_id) or viewer.is_staff_of(appointment.chamber_id)


_ALL = Appointment.objects.select_related("person", "chamber", "half_day__adviser", "wish")


@dataclass(frozen=True)
class Request:
    """Somebody asked for a half-day and has none yet."""

    wish: Wish
    waits_too_long: bool


def requests_waiting(viewer: Viewer, *, at: datetime, person: Person | None = None) -> list[Request]:
    """The requests of the viewer's chamber (of one person) without a half-day, oldest first: one statement."""
    if viewer.role not in STAFF:
        return []
    booked = Appointment.objects.filter(wish=models.OuterRef("pk"), cancelled_at=None)
    wishes = (
        Wish.objects.filter(
            chamber_id=viewer.chamber_id, kind="half_day", withdrawn_at=None, person__isnull=False
        )
        .filter(~models.Exists(booked))
        .select_related("person")
        .order_by("expressed_on", "pk")
    )
    if person is not None:
        wishes = wishes.filter(person=person)
    late = timezone.localdate(at - REQUEST_DELAY)
    return [Request(wish, wish.expressed_on < late) for wish in wishes]


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
    wish = asked.select_related("person__chamber").first()
    if wish is None or wish.person is None or not viewer.is_staff_of(wish.chamber_id):
        raise NotVisible
    return wish


def booked_for(wish: Wish) -> Appointment | None:
    """The half-day that this request has got; the caller has authorised the request."""
    return Appointment.objects.filter(wish=wish, cancelled_at=None).first()


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
        return list(_held().filter(person=person))
    if person is None and viewer.role == Role.ARTISAN and viewer.person_id is not None:
        return list(_held().filter(person_id=viewer.person_id))
    return []


def open_half_days(viewer: Viewer, *, adviser_id: int | None = None) -> list[Appointment]:
    """Those of the viewer's chamber (of one adviser) that have no report yet, the first first: one statement."""
    if viewer.role not in STAFF:
        return []
    appointments = _held().filter(chamber_id=viewer.chamber_id, reported_at=None)
    return list(
        (appointments.filter(half_day__adviser_id=adviser_id) if adviser_id else appointments).reverse()
    )


def told_half_days(viewer: Viewer) -> models.QuerySet[Appointment]:
    """Those of the viewer's chamber that have their report, latest first, to be paged: one statement a page."""
    appointments = _held().exclude(reported_at=None)
    return appointments.filter(chamber_id=viewer.chamber_id) if viewer.role in STAFF else appointments.none()


def _held() -> models.QuerySet[Appointment]:
    return _ALL.filter(cancelled_at=None).order_by("-half_day__on", "-half_day__half", "-pk")
