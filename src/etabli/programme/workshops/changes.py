"""What can be changed in a session, as one value: what it is, what is wanted, what the journal keeps."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from etabli.foundation.people.models import User
from etabli.foundation.seats.models import Occasion, Span, times_of
from etabli.programme.workshops.models import Session, Theme, Venue


@dataclass(frozen=True)
class Plan:
    """All that makes a session: what, where, by whom, when, for how many.

    `sittings`: its half-days when it has several, of which `starts_at` and `ends_at` are the two ends.
    """

    theme: Theme
    venue: Venue
    adviser: User
    starts_at: datetime
    ends_at: datetime
    capacity: int
    sittings: tuple[Span, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Its half-days in order, at least one."""
        return self.sittings or (Span(self.starts_at, self.ends_at),)


def plan_of(session: Session) -> Plan:
    """The session as it is."""
    occasion = session.occasion
    return Plan(
        session.theme,
        session.venue,
        session.adviser,
        occasion.starts_at,
        occasion.ends_at,
        occasion.capacity,
        tuple(occasion.spans) if occasion.sittings else (),
    )


def half_of(starts_at: datetime) -> tuple[date, str]:
    """The (day, half) in which something that begins then falls."""
    local = timezone.localtime(starts_at)
    return local.date(), "am" if local.hour < 13 else "pm"


def half_days_of(plan: Plan) -> set[tuple[User, date, str]]:
    """What it takes in the diary: (adviser, day, half)."""
    return {(plan.adviser, *half_of(span.start)) for span in plan.spans}


def of_occasion(occasion: Occasion, wanted: Plan) -> dict[str, Any]:
    """The fields of the occasion that differ from the plan."""
    values = {
        "title": wanted.theme.public_title,
        **times_of(wanted.spans),
        "place": wanted.venue.full_address,
        "capacity": wanted.capacity,
    }
    return {name: value for name, value in values.items() if getattr(occasion, name) != value}


def told(session: Session) -> dict[str, Any]:
    """The plan as the journal's JSON holds it."""
    plan = plan_of(session)
    values = {
        "theme": plan.theme.pk,
        "venue": plan.venue.pk,
        "adviser": plan.adviser.pk,
        "starts_at": plan.starts_at.astimezone(UTC),
        "ends_at": plan.ends_at.astimezone(UTC),
        "sittings": times_of(plan.spans)["sittings"],
        "capacity": plan.capacity,
    }
    written: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return written


def of_journal(values: dict[str, Any]) -> Plan:
    """The plan that `told` wrote."""
    sittings = [Span(*map(datetime.fromisoformat, sitting)) for sitting in values.get("sittings", ())]
    return Plan(
        Theme.objects.get(pk=values["theme"]),
        Venue.objects.select_related("commune").get(pk=values["venue"]),
        User.objects.get(pk=values["adviser"]),
        datetime.fromisoformat(values["starts_at"]),
        datetime.fromisoformat(values["ends_at"]),
        values["capacity"],
        tuple(sittings),
    )
