"""What is noted in a diary, and the times at which an adviser's own calendar is busy."""

from datetime import datetime

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Commitment
from etabli.programme.diary.models import DiaryEntry


def commitments(viewer: Viewer, user_id: int, since: datetime, until: datetime) -> list[Commitment]:
    """Its entries: one statement."""
    entries = DiaryEntry.objects.filter(
        chamber_id=viewer.chamber_id,
        adviser_id=user_id,
        taken_back_at=None,
        starts_at__lt=until,
        ends_at__gt=since,
    )
    return [_of_entry(entry) for entry in entries]


def _of_entry(entry: DiaryEntry) -> Commitment:
    kind = str(entry.get_kind_display())
    return Commitment(
        key=f"entry-{entry.pk}",
        kind=entry.kind,
        title=str(entry),
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        public_title=kind,
        detail=kind if entry.title else "",
        is_all_day=entry.is_whole_days,
    )
