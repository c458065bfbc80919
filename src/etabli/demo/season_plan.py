"""A season to come, planned: the first half is accepted, the rest waits, and one of its sessions is pinned."""

from datetime import timedelta

from django.utils import timezone

from etabli.demo.shared import WHOLE, Filling
from etabli.foundation.people.viewer import Viewer
from etabli.programme.planning.actions.season import open_season, record_plan, request_plan
from etabli.programme.planning.actions.season_acceptance import accept
from etabli.programme.planning.actions.season_changes import pin_session
from etabli.programme.planning.engine.season import Plan, Progress, plan
from etabli.programme.planning.models import Proposal
from etabli.programme.planning.queries.season_inputs import gather_inputs, usual_days, usual_settings
from etabli.programme.planning.season.plans import engine_season, read_planned, with_stays

WEEKS_OF_A_SMALL_ONE = 6
TIME_LIMIT = 60.0  # seconds: never reached, so that the same day gives the same plan


def play(filling: Filling) -> None:
    """The season of the coming months, half accepted."""
    today = timezone.localdate(filling.at)
    first, last = usual_days(today)
    if filling.size != WHOLE:
        last = first + timedelta(weeks=WEEKS_OF_A_SMALL_ONE, days=-3)
    season = open_season(
        chamber=filling.chamber,
        name="Saison prochaine",
        starts_on=first,
        ends_on=last,
        settings=usual_settings(filling.chamber, first, last),
        by=filling.adviser,
        at=filling.at,
    )
    inputs = gather_inputs(filling.adviser, season, today=today)
    proposal = request_plan(
        season=season, inputs=inputs.as_season(), start=inputs.standing, by=filling.adviser, at=filling.at
    )
    _answer(filling, proposal)
    free = [session for session in read_planned(proposal.sessions) if session.session is None]
    keys = [session.key for session in free]
    accept(proposal=proposal, keys=keys[: len(keys) // 2], by=filling.adviser, at=filling.at)
    if keys:
        pin_session(proposal=proposal, key=keys[-1], by=filling.adviser, at=filling.at)


def _answer(filling: Filling, proposal: Proposal) -> None:
    plan = _first_plan(proposal)
    record_plan(
        proposal=proposal,
        sessions=with_stays([session.session for session in plan.sessions], read_planned(proposal.sessions)),
        objective=plan.value,
        objective_bound=plan.bound,
        by=Viewer.system(filling.chamber.pk),
        at=filling.at,
    )


def _first_plan(proposal: Proposal) -> Plan:
    """The first plan that the search tells of: it takes a second, and is always the same."""
    progress_reports: list[Progress] = []
    season = engine_season(proposal.inputs)
    return plan(season, seconds=TIME_LIMIT, tell=progress_reports.append, stop=lambda: bool(progress_reports))
