"""What can be changed in a session, as one value: what it is, what is wanted, what the journal keeps."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from etabli.foundation.people.models import User
from etabli.foundation.seats.models import Occasion
from etabli.programme.workshops.models import Session, Theme, Venue


@dataclass(frozen=True)
class Plan:
    """All that makes a session: what, where, by whom, when, for how many."""

    theme: Theme
    venue: Venue
    adviser: User
    starts_at: datetime
    ends_at: datetime
    capacity: int


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
    )


def half_of(starts_at: datetime) -> tuple[date, str]:
    """The (day, half) in which something that begins then falls."""
    local = timezone.localtime(starts_at)
    return local.date(), "am" if local.hour < 13 else "pm"


def of_occasion(occasion: Occasion, wanted: Plan) -> dict[str, Any]:
    """The fields of the occasion that differ from the plan."""
    values = {
        "title": wanted.theme.public_title,
        "starts_at": wanted.starts_at.astimezone(UTC),
        "ends_at": wanted.ends_at.astimezone(UTC),
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
        "capacity": plan.capacity,
    }
    written: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return written


def of_journal(values: dict[str, Any]) -> Plan:
    """The plan that `told` wrote."""
    starts_at, ends_at = parse_datetime(values["starts_at"]), parse_datetime(values["ends_at"])
    assert starts_at is not None
    assert ends_at is not None
    return Plan(
        Theme.objects.get(pk=values["theme"]),
        Venue.objects.select_related("commune").get(pk=values["venue"]),
        User.objects.get(pk=values["adviser"]),
        starts_at,
        ends_at,
        values["capacity"],
    )
