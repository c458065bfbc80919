"""Suspending a member, with a reason; their appeal; the decision."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.association import notices
from etabli.community.association.actions.members import NotFit
from etabli.community.association.models import Member, Suspension
from etabli.community.association.rules import is_self, may_add
from etabli.community.association.undoing import reverse_if_free
from etabli.foundation.journal import ActionError, CannotUndo, NotAllowed, action, change, record, reverse
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer


class SuspensionOver(ActionError):
    """Nothing to suspend, to appeal against or to lift."""


def _undo_suspension(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, the member's own mark with it; an appeal that came since is answered, not taken away."""
    suspension: Any = subject_of(entry, lock=True)
    if entry.verb == "association.suspend" and entry.after["ended_at"] is None and suspension.appeal:
        raise CannotUndo(_("The member has appealed since: decide on their appeal."))
    reverse_if_free(entry, by, at)
    suspension.refresh_from_db()
    if (
        suspension.ended_at is None
        and Member.objects.filter(pk=suspension.member_id, suspended_at=None).exists()
    ):
        _mark(suspension.member_id, suspension.suspended_at)
    elif suspension.ended_at is not None:
        _mark(suspension.member_id, None)


def _undo_appeal(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, until the board has decided."""
    suspension: Any = subject_of(entry, lock=True)
    if suspension.decided_at is not None:
        raise CannotUndo(_("The board has decided since: its decision stands."))
    reverse(entry, by, at)


@action(
    "association.suspend",
    sentence=_("suspended %(subject)s"),
    may=may_add,
    undo=_undo_suspension,
    subject="member",
)
def suspend(*, member: Member, reason: str, by: Viewer, at: datetime) -> Suspension:
    """The member is no longer listed, answers no ad and has no vote; they read why, and may appeal.

    Raises SuspensionOver, NotFit; NotAllowed for oneself.
    """
    if is_self(by, member):
        raise NotAllowed(_("Nobody suspends themselves: leave the association instead."))
    if not reason.strip():
        raise NotFit(_("Say why: the person reads it."))
    now = Member.objects.select_for_update().get(pk=member.pk)
    if now.suspended_at is not None or now.left_on is not None:
        raise SuspensionOver(_("This member is suspended already, or has left."))
    made = Suspension.objects.create(member=member, reason=reason.strip(), suspended_at=at)
    _mark(member.pk, at)
    member.suspended_at = at
    record(made, before={"ended_at": at}, after={"ended_at": None})
    notices.told_of_suspension(made, at)
    return made


@action(
    "association.appeal",
    sentence=_("appealed against the suspension of %(subject)s"),
    may=lambda by, suspension: is_self(by, suspension.member),
    undo=_undo_appeal,
    subject="suspension",
)
def appeal(*, suspension: Suspension, text: str, by: Viewer, at: datetime) -> Suspension:
    """The member's own words to the board, which is told. Raises SuspensionOver, NotFit."""
    _hold(suspension)
    if suspension.appealed_at is not None:
        raise SuspensionOver(_("Your appeal is sent already: the board will answer."))
    if not text.strip():
        raise NotFit(_("Write what you want to tell the board."))
    change(suspension, appeal=text.strip(), appealed_at=at)
    notices.told_of_appeal(suspension, at)
    return suspension


@action(
    "association.decide_appeal",
    sentence=_("decided on the suspension of %(subject)s"),
    may=may_add,
    undo=_undo_suspension,
    subject="suspension",
)
def decide_appeal(
    *, suspension: Suspension, lift: bool, decision: str, by: Viewer, at: datetime
) -> Suspension:
    """Lift the suspension (appeal or not), or uphold it with the words that the member reads.

    Raises SuspensionOver, NotFit; NotAllowed about oneself.
    """
    if is_self(by, suspension.member):
        raise NotAllowed(_("Another member of the board decides on your own suspension."))
    _hold(suspension)
    if not lift and not decision.strip():
        raise NotFit(_("Say why: the person reads it."))
    change(suspension, decision=decision.strip(), decided_at=at, ended_at=at if lift else None)
    if lift:
        _mark(suspension.member_id, None)
        suspension.member.suspended_at = None
    notices.told_of_decision(suspension, at)
    return suspension


def _hold(suspension: Suspension) -> None:
    now = Suspension.objects.select_for_update().get(pk=suspension.pk)
    for name in ("appeal", "appealed_at", "decision", "decided_at", "ended_at"):
        setattr(suspension, name, getattr(now, name))
    if now.ended_at is not None:
        raise SuspensionOver(_("This suspension is over."))


def _mark(member_id: int, suspended_at: datetime | None) -> None:
    Member.objects.filter(pk=member_id).update(suspended_at=suspended_at)
