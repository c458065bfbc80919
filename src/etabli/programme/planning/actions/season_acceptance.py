"""Sessions of a plan become sessions that are prepared, all at once, and go back all at once."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _, ngettext

from etabli.foundation.journal import ActionError, CannotUndo, action, record, undo_parts
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import User
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.planning.actions.season_changes import NotReady
from etabli.programme.planning.models import Proposal
from etabli.programme.planning.queries.season import sessions_of
from etabli.programme.planning.season.plans import Planned, as_kept_rows, read_planned
from etabli.programme.workshops.actions import create_sessions
from etabli.programme.workshops.models import Theme, Venue
from etabli.programme.workshops.proposed_sessions import half_day
from etabli.programme.workshops.session_changes import Plan
from etabli.programme.workshops.session_forms import MAX_CAPACITY


class GoneMeanwhile(ActionError):
    """A theme, a room or an adviser of the plan is no longer there."""


def _undo(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: the sessions are taken back and are only planned again, or they are restored."""
    proposal: Any = subject_of(entry, lock=True)
    undo_parts(entry, "workshops.create_series", skip_already_undone=True, by=by, at=at)
    planned_by_key = {planned.key: planned for planned in read_planned(proposal.sessions)}
    planned_before = {planned.key: planned for planned in read_planned(entry.before["made"])}
    if planned_before.keys() - planned_by_key.keys():
        raise CannotUndo(_("The plan changed since: take back the later change first."))
    _keep(proposal, {**planned_by_key, **planned_before})
    record(
        proposal,
        before=entry.after,
        after=entry.before,
        label=entry.subject_label,
    )


@action(
    "planning.accept",
    sentence=_("accepted %(subject)s of a plan"),
    may=may_run,
    undo=_undo,
    subject="proposal",
)
def accept(*, proposal: Proposal, keys: Collection[str], by: Viewer, at: datetime) -> Proposal:
    """Create the sessions of these keys, prepared and not announced: all or none. Those that stand already are left.

    Raises NotReady, GoneMeanwhile, or what workshops refuse: NoneChosen, OneRefused.
    """
    proposal.refresh_from_db(from_queryset=Proposal.objects.select_for_update().select_related("season"))
    if proposal.status != Proposal.Status.DONE or proposal.withdrawn_at is not None:
        raise NotReady(_("This plan can’t be changed: open another one."))
    rows = sessions_of(proposal)[0]
    chosen = [planned for planned in rows if planned.key in keys and planned.session is None]
    sessions = create_sessions(wanted=sessions_to_create(chosen), announce=False, by=by, at=at)
    with_numbers = [
        replace(planned, session=session.pk) for planned, session in zip(chosen, sessions, strict=True)
    ]
    _keep(
        proposal,
        {**{planned.key: planned for planned in rows}, **{planned.key: planned for planned in with_numbers}},
    )
    label = ngettext("%(number)d session", "%(number)d sessions", len(sessions)) % {"number": len(sessions)}
    record(
        proposal,
        before={"made": as_kept_rows(chosen)},
        after={"made": as_kept_rows(with_numbers)},
        label=label,
    )
    return proposal


def sessions_to_create(chosen: Collection[Planned]) -> list[Plan]:
    """The sessions to create: three statements. Raises GoneMeanwhile."""
    themes = Theme.objects.in_bulk({planned.theme for planned in chosen})
    venues = Venue.objects.select_related("commune", "chamber").in_bulk(
        {int(planned.venue) for planned in chosen}
    )
    advisers = User.objects.in_bulk({int(planned.adviser) for planned in chosen})
    plans = []
    for session in chosen:
        theme, venue, adviser = (
            themes.get(session.theme),
            venues.get(int(session.venue)),
            advisers.get(int(session.adviser)),
        )
        if theme is None or venue is None or adviser is None:
            raise GoneMeanwhile(
                _("A theme, a room or an adviser of this plan is no longer there: ask for a new plan.")
            )
        span = half_day(session.day, session.half)
        plans.append(Plan(theme, venue, adviser, span.start, span.end, min(venue.capacity, MAX_CAPACITY)))
    return plans


def _keep(proposal: Proposal, rows: dict[str, Planned]) -> None:
    proposal.sessions = as_kept_rows(rows.values())
    proposal.save(update_fields=["sessions"])
