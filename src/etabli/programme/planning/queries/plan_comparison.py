"""Two plans of one season side by side, and what a plan changes in the one that it started from."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from etabli.foundation.people.viewer import Viewer
from etabli.programme.planning.models import Proposal
from etabli.programme.planning.queries.deviation import Deviation, deviation
from etabli.programme.planning.queries.season_plans import PlanSummary, WordedSession, plan_summary
from etabli.programme.planning.season import plan_texts


@dataclass(frozen=True)
class Comparison:
    """Two plans of one season: the sessions that only one of them has, how many both have, and the territories from
    which not as many people come."""

    plan: PlanSummary
    other_plan: PlanSummary
    only_in_plan: tuple[WordedSession, ...]
    only_in_other: tuple[WordedSession, ...]
    both: int
    zones: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True)
class Changes:
    """What a plan changes in the one that it started from: the sessions to come that it adds, those that it leaves out,
    and how the season went so far, when that is why."""

    base: Proposal
    added: tuple[WordedSession, ...]
    removed: tuple[WordedSession, ...]
    why: Deviation | None


def changes(viewer: Viewer, plan: PlanSummary, *, today: date) -> Changes | None:
    """What is still to accept of a plan that started from another; None otherwise."""
    base = plan.proposal.base
    if base is None or base.status != Proposal.Status.DONE or not plan.not_created:
        return None
    before = plan_summary(viewer, base, today=today)
    keys_here, keys_there = (
        {each.planned.key for each in sessions} for sessions in (plan.sessions, before.sessions)
    )
    season_deviation = deviation(viewer, plan.proposal.season, today=today)
    return Changes(
        base,
        _to_come(plan.sessions, without=keys_there, today=today),
        _to_come(before.sessions, without=keys_here, today=today),
        season_deviation
        if season_deviation and season_deviation.plan == base and season_deviation.is_beyond_chance
        else None,
    )


def _to_come(
    sessions: Iterable[WordedSession], *, without: Collection[str], today: date
) -> tuple[WordedSession, ...]:
    """Those after today that were not created, and whose key is not among these."""
    return tuple(
        each
        for each in sessions
        if each.planned.key not in without and each.made is None and each.planned.day > today
    )


def compare_plans(viewer: Viewer, proposal: Proposal, other: Proposal, *, today: date) -> Comparison:
    """What differs between two plans: twice the statements of a plan."""
    plans = plan_summary(viewer, proposal, today=today), plan_summary(viewer, other, today=today)
    keys = [{each.planned.key for each in plan.sessions} for plan in plans]
    zones = [
        (
            plans[0].names.zones.get(zone, zone),
            plans[0].by_zone.get(zone, 0.0),
            plans[1].by_zone.get(zone, 0.0),
        )
        for zone in {*plans[0].by_zone, *plans[1].by_zone}
    ]
    return Comparison(
        *plans,
        only_in_plan=tuple(each for each in plans[0].sessions if each.planned.key not in keys[1]),
        only_in_other=tuple(each for each in plans[1].sessions if each.planned.key not in keys[0]),
        both=len(keys[0] & keys[1]),
        zones=tuple(sorted(row for row in zones if abs(row[1] - row[2]) >= plan_texts.MIN_PEOPLE)),
    )
