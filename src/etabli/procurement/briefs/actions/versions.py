"""Keeping what a brief said, going back to it, starting another from it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, NotAllowed, action, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.models import Attachment, Brief, BriefAnswer, BriefVersion
from etabli.procurement.briefs.rules import may_write
from etabli.procurement.briefs.snapshots import (
    FIELDS,
    SAID,
    Snapshot,
    laid_over,
    parted,
    put_back,
    snapshot_of,
)

_JOINED = ("photo_id", "address", "caption", "rank", "written_by_id", "written_at")

# Taking back what was written in a brief.


def undo_writing(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, for whoever may still write: an adviser may not, once the artisan writes alone."""
    check_may_undo(entry, by)
    undo_fields(entry, by, at)


def check_may_undo(entry: Entry, by: Any) -> None:
    """Raise NotAllowed for whoever may no longer write in the brief that this entry is about."""
    subject: Any = subject_of(entry)
    if not may_write(by, subject):
        raise NotAllowed(_("The artisan writes alone now: ask them for their agreement first."))


class SameAsNow(ActionError):
    """The brief says this already."""


def keep_version(*, brief: Brief, by: Viewer, at: datetime) -> BriefVersion:
    """What the brief says as it is handed over. Called inside that act, whose undoing takes it out of `versions_of`."""
    to_the_millisecond = at.replace(
        microsecond=at.microsecond // 1000 * 1000
    )  # as the journal keeps instants
    return BriefVersion.objects.create(
        brief=brief,
        number=brief.version,
        content=snapshot_of(Brief.objects.get(pk=brief.pk)),
        written_by_id=by.actor.party_id,
        written_at=to_the_millisecond,
    )


def _undo_restoring(entry: Entry, by: Any, at: datetime) -> None:
    """Put back what the brief said, unless it was changed since."""
    check_may_undo(entry, by)
    brief = subject_of(entry, lock=True)
    assert isinstance(brief, Brief)
    now = snapshot_of(brief)
    if laid_over(now, entry.after) != now:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    put_back(brief, entry.before)
    record(brief, before=entry.after, after=entry.before, label=entry.subject_label)


@action(
    "briefs.restore",
    sentence=_("took the project “%(subject)s” back to an earlier state"),
    may=may_write,
    undo=_undo_restoring,
    subject="brief",
)
def restore_brief(*, brief: Brief, to: Snapshot, by: Viewer, at: datetime) -> Brief:
    """Make the brief say again what it said then; who wrote each answer comes back with it. Raises SameAsNow."""
    before, after = parted(snapshot_of(brief), to)
    if before == after:
        raise SameAsNow(_("Your project says this already: nothing has to change."))
    put_back(brief, after)
    record(brief, before=before, after=after)
    return brief


@action(
    "briefs.duplicate",
    sentence=_("made a copy of a project: “%(subject)s”"),
    may=may_write,
    undo=undo_fields,
    subject="brief",
)
def duplicate_brief(*, brief: Brief, by: Viewer, at: datetime) -> Brief:
    """Another brief of the same person, with the same answers, photos and sites, to change for something else."""
    same = {name: getattr(brief, name) for name in FIELDS}
    same["title"] = gettext("%(title)s (copy)") % {"title": str(brief)[:100]}
    copy = Brief.objects.create(chamber_id=brief.chamber_id, person_id=brief.person_id, started_at=at, **same)
    BriefAnswer.objects.bulk_create(
        BriefAnswer(brief=copy, need_id=row.need_id, **{name: getattr(row, name) for name in SAID})
        for row in brief.answers.all()
    )
    Attachment.objects.bulk_create(
        Attachment(brief=copy, **{name: getattr(row, name) for name in _JOINED})
        for row in brief.attachments.all()
        if row.withdrawn_at is None
    )
    record(copy, before={"state": Brief.State.WITHDRAWN}, after={"state": Brief.State.DRAFT})
    return copy
