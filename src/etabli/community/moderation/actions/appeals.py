"""Contesting a refusal, and deciding again: somebody else does or, where nobody is free to, the general assembly."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_lazy as _

from etabli.community.association.rules import is_board_of
from etabli.community.moderation import notices, records
from etabli.community.moderation.actions.decisions import ContentGone, lock_case, restore_fields
from etabli.community.moderation.models import MAX_TEXT_LENGTH, Appeal, Case
from etabli.community.moderation.moderated_content import content_of, kind_of
from etabli.community.moderation.reasons import GRAVE_REASONS, reason_text
from etabli.community.moderation.rules import appeal_deciders, is_author, may_decide_appeal
from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    Irreversible,
    NotAllowed,
    action,
    change,
    record,
    undo_parts,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of, undo_fields
from etabli.foundation.people.viewer import Viewer

State = Case.State


class NothingToContest(ActionError):
    """The thing is not refused, or was contested already."""


class SayWhy(ActionError):
    """An appeal, or its answer, without a word."""


def _undo_appeal(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, until it is answered; what was shown for the time of the vote is hidden again with it."""
    undo_fields(entry, by, at)
    appeal: Any = subject_of(entry)
    if appeal.is_shown:
        _show_meanwhile(appeal, appeal.withdrawn_at is None, at)
    records.log_appeal(appeal, by, at)
    if appeal.withdrawn_at is None:
        notices.update_appeal(appeal, at)
    else:
        notices.take_back_referral(appeal.case)


@action(
    "moderation.appeal",
    sentence=_("contested the decision on “%(subject)s”"),
    may=is_author,
    may_undo=lambda by, appeal: is_author(by, appeal.case),
    undo=_undo_appeal,
    subject="case",
)
def appeal(*, case: Case, text: str, by: Viewer, at: datetime) -> Appeal:
    """Ask for another look at a refusal: once for each decision. Raises NothingToContest, SayWhy.

    Where nobody else is free to decide, the general assembly is asked. Until it votes, what people saw before is seen
    again, unless somebody is hurt by it (`reasons.GRAVE_REASONS`).
    """
    case = lock_case(case)
    if case.state not in {State.REFUSED, State.HIDDEN}:
        raise NothingToContest(_("Nothing was refused: there is nothing to contest."))
    if case.appeals.filter(withdrawn_at=None, sent_at__gte=case.decided_at).exists():
        raise NothingToContest(_("You have contested this decision already."))
    _check(text)
    new_appeal = Appeal(
        case=case,
        text=text.strip(),
        written_by_id=case.author_id,
        against=case.decided_by,
        sent_at=at,
    )
    if not appeal_deciders(new_appeal, content_of(case)):
        new_appeal.referred_at = at
        new_appeal.is_shown = case.state == State.HIDDEN and case.reason not in GRAVE_REASONS
    new_appeal.save()
    if new_appeal.is_shown:
        _show_meanwhile(new_appeal, True, at)
    records.log_appeal(new_appeal, by, at)
    record(
        new_appeal,
        before={"withdrawn_at": at, "accepted": None},
        after={"withdrawn_at": None, "accepted": None},
    )
    notices.update_appeal(new_appeal, at)
    return new_appeal


def _show_meanwhile(appeal: Appeal, is_shown: bool, at: datetime) -> None:
    """Let people see it again, or no longer, by the app's own act; the decision itself stays as it is."""
    kind, content, system = kind_of(appeal.case), content_of(appeal.case), Viewer.system()
    if kind is None or content is None:
        return
    if is_shown:
        kind.publish(subject=content, by=system, at=at)
    else:
        kind.hide(subject=content, reason=reason_text(appeal.case), by=system, at=at)


def _undo_answer(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, with the publication within, and where the thing stands."""
    appeal: Any = subject_of(entry, lock=True)
    if not may_decide_appeal(by, appeal):
        raise NotAllowed(_("You have a part in this: somebody else decides."))
    case = lock_case(appeal.case)
    if (case.state, case.decided_at) != (entry.after["stands_as"], appeal.case.decided_at):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    restore_fields(entry, appeal)
    undo_parts(entry, by=by, at=at)
    _set_state(case, entry.before["stands_as"])
    records.log_appeal_withdrawal(appeal, by, at)
    notices.tell_author_of_change(case, at)
    record(appeal, before=entry.after, after=entry.before)


def _set_state(case: Case, state: str) -> None:
    """Where a thing stands after an appeal, or after an appeal was taken back."""
    case.state, case.is_out = state, state == State.ACCEPTED
    case.save(update_fields=["state", "is_out"])


@action(
    "moderation.decide_appeal",
    sentence=_("answered the appeal about “%(subject)s”"),
    tells={"accepted": _("Accepted"), "words": _("The answer")},
    may=may_decide_appeal,
    undo=_undo_answer,
    subject="appeal",
)
def decide_appeal(*, appeal: Appeal, accept: bool, words: str, by: Viewer, at: datetime) -> Appeal:
    """Publish after all, or keep the refusal; the author reads `words`.

    Raises NothingToContest, ContentGone, SayWhy.
    """
    case = lock_case(appeal.case)
    appeal.refresh_from_db()
    if appeal.referred_at is not None or appeal.accepted is not None or appeal.withdrawn_at is not None:
        raise NothingToContest(_("This appeal was answered already, taken back, or given to the assembly."))
    _check(words)
    kind, content = kind_of(case), content_of(case)
    if kind is None or content is None:
        raise ContentGone(_("This no longer exists: its author took it back, or it was erased."))
    state = str(case.state)
    if accept:
        kind.publish(subject=content, by=by, at=at)
        _set_state(case, State.ACCEPTED)
    after = {"accepted": accept, "words": words.strip(), "decided_by_id": by.actor.party_id, "decided_at": at}
    before = {name: getattr(appeal, name) for name in after}
    for name, value in after.items():
        setattr(appeal, name, value)
    appeal.save(update_fields=list(after))
    records.log_appeal_decision(appeal, by, at)
    record(appeal, before={**before, "stands_as": state}, after={**after, "stands_as": str(case.state)})
    notices.tell_author_of_answer(appeal, at)
    return appeal


@action(
    "moderation.settle_appeal",
    sentence=_("carried out the vote on “%(subject)s”"),
    may=lambda by, appeal: is_board_of(by, appeal.case.organisation_id),
    undo=Irreversible(_("The general assembly voted: only another vote changes it.")),
    subject="appeal",
)
def settle_appeal(*, appeal: Appeal, accept: bool, by: Viewer, at: datetime) -> Appeal:
    """What the assembly voted: published, or hidden for good. Raises NothingToContest for what was not given to it."""
    case = lock_case(appeal.case)
    appeal.refresh_from_db()
    if appeal.referred_at is None or appeal.accepted is not None or appeal.withdrawn_at is not None:
        raise NothingToContest(_("The assembly is not asked about this, or has voted."))
    if accept != appeal.is_shown:
        _show_meanwhile(appeal, accept, at)
    if accept:
        _set_state(case, State.ACCEPTED)
    change(
        appeal, accepted=accept, words=gettext("The general assembly voted."), decided_at=at, is_shown=False
    )
    records.log_appeal_decision(appeal, by, at)
    notices.tell_author_of_answer(appeal, at)
    return appeal


def _check(text: str) -> None:
    if not text.strip():
        raise SayWhy(_("Write a few words: somebody will read them."))
    if len(text) > MAX_TEXT_LENGTH:
        raise SayWhy(_("Write at most %(most)d characters.") % {"most": MAX_TEXT_LENGTH})
