"""From the draft to its end: sent, published or refused, renewed, closed."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.jobs import notices
from etabli.community.jobs.actions.drafts import NotNow, OfferNotFit, lock_job, require_state
from etabli.community.jobs.engine import missing_fields
from etabli.community.jobs.models import MAX_REASON_LENGTH, Job, Outcome
from etabli.community.jobs.rules import is_author, is_read_first, is_system, may_hide, may_publish
from etabli.community.jobs.states import CLOSABLE, RENEWABLE, SENDABLE, last_day
from etabli.community.moderation.actions import submit
from etabli.foundation.journal import CannotUndo, Irreversible, action, change, record, undo_parts
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import as_json_value, field_of, subject_of, undo_fields
from etabli.foundation.people.viewer import Viewer


def _undo_sending(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: out of the moderators' queue and off the list, or in them again."""
    job: Any = subject_of(entry, lock=True)
    names = [name for name in entry.before if field_of(job, name) is not None]
    if any(as_json_value(job, name) != entry.after[name] for name in names):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    undo_parts(entry, "moderation.submit", by=by, at=at)
    for name in names:
        field: Any = field_of(job, name)
        setattr(job, name, field.to_python(entry.before[name]))
    job.save(update_fields=names)
    record(job, before=entry.after, after=entry.before)


@action(
    "jobs.send", sentence=_("sent the offer “%(subject)s”"), may=is_author, undo=_undo_sending, subject="job"
)
def send_job(*, job: Job, by: Viewer, at: datetime) -> Job:
    """Hand it in to the moderators; those of members who have been here for some time are out at once, and read
    afterwards. Raises NotNow, OfferNotFit when something is missing or its day is past, moderation's TooManyToday.
    """
    job, today = lock_job(job), timezone.localdate(at)
    require_state(job, SENDABLE, at)
    if missing_fields(job.terms):
        raise OfferNotFit(_("Something is missing in your offer: it can’t be sent yet."))
    if job.apply_by_on is not None and job.apply_by_on < today:
        raise OfferNotFit(_("The last day for applying is past: choose a later one."))
    kept_fields = {"published_at": job.published_at}  # once published, this is not taken back any more
    after: dict[str, Any] = {"submitted_at": at, "hidden_at": None, "hidden_reason": "", **kept_fields}
    is_waiting = is_read_first(job)
    if not is_waiting:
        after |= _publication_fields(job, at)
    before = {name: getattr(job, name) for name in after}
    for name, value in after.items():
        setattr(job, name, value)
    job.save(update_fields=list(after))
    submit(subject=job, is_out=not is_waiting, by=by, at=at)
    record(job, before=before, after=after)
    return job


@action(
    "jobs.publish",
    sentence=_("published the offer “%(subject)s”"),
    may=may_publish,
    undo=undo_fields,
    subject="subject",
)
def publish_job(*, subject: Job, by: Viewer, at: datetime) -> Job:
    """Everybody sees it from now on. Called inside the moderators' act."""
    job = lock_job(subject)
    return change(job, hidden_at=None, hidden_reason="", **_publication_fields(job, at))


@action(
    "jobs.hide",
    sentence=_("took the offer “%(subject)s” away"),
    tells={"hidden_reason": _("Reason")},
    may=may_hide,
    undo=undo_fields,
    subject="subject",
)
def hide_job(*, subject: Job, reason: str, by: Viewer, at: datetime) -> Job:
    """Nobody sees it any more but its author. Called inside the moderators' act."""
    job = lock_job(subject)
    return change(job, hidden_at=at, hidden_reason=reason[:MAX_REASON_LENGTH])


@action(
    "jobs.renew",
    sentence=_("renewed the offer “%(subject)s”"),
    may=is_author,
    undo=undo_fields,
    subject="job",
)
def renew_job(*, job: Job, by: Viewer, at: datetime) -> Job:
    """Out for as long again, from today; a closed one is open again. It keeps its day in the list. Raises NotNow."""
    job, today = lock_job(job), timezone.localdate(at)
    require_state(job, RENEWABLE, at)
    if job.published_at is None:
        raise NotNow(_("This offer has never been out: send it first."))
    apply_by_on = job.apply_by_on if job.apply_by_on is not None and job.apply_by_on > today else None
    until = last_day(today, apply_by_on)
    return change(job, apply_by_on=apply_by_on, expires_on=until, closed_at=None, outcome="", outcome_note="")


@action(
    "jobs.close",
    sentence=_("closed the offer “%(subject)s”"),
    tells={"outcome_note": _("In a few words")},
    may=is_author,
    undo=undo_fields,
    subject="job",
)
def close_job(*, job: Job, outcome: str, note: str = "", by: Viewer, at: datetime) -> Job:
    """It takes no more applications; those who applied are told. Raises NotNow, OfferNotFit."""
    job = lock_job(job)
    require_state(job, CLOSABLE, at)
    if outcome not in Outcome.values:
        raise OfferNotFit(_("Say what came of the offer."))
    change(job, closed_at=at, outcome=outcome, outcome_note=note.strip()[:MAX_REASON_LENGTH])
    notices.send_closed(job, at)
    return job


@action(
    "jobs.remind",
    sentence=_("reminded the author of “%(subject)s” that its time ends soon"),
    may=is_system,
    undo=Irreversible(_("This message has left: it can’t be taken back.")),
    subject="job",
)
def remind(*, job: Job, by: Viewer, at: datetime) -> None:
    """A week before its last day, once for that day."""
    change(job, reminded_for=job.expires_on)
    notices.update_last_days(job, at)


def _publication_fields(job: Job, at: datetime) -> dict[str, Any]:
    """Out from now on; the day on which it first appeared stays."""
    today = timezone.localdate(at)
    return {
        "published_at": at,
        "first_published_at": job.first_published_at or at,
        "published_on": job.published_on or today,
        "expires_on": last_day(today, job.apply_by_on),
    }
