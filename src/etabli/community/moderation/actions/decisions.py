"""Handing a thing in to the moderators, and their decision.

Each act first takes the case, then the thing, then the row of the neutrality chain: always in this order.
"""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from etabli.community.moderation import notices, records
from etabli.community.moderation.limits import within_limits_of
from etabli.community.moderation.models import MAX_TEXT_LENGTH, Case, Report
from etabli.community.moderation.moderated_content import content_of, kind_of, kind_of_content, lock_content
from etabli.community.moderation.reasons import OTHER, reason_text, reasons_of
from etabli.community.moderation.rules import may_decide
from etabli.foundation.journal import ActionError, CannotUndo, NotAllowed, action, anyone, record, undo_parts
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import as_json_value, field_of, subject_of
from etabli.foundation.people.viewer import Viewer

State = Case.State


class ContentGone(ActionError):
    """The thing was erased, or its author took it back."""


class AlreadyDecided(ActionError):
    """Somebody decided meanwhile, or what is asked holds already."""


class NoReason(ActionError):
    """A refusal without a reason, or with one that the association does not offer."""


class TooManyToday(ActionError):
    """A new member has handed in as many things as one may in a day."""


def lock_case(case: Case) -> Case:
    """The case as it is now, kept from others until the end of the transaction.

    Its thing is held first: its author's acts hold the thing, then the case, and two orders would wait for each other.
    """
    lock_content(case)
    return Case.objects.select_for_update().get(pk=case.pk)


def restore_fields(entry: Entry, subject: Any) -> None:
    """Set the fields of `before`, if none moved since; the caller saves nothing more, and records."""
    names = [name for name in entry.before if field_of(subject, name) is not None]
    if any(as_json_value(subject, name) != entry.after[name] for name in names):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    for name in names:
        field: Any = field_of(subject, name)
        setattr(subject, name, field.to_python(entry.before[name]))
    subject.save(update_fields=names)


