"""Contesting a refusal, and deciding again: somebody else does, if there is somebody else."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.moderation import notices, records
from etabli.community.moderation.actions.deciding import NothingThere, hold, put_back
from etabli.community.moderation.models import LONGEST_TEXT, Appeal, Case
from etabli.community.moderation.rules import is_author, may_decide_appeal
from etabli.community.moderation.things import kind_of, thing_of
from etabli.foundation.journal import ActionError, CannotUndo, NotAllowed, action, record, undo_part
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import reverse, subject_of
from etabli.foundation.people.viewer import Viewer

State = Case.State


class NothingToContest(ActionError):
    """The thing is not refused, or was contested already."""


class SayWhy(ActionError):
    """An appeal, or its answer, without a word."""


@action(
    "moderation.appeal",
    sentence=_("contested the decision on “%(subject)s”"),
    may=is_author,
    may_undo=lambda by, appeal: is_author(by, appeal.case),
    undo=reverse,
    subject="case",
)
def appeal(*, case: Case, text: str, by: Viewer, at: datetime) -> Appeal:
    """Ask for another look at a refusal: once for each decision. Raises NothingToContest, SayWhy."""
    case = hold(case)
    if case.state not in {State.REFUSED, State.HIDDEN}:
        raise NothingToContest(_("Nothing was refused: there is nothing to contest."))
    if case.appeals.filter(withdrawn_at=None, sent_at__gte=case.decided_at).exists():
        raise NothingToContest(_("You have contested this decision already."))
    _check(text)
    made = Appeal.objects.create(
        case=case, text=text.strip(), written_by=case.author_key, against=case.decided_by, sent_at=at
    )
    record(
        made,
        before={"withdrawn_at": at, "accepted": None},
        after={"withdrawn_at": None, "accepted": None},
    )
    notices.told_of_appeal(made, at)
    return made


def _undo_answer(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, with the publication within, and where the thing stands."""
    made: Any = subject_of(entry, lock=True)
    if not may_decide_appeal(by, made):
        raise NotAllowed(_("You have a part in this: somebody else decides."))
    case = hold(made.case)
    if (case.state, case.decided_at) != (entry.after["stands_as"], made.case.decided_at):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    put_back(entry, made)
    within = None
    if entry.after["within"]:
        inner = Entry.objects.get(pk=entry.after["within"])
        undo_part(entry=inner, by=by, at=at)
        within = Entry.objects.get(undoes=inner).pk
    _put(case, entry.before["stands_as"])
    records.appeal_taken_back(made, by, at)
    notices.told_of_change(case, at)
    record(made, before=entry.after, after={**entry.before, "within": within})


def _put(case: Case, state: str) -> None:
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

    Raises NothingToContest, NothingThere, SayWhy.
    """
    case = hold(appeal.case)
    appeal.refresh_from_db()
    if appeal.accepted is not None or appeal.withdrawn_at is not None:
        raise NothingToContest(_("This appeal was answered already, or taken back."))
    _check(words)
    kind, thing = kind_of(case), thing_of(case)
    if kind is None or thing is None:
        raise NothingThere(_("This no longer exists: its author took it back, or it was erased."))
    state, within = str(case.state), None
    if accept:
        kind.publish(subject=thing, by=by, at=at)
        entries = Entry.objects.filter(subject_type=case.subject_type, subject_id=case.subject_id)
        within = entries.order_by("-pk").values_list("pk", flat=True).first()
        _put(case, State.ACCEPTED)
    after = {"accepted": accept, "words": words.strip(), "decided_by": by.actor.key, "decided_at": at}
    before = {name: getattr(appeal, name) for name in after}
    for name, value in after.items():
        setattr(appeal, name, value)
    appeal.save(update_fields=list(after))
    records.appeal_decided(appeal, by, at)
    kept = {"within": within, "stands_as": str(case.state)}
    record(appeal, before={**before, "stands_as": state}, after={**after, **kept})
    notices.told_of_answer(appeal, at)
    return appeal


def _check(text: str) -> None:
    if not text.strip():
        raise SayWhy(_("Write a few words: somebody will read them."))
    if len(text) > LONGEST_TEXT:
        raise SayWhy(_("Write at most %(most)d characters.") % {"most": LONGEST_TEXT})
