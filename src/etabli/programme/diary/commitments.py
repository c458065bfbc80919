"""What is noted in a diary, and the times at which an adviser's own calendar is busy."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.staff_work import Commitment
from etabli.programme.diary.models import BusyTime, DiaryEntry
from etabli.programme.diary.queries import busy_times


def commitments(viewer: Viewer, user_id: int, since: datetime, until: datetime) -> list[Commitment]:
    """Its entries and these times: two statements."""
    entries = DiaryEntry.objects.filter(
        chamber_id=viewer.chamber_id,
        adviser_id=user_id,
        withdrawn_at=None,
        starts_at__lt=until,
        ends_at__gt=since,
    )
    busy = busy_times([user_id], since, until)
    return [*map(_of_entry, entries), *map(_of_busy_time, busy)]


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
        entry_id=entry.pk,
    )


def _of_busy_time(busy: BusyTime) -> Commitment:
    title = _("busy (own calendar)")
    return Commitment(
        key=f"busy-{busy.pk}",
        kind="busy",
        title=title,
        starts_at=busy.starts_at,
        ends_at=busy.ends_at,
        public_title=title,
        is_all_day=busy.ends_at - busy.starts_at >= timedelta(hours=23),
    )
