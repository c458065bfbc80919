"""A plan changed by hand: each change keeps the rules, says what it brings, and is taken back alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, action, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.planning.models import Proposal
from etabli.programme.planning.queries.season import names_of, sessions_of
from etabli.programme.planning.season import plan_texts
from etabli.programme.planning.season.plan_changes import Change, Plan, is_ban, matching
from etabli.programme.planning.season.plans import Planned, as_kept_rows, read_planned


class NotReady(ActionError):
    """The plan is still being worked out, or none was found."""


class NoSuchSession(ActionError):
    """The plan has no such session any more."""


class AlreadyMade(ActionError):
    """A session was created from it: the plan can't change it any more."""


class RuleBroken(ActionError):
    """The plan would break a rule: the sentence says which, and by what."""


class NothingChanged(ActionError):
    """The plan is already as it was asked to be."""


def plan_of(proposal: Proposal) -> Plan:
    """The plan as it is kept; sessions that were made of it and don't stand are only planned: one statement."""
    return Plan(proposal.inputs, sessions_of(proposal)[0], tuple(proposal.bans))


def _undo(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: that change alone, whatever was changed elsewhere since, as long as the rules allow it."""
    proposal: Any = subject_of(entry, lock=True)
    plan, change = plan_of(proposal), _change_of_entry(entry).back
    if not change.fits(plan):
        raise CannotUndo(_("This part of the plan changed since: take back the later change first."))
    if broken := plan.newly_broken(change):
        raise CannotUndo(plan_texts.broken(broken[0], names_of([proposal.inputs])))
    _keep(proposal, plan.changed(change))
    record(proposal, before=entry.after, after=entry.before, label=entry.subject_label)


@action(
    "planning.pin",
    sentence=_("pinned in a plan: %(subject)s"),
    may=may_run,
    undo=_undo,
    subject="proposal",
)
def pin_session(*, proposal: Proposal, key: str, by: Viewer, at: datetime) -> Proposal:
    """The next plan keeps this session. Raises NoSuchSession, NothingChanged, NotReady."""
    return _pinned(proposal, key, pinned=True)


@action(
    "planning.unpin",
    sentence=_("unpinned in a plan: %(subject)s"),
    may=may_run,
    undo=_undo,
    subject="proposal",
)
def unpin_session(*, proposal: Proposal, key: str, by: Viewer, at: datetime) -> Proposal:
    """The next plan may do without this session. Raises NoSuchSession, NothingChanged, NotReady."""
    return _pinned(proposal, key, pinned=False)


@action(
    "planning.move",
    sentence=_("moved in a plan: %(subject)s"),
    may=may_run,
    undo=_undo,
    subject="proposal",
)
def move_session(*, proposal: Proposal, key: str, to: Planned, by: Viewer, at: datetime) -> Proposal:
    """The session becomes `to`, and is pinned there. Raises RuleBroken, AlreadyMade, NoSuchSession, NothingChanged."""
    plan = _ready(proposal)
    planned = _own(plan, key)
    wanted = replace(to, pinned=True, session=None)
    if wanted.key == planned.key:
        raise NothingChanged(_("This session is already there."))
    return _apply_change(proposal, plan, Change(gone=(planned,), come=(wanted,)), wanted)


@action(
    "planning.add",
    sentence=_("added to a plan: %(subject)s"),
    may=may_run,
    undo=_undo,
    subject="proposal",
)
def add_session(*, proposal: Proposal, wanted: Planned, by: Viewer, at: datetime) -> Proposal:
    """One more session, pinned. Raises RuleBroken, NothingChanged, NotReady."""
    plan = _ready(proposal)
    if plan.find(wanted.key):
        raise NothingChanged(_("This session is in the plan already."))
    planned = replace(wanted, pinned=True, session=None)
    return _apply_change(proposal, plan, Change(come=(planned,)), planned)


@action(
    "planning.take_out",
    sentence=_("took out of a plan: %(subject)s"),
    may=may_run,
    undo=_undo,
    subject="proposal",
)
def take_out_session(*, proposal: Proposal, key: str, by: Viewer, at: datetime) -> Proposal:
    """One session less. Raises AlreadyMade, NoSuchSession, NotReady."""
    plan = _ready(proposal)
    planned = _own(plan, key)
    return _apply_change(proposal, plan, Change(gone=(planned,)), planned)


@action(
    "planning.rule_out",
    sentence=_("ruled out of a plan: %(subject)s"),
    may=may_run,
    undo=_undo,
    subject="proposal",
)
def rule_out(*, proposal: Proposal, ban: Mapping[str, str], by: Viewer, at: datetime) -> Proposal:
    """No session that agrees with all the parts of `ban`, here and in the plans that follow; those that are there go.

    Raises AlreadyMade, NothingChanged, NotReady.
    """
    plan = _ready(proposal)
    if not is_ban(ban) or ban in plan.bans:
        raise NothingChanged(_("This is ruled out already."))
    removed = matching(ban, plan.sessions)
    for planned in removed:
        _refuse_made(planned)
    change = Change(gone=tuple(removed), ruled_out=(dict(ban),))
    return _apply_change(proposal, plan, change, names_of([proposal.inputs]).ban(ban))


@action(
    "planning.allow_again",
    sentence=_("allowed again in a plan: %(subject)s"),
    may=may_run,
    undo=_undo,
    subject="proposal",
)
def allow_again(*, proposal: Proposal, ban: Mapping[str, str], by: Viewer, at: datetime) -> Proposal:
    """What was ruled out may be planned again. Raises NothingChanged, NotReady."""
    plan = _ready(proposal)
    if ban not in plan.bans:
        raise NothingChanged(_("This isn’t ruled out."))
    return _apply_change(proposal, plan, Change(lifted=(dict(ban),)), names_of([proposal.inputs]).ban(ban))


def _pinned(proposal: Proposal, key: str, *, pinned: bool) -> Proposal:
    plan = _ready(proposal)
    planned = _own(plan, key)
    if planned.pinned == pinned:
        raise NothingChanged(
            _("This session is pinned already.") if pinned else _("This session isn’t pinned.")
        )
    return _apply_change(
        proposal, plan, Change(gone=(planned,), come=(replace(planned, pinned=pinned),)), planned
    )


def _ready(proposal: Proposal) -> Plan:
    proposal.refresh_from_db(from_queryset=Proposal.objects.select_for_update().select_related("season"))
    if proposal.status != Proposal.Status.DONE or proposal.withdrawn_at is not None:
        raise NotReady(_("This plan can’t be changed: open another one."))
    return plan_of(proposal)


def _own(plan: Plan, key: str) -> Planned:
    planned = plan.find(key)
    if planned is None:
        raise NoSuchSession(_("This session isn’t in the plan any more: look at the plan as it is now."))
    _refuse_made(planned)
    return planned


def _refuse_made(planned: Planned) -> None:
    if planned.session is not None:
        raise AlreadyMade(_("A session was created from it: change it on its own page."))


def _apply_change(proposal: Proposal, plan: Plan, change: Change, what: Planned | str) -> Proposal:
    names = names_of([proposal.inputs])
    if broken := plan.newly_broken(change):
        raise RuleBroken(plan_texts.broken(broken[0], names))
    _keep(proposal, plan.changed(change))
    label = what if isinstance(what, str) else names.session(what)
    record(proposal, before=_journal_values(change.back), after=_journal_values(change), label=label)
    return proposal


def _keep(proposal: Proposal, plan: Plan) -> None:
    proposal.sessions, proposal.bans = as_kept_rows(plan.sessions), [dict(ban) for ban in plan.bans]
    proposal.save(update_fields=["sessions", "bans"])


def _journal_values(change: Change) -> dict[str, Any]:
    """What the journal holds: what the plan has after the change, and hadn't before."""
    return {"put": as_kept_rows(change.come), "ruled_out": [dict(ban) for ban in change.ruled_out]}


def _change_of_entry(entry: Entry) -> Change:
    before, after = entry.before, entry.after
    return Change(
        gone=read_planned(before["put"]),
        come=read_planned(after["put"]),
        ruled_out=tuple(after["ruled_out"]),
        lifted=tuple(before["ruled_out"]),
    )
