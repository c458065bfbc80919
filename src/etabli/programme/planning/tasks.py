"""What the worker does for planning, and the clock's second chance for what a dead worker left."""

import logging
from datetime import datetime, timedelta

from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.practice import current_copy
from etabli.programme.planning.actions.season import AnsweredAlready, record_no_plan, record_plan
from etabli.programme.planning.engine.season import Progress
from etabli.programme.planning.models import Proposal
from etabli.programme.planning.queries.season import names_of
from etabli.programme.planning.season import plan_texts, progress
from etabli.programme.planning.season.plans import read_planned, with_stays
from etabli.programme.planning.season.solver_process import BestPlan, NoPlan, PinsClashing, search

TIME_LIMIT = timedelta(minutes=5)
SEARCH_SECONDS = 30.0
START_DELAY = 20  # seconds after which a search should have begun
IN_PRACTICE = 3.0  # the page waits for the task then
log = logging.getLogger("etabli.planning")


@task
def find_plan(proposal_id: int) -> None:
    """Work out one plan; safe to run twice."""
    find_now(proposal_id, seconds=IN_PRACTICE if current_copy() else SEARCH_SECONDS)


def find_now(proposal_id: int, *, seconds: float) -> bool:
    """Work it out unless that was done; the search itself holds no transaction. Says whether it did."""
    waiting_proposals = Proposal.objects.filter(
        pk=proposal_id, status=Proposal.Status.WAITING, withdrawn_at=None
    )
    proposal = waiting_proposals.select_related("season").first()
    if proposal is None:
        return False
    by, before = Viewer.system(proposal.chamber_id), read_planned(proposal.sessions)
    try:
        try:
            result = _search(proposal, seconds)
        except PinsClashing as clash:
            record_no_plan(proposal=proposal, why=_clash_text(proposal, clash), by=by, at=timezone.now())
        except NoPlan:
            log.warning("no plan was found for proposal %s", proposal.pk)
            record_no_plan(proposal=proposal, why=_failure_text(), by=by, at=timezone.now())
        else:
            sessions = with_stays(result.sessions, before)
            record_plan(
                proposal=proposal,
                sessions=sessions,
                objective=result.value,
                objective_bound=result.bound,
                by=by,
                at=timezone.now(),
            )
    except AnsweredAlready:
        return False
    return True


def _search(proposal: Proposal, seconds: float) -> BestPlan:
    pace = progress.Pace()

    def hear(progress_so_far: Progress) -> bool:
        if pace.is_due():
            progress.note_progress(proposal.pk, progress_so_far)
            return not progress.is_enough(proposal.pk)
        return True

    start = [planned.as_session for planned in read_planned(proposal.sessions)]
    return search(proposal.inputs, start=start, seconds=seconds, hear=hear)


def _clash_text(proposal: Proposal, clash: PinsClashing) -> str:
    names = names_of([proposal.inputs])
    pinned = " · ".join(names.session(session) for session in clash.broken.sessions)
    values = {"rule": plan_texts.broken(clash.broken, names), "pinned": pinned}
    return _("What is pinned can’t all stand. %(rule)s Unpin or move one of these: %(pinned)s.") % values


def _failure_text() -> str:
    return _(
        "The search stopped before it found a plan. Ask again; if it stops again, make the season shorter."
    )


def plans_due(at: datetime) -> int:
    """Work out what has waited for too long: its worker died, or there was none. Returns how many."""
    overdue = Proposal.objects.filter(
        status=Proposal.Status.WAITING, withdrawn_at=None, asked_at__lte=at - TIME_LIMIT
    )
    return sum(find_now(pk, seconds=SEARCH_SECONDS) for pk in list(overdue.values_list("pk", flat=True)[:1]))


PERIODIC = [plans_due]
