"""What it costs to reach somebody, and to support somebody: for the management of the chamber."""

from dataclasses import dataclass
from datetime import date

from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.programme.coverage.models import Costs
from etabli.programme.coverage.queries.measures import MEASURES
from etabli.programme.coverage.queries.session_distances import YEAR
from etabli.programme.support.models import Appointment
from etabli.programme.workshops.models import Session


@dataclass(frozen=True)
class CostShare:
    """So many sessions or half-days at so many cents each, and how many people they were for, once each."""

    times: int
    cents: int
    people: int

    @property
    def cents_per_person(self) -> int | None:
        """None as long as a cost is not said, or nobody came."""
        return round(self.times * self.cents / self.people) if self.cents and self.people else None


@dataclass(frozen=True)
class CostPerPerson:
    """Over the last twelve months: the sessions and those who came, the half-days and those who were supported."""

    sessions: CostShare
    half_days: CostShare

    @property
    def is_said(self) -> bool:
        return bool(self.sessions.cents or self.half_days.cents)


def costs_of(viewer: Viewer) -> dict[str, int]:
    """What was said, by the field of Costs: one statement."""
    costs = Costs.objects.filter(chamber=viewer.chamber_id).first() or Costs()
    return {"session_cents": costs.session_cents, "half_day_cents": costs.half_day_cents}


def cost_per_person(viewer: Viewer, *, today: date) -> CostPerPerson | None:
    """For the management alone, None for others: five statements, or one as long as nothing is said."""
    if viewer.role != Role.MANAGER or viewer.chamber_id is None:
        return None
    costs, chamber, since = costs_of(viewer), viewer.chamber_id, today - YEAR
    if not any(costs.values()):
        return CostPerPerson(CostShare(0, 0, 0), CostShare(0, 0, 0))
    held_sessions = Session.objects.filter(
        chamber=chamber,
        published_at__isnull=False,
        occasion__cancelled_at=None,
        occasion__starts_at__date__range=(since, today),
    )
    half_days = Appointment.objects.filter(
        chamber=chamber, cancelled_at=None, half_day__on__range=(since, today)
    )
    people = {
        name: sum(MEASURES[name].count(chamber, since, today).values()) for name in ("attended", "supported")
    }
    return CostPerPerson(
        CostShare(held_sessions.count(), costs["session_cents"], people["attended"]),
        CostShare(half_days.count(), costs["half_day_cents"], people["supported"]),
    )
