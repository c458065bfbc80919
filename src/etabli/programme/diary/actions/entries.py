"""Noting leave, a meeting, anything else; crossing it out."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _, gettext_lazy, override

from etabli.foundation.journal import ActionError, CannotUndo, action, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import as_json_value, subject_of
from etabli.foundation.people.models import User
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.actions.half_days import HalfDayTaken, lock_diary
from etabli.programme.diary.days import halves_between
from etabli.programme.diary.models import DiaryEntry, HalfDay


class CrossedOut(ActionError):
    """It stands no more."""


def _undo(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: its half-days are let go, or held again if they are still free."""
    row: Any = subject_of(entry, lock=True)
    if as_json_value(row, "withdrawn_at") != entry.after["withdrawn_at"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    before = {"withdrawn_at": row.withdrawn_at}
    if row.withdrawn_at is None:
        _let_go(row, at)
        row.withdrawn_at = at
    else:
        _hold_half_days(row)
        row.withdrawn_at = None
    row.save(update_fields=["withdrawn_at"])
    record(row, before=before, after={"withdrawn_at": row.withdrawn_at}, label=entry.subject_label)


@action("diary.note", sentence=gettext_lazy("noted in the diary: %(subject)s"), may=may_run, undo=_undo)
def add_diary_entry(
    *,
    adviser: User,
    kind: str,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    by: Viewer,
    at: datetime,
) -> DiaryEntry:
    """Leave, a meeting or anything else of `adviser`, in the chamber of `by`; it holds the half-days that it touches.

    Raises HalfDayTaken when one of them holds something else, or something that overlaps.
    """
    assert by.chamber_id is not None  # may_run has seen to it
    entry = DiaryEntry.objects.create(
        chamber_id=by.chamber_id,
        adviser=adviser,
        kind=kind,
        title=title.strip(),
        starts_at=starts_at,
        ends_at=ends_at,
    )
    _hold_half_days(entry)
    record(entry, before={"withdrawn_at": at}, after={"withdrawn_at": None}, label=_label(entry))
    return entry


@action(
    "diary.cross_out",
    sentence=gettext_lazy("crossed out of the diary: %(subject)s"),
    may=may_run,
    undo=_undo,
    subject="entry",
)
def cross_out(*, entry: DiaryEntry, by: Viewer, at: datetime) -> DiaryEntry:
    """It stands no more: its half-days are free again. Raises CrossedOut."""
    entry.refresh_from_db(from_queryset=DiaryEntry.objects.select_for_update(no_key=True))
    if entry.withdrawn_at is not None:
        raise CrossedOut(_("This is crossed out already."))
    _let_go(entry, at)
    entry.withdrawn_at = at
    entry.save(update_fields=["withdrawn_at"])
    record(entry, before={"withdrawn_at": None}, after={"withdrawn_at": at}, label=_label(entry))
    return entry


def _label(entry: DiaryEntry) -> str:
    """What the history keeps of it for ever: not its title."""
    return f"{entry.get_kind_display()}, {entry.when}"


def _hold_half_days(entry: DiaryEntry) -> None:
    """The half-days that it touches: those that are free, and those of other entries that it doesn't overlap."""
    lock_diary(entry.adviser_id)
    halves = list(halves_between(entry.starts_at, entry.ends_at))
    held_rows = (
        _half_days_held(entry).filter(on__range=(halves[0][0], halves[-1][0])).prefetch_related("entries")
    )
    by_half = {(row.on, row.half): row for row in held_rows}
    shared = [by_half[half] for half in halves if half in by_half]
    for row in shared:
        _refuse_overlap(entry, row)
    with override(settings.LANGUAGE_CODE):
        description = entry.get_kind_display()
    missing = [
        HalfDay(chamber_id=entry.chamber_id, adviser=entry.adviser, on=on, half=half, what=description)
        for on, half in halves
        if (on, half) not in by_half
    ]
    try:
        with transaction.atomic():
            new_rows = HalfDay.objects.bulk_create(missing)
    except IntegrityError:  # a session or an appointment took one at the same instant
        raise HalfDayTaken(_("This half-day is already taken: choose another.")) from None
    entry.half_days.set([*shared, *new_rows])


def _refuse_overlap(entry: DiaryEntry, row: HalfDay) -> None:
    other_entries = [
        other for other in row.entries.all() if other.withdrawn_at is None and other.pk != entry.pk
    ]
    overlapping = [other for other in other_entries if _overlap(entry, other)]
    if other_entries and not overlapping:
        return
    description = str(overlapping[0]) if overlapping else row.what
    values = {"who": entry.adviser.name, "half_day": row, "what": description}
    raise HalfDayTaken(
        _("%(who)s has something else on %(half_day)s: %(what)s. Move it first, or choose another time.")
        % values
    )


def _overlap(entry: DiaryEntry, other: DiaryEntry) -> bool:
    return entry.starts_at < other.ends_at and other.starts_at < entry.ends_at


def _let_go(entry: DiaryEntry, at: datetime) -> None:
    """The half-days that nothing else shares are free again."""
    lock_diary(entry.adviser_id)
    other_entries = DiaryEntry.objects.filter(withdrawn_at=None).exclude(pk=entry.pk)
    alone = entry.half_days.filter(released_at=None).exclude(entries__in=other_entries)
    for relation in HalfDay._meta.related_objects:
        if relation.name != "entries":
            alone = alone.filter(**{f"{relation.name}__isnull": True})
    HalfDay.objects.filter(pk__in=list(alone.values_list("pk", flat=True))).update(released_at=at)


def _half_days_held(entry: DiaryEntry) -> Any:
    return HalfDay.objects.filter(adviser=entry.adviser, released_at=None)