def _undo_submission(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: out of the queue, or in it again as it was."""
    case: Any = subject_of(entry, lock=True)
    restore_fields(entry, case)
    record(case, before=entry.after, after=entry.before)


@action(
    "moderation.submit",
    sentence=_("handed in “%(subject)s” to the moderators"),
    may=anyone,
    undo=_undo_submission,
)
def submit(*, subject: Model, is_out: bool = False, by: Viewer, at: datetime) -> Case:
    """Put a thing in the queue; called inside the act that makes or changes it, whose rules say who may.

    `is_out`: people see it already, and it is read afterwards. Handed in again, it is read again, by whoever is there.
    Raises TooManyToday when a new member has handed in too many things.
    """
    kind = kind_of_content(subject)
    organisation_id, author = kind.organisation_id(subject), kind.author(subject)
    existing_case = Case.objects.select_for_update().filter(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    )
    case = existing_case.first()
    if case is None and not within_limits_of(author, organisation_id, at=at):
        raise TooManyToday(
            _("New members publish a few things a day: the rest can be handed in tomorrow. Yours is kept.")
        )
    fields: dict[str, Any] = {
        "state": str(State.WAITING),
        "is_out": is_out,
        "title": kind.title(subject)[:200],
        "submitted_at": at,
        "reason": "",
        "words": "",
        "decided_by_id": None,
        "decided_at": None,
    }
    before = {name: getattr(case, name) for name in fields} if case else {"state": State.WITHDRAWN}
    case = case or Case(
        organisation_id=organisation_id,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        author_id=author,
    )
    for name, value in fields.items():
        setattr(case, name, value)
    case.save()
    record(case, before=before, after={name: fields[name] for name in before})
    return case


def _undo_decision(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, with the publication or the hiding within, and with the reports that the decision answered."""
    decided: Any = subject_of(entry)
    case = lock_case(decided)
    if not may_decide(by, case):
        raise NotAllowed(_("You have a part in this: somebody else decides."))
    restore_fields(entry, case)
    undo_parts(entry, by=by, at=at)
    is_in_force = not entry.after["stands"]
    Report.objects.filter(pk__in=entry.after["reports"]).update(closed_at=at if is_in_force else None)
    records.log_decision_undone(case, by, at)
    was_carried_out = not (case.is_out and entry.after["is_out"])
    notices.tell_author_of_change(case, at, restored=is_in_force and was_carried_out)
    if not is_in_force and entry.after["reports"] and case.state == State.WAITING:
        notices.update_reported(case, at, even_if_told=False)
    kept_values = {"reports": entry.after["reports"], "stands": is_in_force}
    record(case, before=entry.after, after={**entry.before, **kept_values})


@action(
    "moderation.decide",
    sentence=_("decided on “%(subject)s”"),
    tells={"state": _("State"), "words": _("What the moderators add")},
    may=may_decide,
    undo=_undo_decision,
    subject="case",
)
def decide(*, case: Case, accept: bool, reason: str = "", words: str = "", by: Viewer, at: datetime) -> Case:
    """Let a thing be seen, or refuse it (hide it, if people saw it already) with a reason its author is told.

    `reason` is a code that the association offers, or "other" with `words`. What was reported is answered.
    Raises ContentGone, AlreadyDecided, NoReason.
    """
    seen_state, case = (case.state, case.decided_at), lock_case(case)
    if (case.state, case.decided_at) != seen_state:
        raise AlreadyDecided(_("Somebody has decided since: see what they wrote, below."))
    kind, content = kind_of(case), content_of(case)
    if kind is None or content is None:
        raise ContentGone(_("This no longer exists: its author took it back, or it was erased."))
    _check_open(case, accept)
    if not accept:
        _check_reason(case, reason, words)
    after = {
        "state": str(State.ACCEPTED if accept else State.HIDDEN if case.is_out else State.REFUSED),
        "reason": "" if accept else reason,
        "words": words.strip(),
        "decided_by_id": by.actor.party_id,
        "decided_at": at,
        "is_out": accept,
    }
    before = {name: getattr(case, name) for name in after}
    was_out = case.is_out
    for name, value in after.items():
        setattr(case, name, value)
    case.save(update_fields=list(after))
    # A refusal is the app's affair too when nobody has seen the thing: its author sees it.
    is_carried_out = not accept or not was_out
    if is_carried_out:
        _carry_out(case, content, by, at)
    reports = list(case.reports.filter(closed_at=None, withdrawn_at=None))
    Report.objects.filter(pk__in=[report.pk for report in reports]).update(closed_at=at)
    records.log_decision(case, by, at)
    kept_values = {"reports": [report.pk for report in reports], "stands": True}
    record(case, before=before, after={**after, **kept_values})
    if is_carried_out:
        notices.tell_author_of_decision(case, at)
    notices.tell_reporters(case, reports, at)
    return case


def _carry_out(case: Case, content: Any, by: Viewer, at: datetime) -> None:
    """The app's own act, which is taken back with the decision."""
    kind = kind_of(case)
    assert kind is not None  # looked at by the caller
    if case.is_out:
        kind.publish(subject=content, by=by, at=at)
    else:
        kind.hide(subject=content, reason=reason_text(case), by=by, at=at)


def _check_open(case: Case, accept: bool) -> None:
    if case.state == State.WITHDRAWN:
        raise ContentGone(_("This is no longer in the queue: its author took it back."))
    if case.state in {State.REFUSED, State.HIDDEN}:
        raise AlreadyDecided(_("Somebody has decided since: see what they wrote, below."))
    has_reports = case.reports.filter(closed_at=None, withdrawn_at=None).exists()
    if accept and case.state == State.ACCEPTED and not has_reports:
        raise AlreadyDecided(_("It is accepted already: nothing more to do."))


def _check_reason(case: Case, reason: str, words: str) -> None:
    offered_codes = {choice.code for choice in reasons_of(case.organisation_id) if choice.is_offered}
    if reason not in offered_codes | {OTHER}:
        raise NoReason(_("Choose a reason: its author will read it."))
    if reason == OTHER and not words.strip():
        raise NoReason(_("Write the reason in a few words: its author will read it."))
    if len(words) > MAX_TEXT_LENGTH:
        raise NoReason(_("Write at most %(most)d characters.") % {"most": MAX_TEXT_LENGTH})
