"""What can be changed in a session, as one value: what it is, what is wanted, what the journal keeps."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.dateparse import parse_date

from etabli.foundation.people.models import User
from etabli.foundation.seats.models import Occasion, Span, times_of
from etabli.programme.diary.days import half_of
from etabli.programme.workshops.models import Audience, Session, Theme, ThemeVersion, Venue
from etabli.programme.workshops.occasion_texts import practical_of
from etabli.territory.relays.models import Relay

# What a session holds itself; the rest is its occasion's.
FIELDS = (
    "theme",
    "venue",
    "adviser",
    "audience",
    "audience_theme",
    "audience_relay",
    "opens_on",
    "closes_on",
    "note",
)


@dataclass(frozen=True)
class Plan:
    """All that makes a session: what, where, by whom, when, for how many, and for whom.

    `sittings`: its half-days when it has several, of which `starts_at` and `ends_at` are the two ends. The other
    fields are those of Session.
    """

    theme: Theme
    venue: Venue
    adviser: User
    starts_at: datetime
    ends_at: datetime
    capacity: int
    sittings: tuple[Span, ...] = ()
    co_advisers: tuple[User, ...] = ()
    audience: str = Audience.ALL
    audience_theme: Theme | None = None
    audience_relay: Relay | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    note: str = ""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Its half-days in order, at least one."""
        return self.sittings or (Span(self.starts_at, self.ends_at),)

    @property
    def advisers(self) -> tuple[User, ...]:
        """Who leads it, then the others."""
        return (self.adviser, *self.co_advisers)


def plan_of(session: Session) -> Plan:
    """The session as it is: one statement for those who give it with its adviser."""
    occasion = session.occasion
    return Plan(
        starts_at=occasion.starts_at,
        ends_at=occasion.ends_at,
        capacity=occasion.capacity,
        sittings=tuple(occasion.spans) if occasion.sittings else (),
        co_advisers=tuple(session.co_advisers.order_by("pk")),
        **{name: getattr(session, name) for name in FIELDS},
    )


def half_days_of(plan: Plan) -> set[tuple[User, date, str]]:
    """What it takes in the diary: (adviser, day, half)."""
    return {(adviser, *half_of(span.start)) for adviser in plan.advisers for span in plan.spans}


def occasion_changes(occasion: Occasion, plan: Plan, version: ThemeVersion | None) -> dict[str, Any]:
    """The fields of the occasion that differ from the plan, given with this text of its theme."""
    values = {
        "title": plan.theme.public_title,
        **times_of(plan.spans),
        "place": plan.venue.full_address,
        "capacity": plan.capacity,
        "practical": practical_of(version, plan.venue),
    }
    return {name: value for name, value in values.items() if getattr(occasion, name) != value}


def announced_facts(session: Session) -> dict[str, Any]:
    """The plan as the journal's JSON holds it."""
    plan = plan_of(session)
    values = {
        "starts_at": plan.starts_at.astimezone(UTC),
        "ends_at": plan.ends_at.astimezone(UTC),
        "sittings": times_of(plan.spans)["sittings"],
        "capacity": plan.capacity,
        "co_advisers": sorted(adviser.pk for adviser in plan.co_advisers),
        **{name: getattr(value, "pk", value) for name in FIELDS for value in [getattr(plan, name)]},
    }
    written: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return written


def plan_of_journal(session: Session, values: dict[str, Any]) -> Plan:
    """The plan that `told` wrote; what an older version did not write stays as the session has it."""
    values = {**announced_facts(session), **values}
    return Plan(
        theme=Theme.objects.get(pk=values["theme"]),
        venue=Venue.objects.select_related("commune").get(pk=values["venue"]),
        adviser=User.objects.get(pk=values["adviser"]),
        starts_at=datetime.fromisoformat(values["starts_at"]),
        ends_at=datetime.fromisoformat(values["ends_at"]),
        capacity=values["capacity"],
        sittings=tuple(Span(*map(datetime.fromisoformat, sitting)) for sitting in values["sittings"]),
        co_advisers=tuple(User.objects.filter(pk__in=values["co_advisers"]).order_by("pk")),
        audience=values["audience"],
        audience_theme=Theme.objects.filter(pk=values["audience_theme"]).first(),
        audience_relay=Relay.objects.filter(pk=values["audience_relay"]).first(),
        opens_on=parse_date(values["opens_on"] or ""),
        closes_on=parse_date(values["closes_on"] or ""),
        note=values["note"],
    )
