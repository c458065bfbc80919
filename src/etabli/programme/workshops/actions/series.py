"""Creating several sessions at once (a repetition, a season plan), and announcing several that were prepared."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, action, record, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import entry_to_undo, subject_of
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import full_day
from etabli.programme.workshops.actions.room_closures import lock_rooms
from etabli.programme.workshops.actions.sessions import announce_session, create_session
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.session_changes import Plan


class NoneChosen(ActionError):
    """Not one session was asked for."""


class OneRefused(ActionError):
    """One of them can't be created, and then none is: `number` says which, from 0."""

    def __init__(self, number: int, sentence: str) -> None:
        super().__init__(sentence)
        self.number = number


def _undo_series(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: all of those that stand are taken back, or all of those that were are restored; or none is."""
    is_undo = bool(entry.after["sessions"])
    changed = []
    parts = entry.parts.filter(verb__in=("workshops.create", "workshops.announce")).order_by("pk")
    sessions = Session.objects.select_related("occasion").in_bulk([int(part.subject_id) for part in parts])
    for part in parts:
        creation = entry_to_undo(part)
        if creation is None:
            continue
        try:
            undo(entry=creation, by=by, at=at)
        except ActionError as refusal:
            session = sessions[int(part.subject_id)]
            day = full_day(session.occasion.starts_at)
            raise CannotUndo(
                _("“%(session)s” on %(day)s: %(why)s") % {"session": session, "day": day, "why": str(refusal)}
            ) from None
        changed.append(int(part.subject_id))
    was, now = (changed, []) if is_undo else ([], changed)
    record(subject_of(entry), before={"sessions": was}, after={"sessions": now}, label=entry.subject_label)


@action(
    "workshops.create_series",
    sentence=_("created %(subject)s sessions at once"),
    may=may_run,
    undo=_undo_series,
)
def create_sessions(
    *, wanted: Sequence[Plan], announce: bool = True, by: Viewer, at: datetime
) -> list[Session]:
    """These sessions, all or none, taken back together. Raises NoneChosen, or OneRefused."""
    if not wanted:
        raise NoneChosen(_("Choose at least one session."))
    lock_rooms(
        plan.venue for plan in wanted
    )  # all at once, in one order: two series never wait for each other
    sessions = []
    for number, plan in enumerate(wanted):
        try:
            sessions.append(create_session(**vars(plan), announce=announce, by=by, at=at))
        except ActionError as refusal:
            raise OneRefused(number, str(refusal)) from None
    pks = [session.pk for session in sessions]
    record(sessions[0], before={"sessions": []}, after={"sessions": pks}, label=str(len(sessions)))
    return sessions


@action(
    "workshops.announce_series",
    sentence=_("announced %(subject)s sessions at once"),
    may=may_run,
    undo=_undo_series,
)
def announce_sessions(*, sessions: Sequence[Session], by: Viewer, at: datetime) -> None:
    """Show these sessions, which were being prepared, to everybody: all or none, taken back together. Raises
    NoneChosen, or OneRefused."""
    if not sessions:
        raise NoneChosen(_("Choose at least one session."))
    for number, session in enumerate(sessions):
        try:
            announce_session(session=session, by=by, at=at)
        except ActionError as refusal:
            day = full_day(session.occasion.starts_at)
            why = {"session": session, "day": day, "why": str(refusal)}
            raise OneRefused(number, _("“%(session)s” on %(day)s: %(why)s") % why) from None
    pks = [session.pk for session in sessions]
    record(sessions[0], before={"sessions": []}, after={"sessions": pks}, label=str(len(pks)))
