"""Planning a season: its days and settings, a plan proposed, the answer of the solver."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, Irreversible, action, change, record, undo_fields
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.planning.models import Proposal, Season
from etabli.programme.planning.season.plans import Planned, as_kept_rows, as_row
from etabli.programme.planning.season.settings import Settings, as_json


class BadDays(ActionError):
    """The season ends before it begins, or is too long to be worked out."""


class AnsweredAlready(ActionError):
    """The plan was found, or refused, meanwhile."""


@action("planning.open_season", sentence=_("began the season “%(subject)s”"), may=may_run, undo=undo_fields)
def open_season(
    *,
    chamber: Organisation,
    name: str,
    starts_on: date,
    ends_on: date,
    settings: Settings,
    by: Viewer,
    at: datetime,
) -> Season:
    """A season to plan. Raises BadDays. Undo takes it out of the list."""
    _check_days(starts_on, ends_on)
    season = Season.objects.create(
        chamber=chamber,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        settings=as_json(settings),
        created_at=at,
    )
    record(season, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return season


@action(
    "planning.change_season",
    sentence=_("changed what the season “%(subject)s” is planned from"),
    tells={"name": _("Name"), "starts_on": _("First day"), "ends_on": _("Last day")},
    may=may_run,
    undo=undo_fields,
    subject="season",
)
def change_season(
    *,
    season: Season,
    name: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    settings: Settings | None = None,
    by: Viewer,
    at: datetime,
) -> Season:
    """Write what is given; the plans that stand stay as they were worked out. Raises BadDays."""
    written: dict[str, Any] = {"name": name, "starts_on": starts_on, "ends_on": ends_on}
    written["settings"] = as_json(settings) if settings is not None else None
    first_day, last_day = starts_on or season.starts_on, ends_on or season.ends_on
    if (first_day, last_day) != (season.starts_on, season.ends_on):
        _check_days(first_day, last_day)
    return change(season, **{field: value for field, value in written.items() if value is not None})


@action(
    "planning.withdraw_season",
    sentence=_("took the season “%(subject)s” out of the list"),
    may=may_run,
    undo=undo_fields,
    subject="season",
)
def withdraw_season(*, season: Season, by: Viewer, at: datetime) -> Season:
    """It is shown no more; the sessions that were made of its plans stand."""
    return change(season, withdrawn_at=at)


@action("planning.propose", sentence=_("asked for a plan: %(subject)s"), may=may_run, undo=undo_fields)
def request_plan(
    *,
    season: Season,
    inputs: Mapping[str, Any],
    start: Sequence[Planned] = (),
    bans: Sequence[Mapping[str, str]] = (),
    base: Proposal | None = None,
    by: Viewer,
    at: datetime,
) -> Proposal:
    """Have a plan worked out from `inputs` (SEASON.json), by the worker. `start` is the plan at hand, if there is one:
    what is pinned in it, and what was made of it, stays. Undo takes the plan out of the list."""
    Season.objects.select_for_update().get(pk=season.pk)
    last = season.proposals.aggregate(last=Max("number"))["last"] or 0
    pins = [as_row(planned.as_session) for planned in start if planned.stays]
    proposal = Proposal.objects.create(
        season=season,
        base=base,
        number=last + 1,
        inputs={**inputs, "pins": pins, "bans": [dict(ban) for ban in bans]},
        sessions=as_kept_rows(start),
        bans=[dict(ban) for ban in bans],
        asked_at=at,
    )
    record(proposal, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    from etabli.programme.planning.tasks import find_plan  # the task calls acts of this module

    find_plan.enqueue(proposal.pk)
    return proposal


@action(
    "planning.keep_plan",
    sentence=_("found a plan: %(subject)s"),
    may=may_run,
    undo=Irreversible(_("A plan that was found is kept: ask for another one, and this one stays beside it.")),
    subject="proposal",
)
def record_plan(
    *,
    proposal: Proposal,
    sessions: Sequence[Planned],
    objective: float,
    objective_bound: float | None,
    by: Viewer,
    at: datetime,
) -> Proposal:
    """The answer of the solver: its plan, what that is worth (`objective`), and what no plan can be worth more than.
    Raises AnsweredAlready."""
    _require_waiting(proposal)
    return change(
        proposal,
        sessions=as_kept_rows(sessions),
        value=objective,
        bound=objective_bound,
        status=Proposal.Status.DONE,
    )


@action(
    "planning.refuse_plan",
    sentence=_("found no plan: %(subject)s"),
    tells={"why": _("Why")},
    may=may_run,
    undo=Irreversible(_("Mend what is said, then ask for another plan.")),
    subject="proposal",
)
def record_no_plan(*, proposal: Proposal, why: str, by: Viewer, at: datetime) -> Proposal:
    """No plan was found, and why. Raises AnsweredAlready."""
    _require_waiting(proposal)
    return change(proposal, why=why, status=Proposal.Status.FAILED)


@action(
    "planning.withdraw_plan",
    sentence=_("took a plan out of the list: %(subject)s"),
    may=may_run,
    undo=undo_fields,
    subject="proposal",
)
def withdraw_plan(*, proposal: Proposal, by: Viewer, at: datetime) -> Proposal:
    """It is shown no more; the sessions that were made of it stand."""
    return change(proposal, withdrawn_at=at)


def _require_waiting(proposal: Proposal) -> None:
    proposal.refresh_from_db(fields=["status"], from_queryset=Proposal.objects.select_for_update())
    if proposal.status != Proposal.Status.WAITING:
        raise AnsweredAlready(_("This plan was answered already."))


def _check_days(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise BadDays(_("The last day comes before the first: change one of them."))
    if (ends_on.year - 1, ends_on.month, ends_on.day) > (starts_on.year, starts_on.month, starts_on.day):
        raise BadDays(_("A season lasts a year at most: bring its last day forward."))
