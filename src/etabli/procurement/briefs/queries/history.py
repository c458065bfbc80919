"""Reading what a brief said before: its versions, any moment of its history, and what differs between two of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import Line, lines_of
from etabli.foundation.journal.wording import SELECT_RELATED
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.language import reader_language
from etabli.procurement.briefs import engine
from etabli.procurement.briefs.models import Brief, BriefAnswer, BriefVersion
from etabli.procurement.briefs.queries.remarks import names_of
from etabli.procurement.briefs.snapshots import Snapshot, plain_of, rewound, snapshot_of
from etabli.procurement.needs.catalogue import load

MOST_MOMENTS = 60
NOW = 0  # instead of a version's number: the brief as it is


@dataclass(frozen=True)
class Version:
    """What was handed over, by whom and when."""

    number: int
    at: datetime
    by: str
    content: Snapshot


def versions_of(brief: Brief) -> list[Version]:
    """The versions in force, the latest first, without those whose handing over was taken back: two statements."""
    if brief.handed_over_at is None:
        return []
    brief_versions = BriefVersion.objects.filter(brief=brief, written_at__lte=brief.handed_over_at).order_by(
        "written_at"
    )
    latest = {row.number: row for row in brief_versions if row.number <= brief.version}
    names = names_of(brief, [row.written_by_id for row in latest.values()])
    rows = sorted(latest.values(), key=lambda row: -row.number)
    return [Version(row.number, row.written_at, names[row.written_by_id], row.content) for row in rows]


def is_as_handed_over(brief: Brief) -> bool:
    """Nothing was changed since the brief was last declared ready: two statements at most."""
    kept = versions_of(brief) if brief.state == Brief.State.READY else []
    return bool(kept) and kept[0].content == snapshot_of(brief)


def version_of(versions: Sequence[Version], number: int) -> Version:
    """The version of this number; NotVisible when there is none."""
    chosen = next((version for version in versions if version.number == number), None)
    if chosen is None:
        raise NotVisible
    return chosen


def state_of(brief: Brief, versions: Sequence[Version], number: int) -> Snapshot:
    """What a version says, or the brief as it is for NOW."""
    return snapshot_of(brief) if number == NOW else version_of(versions, number).content


def moments_of(viewer: Viewer, brief: Brief) -> list[Line]:
    """The latest acts that changed what the brief says, newest first: one may go back to after each of them."""
    latest = _acts(brief).select_related(*SELECT_RELATED).order_by("-pk")[:MOST_MOMENTS]
    return lines_of(viewer, latest)


def as_it_was(brief: Brief, entry_pk: int) -> tuple[Snapshot, datetime]:
    """The brief after this act of its history, and when that was; NotVisible for an act of something else."""
    acts = list(_acts(brief).order_by("-pk"))
    place = next((place for place, entry in enumerate(acts) if entry.pk == entry_pk), None)
    if place is None:
        raise NotVisible
    was = rewound(snapshot_of(brief), acts[:place], acts[place:], brief.answers.all())
    return was, acts[place].at


def differences(before: Snapshot, after: Snapshot) -> tuple[engine.Change, ...]:
    """What changed from one to the other, in sentences, in the reader's language."""
    return engine.changes(plain_of(before), plain_of(after), load(), reader_language())


def _acts(brief: Brief) -> QuerySet[Entry]:
    answers = [str(row.pk) for row in brief.answers.all()]
    on_answers = Q(subject_type=BriefAnswer._meta.label_lower, subject_id__in=answers)
    return Entry.objects.filter(
        Q(subject_type=brief._meta.label_lower, subject_id=str(brief.pk)) | on_answers
    )
