"""Suspending a member, on a ground; their appeal; the decision, by somebody else or by the assembly; the end."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.association import notices, records
from etabli.community.association.actions.members import NotFit
from etabli.community.association.grounds import DUES, GROUNDS, MAX_DAYS, MIN_WORDS
from etabli.community.association.impartiality import (
    SuspensionRight,
    judges_of,
    may_judge_appeal,
    may_lift,
    suspension_right,
)
from etabli.community.association.models import Member, Suspension
from etabli.community.association.queries import late_dues
from etabli.community.association.rules import is_self, may_add
from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    Irreversible,
    NotAllowed,
    action,
    change,
    record,
    undo_fields,
    undo_fields_if_free,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer


class SuspensionOver(ActionError):
    """Nothing to suspend, to appeal against or to lift."""


def _undo_suspension(entry: Entry, by: Any, at: datetime) -> None:
    """Lifted, until the member appeals; or in force again, by whoever may suspend them today. They are told."""
    suspension: Any = subject_of(entry, lock=True)
    is_lifted = entry.after["ended_at"] is None
    if is_lifted and suspension.appealed_at is not None:
        raise CannotUndo(_("The member has appealed since: decide on their appeal."))
    if not is_lifted:
        _check_restored(suspension, by, at)
    undo_fields_if_free(entry, by, at)
    suspension.refresh_from_db()
    if is_lifted:
        _set_suspended_at(suspension.member_id, None)
        records.record_end(suspension, by, at)
        notices.tell_member_of_decision(suspension, at)
    else:
        if suspension.referred_at is None:
            _set_suspended_at(suspension.member_id, suspension.suspended_at)
        records.record_suspension(suspension, by, at)
        notices.tell_member_of_suspension(suspension, at)


def _check_restored(suspension: Suspension, by: Viewer, at: datetime) -> None:
    way = SuspensionRight.BOARD if suspension.referred_at is None else SuspensionRight.ASSEMBLY
    has_time = suspension.ends_on is None or suspension.ends_on >= timezone.localdate(at)
    if (
        suspension.member.left_on is not None
        or not has_time
        or suspension_right(by, suspension.member) != way
    ):
        raise CannotUndo(_("Something changed since: suspend the member anew, if there is still a reason."))


def _undo_appeal(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, until it is decided; what was frozen for the vote holds again."""
    suspension: Any = subject_of(entry, lock=True)
    if suspension.decided_at is not None or suspension.ended_at is not None:
        raise CannotUndo(_("The appeal was decided since: the decision stands."))
    undo_fields(entry, by, at)
    suspension.refresh_from_db()
    _set_suspended_at(suspension.member_id, None if suspension.referred_at else suspension.suspended_at)
    records.log_appeal_withdrawal(suspension, by, at)
    if suspension.appealed_at is None:
        notices.take_back_referral(suspension)
    else:
        notices.tell_board_of_appeal(suspension, judges_of(suspension), at, even_if_told=False)


@action(
    "association.suspend",
    sentence=_("suspended %(subject)s"),
    may=may_add,
    undo=_undo_suspension,
    subject="member",
)
def suspend(
    *, member: Member, ground: str, reason: str, ends_on: date, by: Viewer, at: datetime
) -> Suspension:
    """Until `ends_on`, the member is not listed, answers no ad and has no vote; they read why, and may appeal.

    `ground` is one of GROUNDS, `reason` says what happened. Where the board is not free to decide, or the member
    serves the association, the assembly is asked and nothing changes until it votes (`referred_at`).
    Raises SuspensionOver, NotFit; NotAllowed for oneself, and for whoever is not free while somebody else is.
    """
    if is_self(by, member):
        raise NotAllowed(_("Nobody suspends themselves: leave the association instead."))
    _check_ground(member, ground, reason, ends_on, at)
    now = Member.objects.select_for_update().get(pk=member.pk)
    is_suspended = Suspension.objects.filter(member=now, ended_at=None).exists()
    if is_suspended or now.suspended_at is not None or now.left_on is not None:
        raise SuspensionOver(_("This member is suspended already, or has left."))
    way = suspension_right(by, member)
    if way == SuspensionRight.OTHERS:
        raise NotAllowed(
            _("You serve a chamber, or have an interest here: another member of the board decides.")
        )
    suspension = Suspension.objects.create(
        member=member,
        ground=ground,
        reason=reason.strip(),
        suspended_by_id=by.actor.party_id,
        suspended_at=at,
        ends_on=ends_on,
        referred_at=at if way == SuspensionRight.ASSEMBLY else None,
    )
    if suspension.referred_at is None:
        _set_suspended_at(member.pk, at)
        member.suspended_at = at
    records.record_suspension(suspension, by, at)
    record(suspension, before={"ended_at": at}, after={"ended_at": None})
    notices.tell_member_of_suspension(suspension, at)
    return suspension


