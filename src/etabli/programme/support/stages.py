"""The half-day of support as stages of the path: booked, then done."""

from datetime import date, datetime, time

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Person
from etabli.foundation.stages import Stage, StageState, Times
from etabli.foundation.ui.typography import full_day, span
from etabli.programme.demand.models import Wish
from etabli.programme.support.models import Appointment
from etabli.programme.support.notices import hours

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


def _state(person: Person, at: datetime) -> StageState:
    rows = Appointment.objects.filter(person=person, cancelled_at=None).select_related("half_day__adviser")
    appointments = list(rows.order_by("half_day__on", "half_day__half"))
    held = [row for row in appointments if row.outcome in HELD]
    if held:
        return _held_state(held)
    booked = [row for row in appointments if not row.outcome]
    if booked:
        return _booked_state(booked[-1], at)
    asked = Wish.objects.filter(person=person, kind=Wish.Kind.HALF_DAY, withdrawn_at=None)
    wish = asked.order_by("-expressed_on", "-pk").first()
    if wish is not None:
        return StageState(
            "waiting",
            _("You asked for it on %(day)s: the chamber offers you a day.")
            % {"day": full_day(wish.expressed_on)},
            since=_beginning(wish.expressed_on),
            who=_("your adviser"),
        )
    return StageState(
        "here",
        _("Ask for half a day with an adviser, for you alone."),
        url=f"{reverse('diagnosis:half_day')}?next={reverse('journeys:path')}",
        action=_("Ask for a half-day"),
    )


def _held_state(held: list[Appointment]) -> StageState:
    latest = held[-1]
    sentence = _("It was on %(day)s.") % {"day": full_day(latest.half_day.on)}
    if latest.next_step:
        sentence += " " + _("Your next step: %(step)s") % {"step": latest.next_step}
    url = reverse("support:appointment", args=[latest.pk])
    since = _beginning(held[0].half_day.on)
    return StageState("done", sentence, since=since, url=url, action=_("What was done"))


def _booked_state(row: Appointment, at: datetime) -> StageState:
    start, end = hours(row)
    if end > at:
        sentence = _("It is booked: %(when)s, %(place)s.") % {"when": span(start, end), "place": row.place}
        who = ""
    else:
        sentence = _("It was on %(day)s: what was done is still to be written.") % {"day": full_day(start)}
        who = row.half_day.adviser.name
    url = reverse("support:appointment", args=[row.pk])
    return StageState("waiting", sentence, since=start, who=who, url=url, action=_("See the half-day"))


def _beginning(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time()))


DONE = Times(_held, "person", "half_day__on")
STAGES = [
    Stage(
        "half_day_booked",
        33,
        gettext_lazy("A half-day of support, booked"),
        Times(_booked, "person", "booked_at"),
    ),
    Stage("half_day", 36, gettext_lazy("A half-day for you alone"), DONE, _state),
]
LIFE = [DONE]
