"""The half-day of support as stages of the path: booked, then done."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.journal.models import Entry
from etabli.foundation.stages import CHAMBER, PERSON, Ask, Stage, StageState, Times, first_of
from etabli.foundation.ui.typography import full_day, span
from etabli.programme.demand.models import Wish
from etabli.programme.demand.queries import pending_half_day_wish
from etabli.programme.support.links import path_of
from etabli.programme.support.models import Appointment, DayOffer, hours_of
from etabli.programme.support.offered import offer_to_answer
from etabli.programme.support.payers import due_of, payer_of
from etabli.programme.support.queries import HELD

FRESH = timedelta(days=60)  # how long a step that was agreed on is the next thing of a path
_BOOKED = {
    "pk": "pk",
    "on": "half_day__on",
    "half": "half_day__half",
    "place": "place",
    "adviser": "half_day__adviser__name",
}


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


def _facts() -> dict[str, Any]:
    latest = ("-half_day__on", "-half_day__half")
    held = _held(CHAMBER).filter(person=PERSON)
    booked = Appointment.objects.filter(person=PERSON, cancelled_at=None, outcome="")
    standing = Appointment.objects.filter(cancelled_at=None)
    asked = Wish.objects.filter(person=PERSON, kind=Wish.Kind.HALF_DAY, withdrawn_at=None)
    waiting = asked.filter(~Exists(standing.filter(wish=OuterRef("pk")))).order_by("-expressed_on", "-pk")
    offered = DayOffer.objects.filter(person=PERSON, withdrawn_at=None, wish__withdrawn_at=None)
    offered = offered.filter(~Exists(standing.filter(wish=OuterRef("wish_id")))).order_by("-pk")
    return {
        "held_half_day": first_of(
            held.order_by(*latest),
            pk="pk",
            on="half_day__on",
            next_step="next_step",
            steps_done="steps_done",
            adviser="half_day__adviser__name",
        ),
        "first_half_day_on": Subquery(held.order_by("half_day__on").values("half_day__on")[:1]),
        "booked_half_day": first_of(booked.order_by(*latest), **_BOOKED),
        "first_booked_half_day": first_of(booked.order_by("half_day__on", "-half_day__half"), **_BOOKED),
        "half_day_asked_on": Subquery(waiting.values("expressed_on")[:1]),
        "half_day_offer": Subquery(offered.values("answer")[:1]),
    }


def _state(person: Any, at: datetime) -> StageState:
    if person.held_half_day is not None:
        return _held_state(person.held_half_day, person.first_half_day_on, at)
    if person.booked_half_day is not None:
        return _booked_state(person.booked_half_day, person.first_booked_half_day, at)
    if person.half_day_asked_on is not None:
        return _asked_state(person, at)
    return StageState(
        "here",
        _("Ask for half a day with an adviser, for you alone."),
        url=f"{reverse('diagnosis:half_day')}?next={reverse('journeys:path')}",
        action=_("Ask for a half-day"),
    )


def _asked_state(person: Any, at: datetime) -> StageState:
    """They choose one of the days that are offered, else the chamber offers some."""
    asked_on = full_day(person.half_day_asked_on)
    offer = offer_to_answer(pending_half_day_wish(person.pk), at=at) if person.half_day_offer == "" else None
    if offer is not None:
        sentence, url = _("You asked for it on %(day)s: choose the day that suits you."), path_of(offer)
        sentence %= {"day": asked_on}
        ask = Ask(_("Choose the day of your half-day"), sentence, url, _("Choose a day"))
        return StageState("here", sentence, offer.offered_at, url=url, action=_("Choose a day"), ask=ask)
    is_refused = person.half_day_offer == DayOffer.NONE
    sentence = (
        _("None of the days offered suits you: your adviser offers you others.")
        if is_refused
        else _("You asked for it on %(day)s: the chamber offers you a day.") % {"day": asked_on}
    )
    return StageState(
        "waiting",
        sentence,
        since=_beginning(person.half_day_asked_on),
        who=_("your adviser"),
        url=f"{reverse('diagnosis:half_day')}?next={reverse('journeys:path')}",
        action=_("Take my request back"),
    )


def _held_state(latest: dict[str, Any], first_on: date, at: datetime) -> StageState:
    on = date.fromisoformat(latest["on"])
    sentence = _("It was on %(day)s.") % {"day": full_day(on)}
    held = Appointment(next_step=latest["next_step"], steps_done=latest["steps_done"])
    left = held.steps_left
    if left:
        sentence += " " + _("Your next step: %(step)s") % {"step": left[0][1]}
    if owed := due_of(Appointment.objects.get(pk=latest["pk"])):
        sentence += f" {owed}"
    url = reverse("support:appointment", args=[latest["pk"]])
    return StageState(
        "done",
        sentence,
        since=_beginning(first_on),
        url=url,
        action=_("What was done"),
        ask=_step_to_do(latest, left[0]) if left and at - _beginning(on) < FRESH else None,
    )


def _step_to_do(latest: dict[str, Any], step: tuple[int, str]) -> Ask:
    number, text = step
    values = {"adviser": latest["adviser"], "day": full_day(date.fromisoformat(latest["on"]))}
    return Ask(
        title=text,
        text=_("You agreed on it with %(adviser)s on %(day)s.") % values,
        url=reverse("support:appointment", args=[latest["pk"]]),
        action=_("What was done"),
        answers=((_("It is done"), reverse("support:step_done", args=[latest["pk"], number])),),
    )


def _booked_state(booked: dict[str, Any], first: dict[str, Any], at: datetime) -> StageState:
    """`booked` is the last of those without a report, `first` the first."""
    start, end = _hours(booked)
    if first["pk"] != booked["pk"] and _hours(first)[1] > at:
        values = {"when": span(*_hours(first)), "place": first["place"], "then": span(start, end)}
        sentence = _("Two are booked: %(when)s, %(place)s; then %(then)s, %(then_place)s.")
        return StageState(
            "waiting",
            sentence % {**values, "then_place": booked["place"]},
            since=_hours(first)[0],
            url=reverse("front:mine"),
            action=_("See both"),
        )
    if end > at:
        values = {"when": span(start, end), "place": booked["place"]}
        sentence, who = _("It is booked: %(when)s, %(place)s.") % values, ""
        payer = payer_of(Appointment.objects.get(pk=booked["pk"]))
        sentence += f" {payer}" if payer else ""
        action = _("Move it or cancel it")
    else:
        sentence = _("It was on %(day)s: what was done is still to be written.") % {"day": full_day(start)}
        who, action = booked["adviser"], _("See the half-day")
    url = reverse("support:appointment", args=[booked["pk"]])
    return StageState("waiting", sentence, since=start, who=who, url=url, action=action)


def _hours(booked: dict[str, Any]) -> tuple[datetime, datetime]:
    return hours_of(date.fromisoformat(booked["on"]), booked["half"])


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
    Stage("half_day", 36, gettext_lazy("A half-day for you alone"), DONE, _state, _facts, "half_day"),
]
LIFE = [DONE]
