"""The half-day of support as stages of the path: booked, then done."""

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy

from etabli.foundation.journal.models import Entry
from etabli.foundation.registries import Stage, Times
from etabli.programme.support.models import Appointment

Outcome = Appointment.Outcome
HELD = (Outcome.HELPED, Outcome.GO_ON, Outcome.NO_HELP)


def _booked(chamber_id: int) -> QuerySet[Appointment]:
    """Those that were not called off; when they were booked stands in the history."""
    entries = Entry.objects.filter(
        subject_type=Appointment._meta.label_lower,
        subject_id=Cast(OuterRef("pk"), CharField()),
        verb="support.book",
        undoes=None,
    ).order_by("pk")
    appointments = Appointment.objects.filter(chamber_id=chamber_id, cancelled_at=None)
    return appointments.annotate(booked_at=Subquery(entries.values("at")[:1]))


def _held(chamber_id: int) -> QuerySet[Appointment]:
    return Appointment.objects.filter(chamber_id=chamber_id, cancelled_at=None, outcome__in=HELD)


DONE = Times(_held, "person", "half_day__on")
STAGES = [
    Stage(
        "half_day_booked",
        33,
        gettext_lazy("A half-day of support, booked"),
        Times(_booked, "person", "booked_at"),
    ),
    Stage("half_day", 36, gettext_lazy("A half-day for you alone"), DONE),
]
LIFE = [DONE]