@action(
    "association.appeal",
    sentence=_("appealed against the suspension of %(subject)s"),
    may=lambda by, suspension: is_self(by, suspension.member),
    undo=_undo_appeal,
    subject="suspension",
)
def appeal(*, suspension: Suspension, text: str, by: Viewer, at: datetime) -> Suspension:
    """The member's own words to those who judge, who are told. Where nobody is free to judge, the assembly votes,
    and until then the member has their place again. Raises SuspensionOver, NotFit.
    """
    _lock_suspension(suspension)
    if suspension.appealed_at is not None:
        raise SuspensionOver(_("Your appeal is sent already: it will be answered."))
    if suspension.decided_at is not None:
        raise SuspensionOver(_("The general assembly has voted: only another vote changes it."))
    if not text.strip():
        raise NotFit(_("Write what you want to tell those who judge."))
    judges = judges_of(suspension)
    referred_at = suspension.referred_at or (None if judges else at)
    change(suspension, appeal=text.strip(), appealed_at=at, referred_at=referred_at)
    if referred_at is not None:
        _set_suspended_at(suspension.member_id, None)
    records.record_appeal(suspension, by, at)
    notices.tell_board_of_appeal(suspension, judges, at)
    return suspension


@action(
    "association.decide_appeal",
    sentence=_("decided on the suspension of %(subject)s"),
    may=may_add,
    undo=Irreversible(
        _("The member was told: a decision on an appeal stands. A suspension can still be lifted.")
    ),
    subject="suspension",
)
def decide_appeal(
    *, suspension: Suspension, lift: bool, decision: str, by: Viewer, at: datetime
) -> Suspension:
    """Lift the suspension (appeal or not), or uphold it with the words that the member reads.

    Raises SuspensionOver, NotFit; NotAllowed about oneself, of an appeal against one's own decision, and for whoever
    is not free to judge.
    """
    if is_self(by, suspension.member):
        raise NotAllowed(_("Another member of the board decides on your own suspension."))
    _lock_suspension(suspension)
    if not (may_lift if lift else may_judge_appeal)(by, suspension):
        raise NotAllowed(
            _("Whoever suspended, serves a chamber or has an interest does not judge: somebody else decides.")
        )
    if not lift and (suspension.appealed_at is None or suspension.decided_at is not None):
        raise SuspensionOver(_("There is no appeal to answer here."))
    if not lift and not decision.strip():
        raise NotFit(_("Say why: the person reads it."))
    change(suspension, decision=decision.strip(), decided_at=at, ended_at=at if lift else None)
    if lift:
        _set_suspended_at(suspension.member_id, None)
        suspension.member.suspended_at = None
    records.record_decision(suspension, by, at)
    notices.tell_member_of_decision(suspension, at)
    return suspension


@action(
    "association.settle_suspension",
    sentence=_("carried out the vote on the suspension of %(subject)s"),
    may=may_add,
    undo=Irreversible(_("The general assembly voted: only another vote changes it.")),
    subject="suspension",
)
def settle_suspension(*, suspension: Suspension, adopted: bool, by: Viewer, at: datetime) -> Suspension:
    """What the assembly voted: the member is suspended until the day that was said, or it is over. Raises
    SuspensionOver for what the assembly has not been asked.
    """
    _lock_suspension(suspension)
    if not suspension.waits_for_assembly:
        raise SuspensionOver(_("The assembly is not asked about this suspension, or has voted."))
    change(suspension, decided_at=at, ended_at=None if adopted else at)
    _set_suspended_at(suspension.member_id, suspension.suspended_at if adopted else None)
    records.record_decision(suspension, by, at, voted=True)
    notices.tell_member_of_decision(suspension, at)
    return suspension


@action(
    "association.end_suspension",
    sentence=_("brought the suspension of %(subject)s to its end"),
    may=lambda by, suspension: by.actor.kind == "system",
    undo=Irreversible(_("Its time was over: a new fact is a new suspension.")),
    subject="suspension",
)
def end_suspension(*, suspension: Suspension, by: Viewer, at: datetime) -> Suspension:
    """The last day is over: the member has their place again, and is told. Raises SuspensionOver."""
    _lock_suspension(suspension)
    change(suspension, ended_at=at)
    _set_suspended_at(suspension.member_id, None)
    records.record_end(suspension, by, at)
    notices.tell_member_of_decision(suspension, at)
    return suspension


def _check_ground(member: Member, ground: str, reason: str, ends_on: date, at: datetime) -> None:
    today = timezone.localdate(at)
    if ground not in GROUNDS:
        raise NotFit(_("Choose a ground of the list."))
    if len(reason.split()) < MIN_WORDS:
        raise NotFit(
            _("Say what happened, in at least %(words)d words: the person reads it.") % {"words": MIN_WORDS}
        )
    if not today < ends_on <= today + timedelta(days=MAX_DAYS):
        raise NotFit(_("Choose the last day: from tomorrow on, and within six months."))
    if ground == DUES and not late_dues(member.organisation_id, today).filter(member=member).exists():
        raise NotFit(_("Their dues are not late, or the grace is not over: choose another ground."))


def _lock_suspension(suspension: Suspension) -> None:
    now = Suspension.objects.select_for_update().get(pk=suspension.pk)
    for name in ("appeal", "appealed_at", "decision", "decided_at", "referred_at", "ended_at"):
        setattr(suspension, name, getattr(now, name))
    if now.ended_at is not None:
        raise SuspensionOver(_("This suspension is over."))


def _set_suspended_at(member_id: int, suspended_at: datetime | None) -> None:
    Member.objects.filter(pk=member_id).update(suspended_at=suspended_at)
