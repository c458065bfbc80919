"""Holding a half-day, letting it go."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _, override

from etabli.foundation.journal import ActionError, CannotUndo, action, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import User
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.models import DiaryEntry, HalfDay


class HalfDayTaken(ActionError):
    """The adviser has something else on that half-day."""


def _undo(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: let it go, or hold it again if it is still free. Not under the feet of what holds it."""
    half_day: Any = subject_of(entry, lock=True)
    if _is_for_something(half_day):
        raise CannotUndo(_("A session or an appointment holds this half-day: take that back instead."))
    before = {"released_at": half_day.released_at}
    half_day.released_at = at if half_day.released_at is None else None
    _save(half_day)
    record(half_day, before=before, after={"released_at": half_day.released_at})


@action("diary.hold", sentence=_("held a half-day: %(subject)s"), may=may_run, undo=_undo)
def hold_half_day(*, adviser: User, on: date, half: str, what: str, by: Viewer, at: datetime) -> HalfDay:
    """Hold a half-day of `adviser`, in the chamber of `by`, for one thing. Raises HalfDayTaken."""
    assert by.chamber_id is not None  # may_run has seen to it
    half_day = HalfDay(chamber_id=by.chamber_id, adviser=adviser, on=on, half=half, what=what[:160])
    _save(half_day)
    record(half_day, before={"released_at": at}, after={"released_at": None})
    return half_day


@action(
    "diary.release",
    sentence=_("let a half-day go: %(subject)s"),
    may=may_run,
    undo=_undo,
    subject="half_day",
)
def release_half_day(*, half_day: HalfDay, by: Viewer, at: datetime) -> HalfDay:
    """The half-day is free again."""
    half_day.released_at = at
    half_day.save(update_fields=["released_at"])
    record(half_day, before={"released_at": None}, after={"released_at": at})
    return half_day


def share_half_day(
    *, adviser: User, on: date, half: str, description: str, entry_ids: Collection[int]
) -> HalfDay | None:
    """The half-day of `adviser` that these entries alone hold, by number: it is held with them from here on, inside the
    act of what shares it. None when something else holds it, or nothing."""
    if not entry_ids:
        return None
    lock_diary(adviser.pk)
    row = HalfDay.objects.filter(adviser=adviser, on=on, half=half, released_at=None).first()
    if row is None or _is_for_something(row, but="entries"):
        return None
    if not set(_standing_on(row).values_list("pk", flat=True)) <= set(entry_ids):
        return None
    row.what = description[:160]
    row.save(update_fields=["what"])
    return row


def leave_half_day(half_day: HalfDay) -> bool:
    """Whether entries of the diary go on holding this half-day when what shares it leaves: it isn't released then."""
    lock_diary(half_day.adviser_id)
    entry = _standing_on(half_day).first()
    if entry is None:
        return False
    with override(settings.LANGUAGE_CODE):
        half_day.what = entry.get_kind_display()
    half_day.save(update_fields=["what"])
    return True


def lock_diary(adviser_id: int) -> None:
    """One act at a time on what is noted in this diary (SQLite: on everything, from BEGIN IMMEDIATE on)."""
    list(User.objects.filter(pk=adviser_id).select_for_update(no_key=True).values("pk"))


def _standing_on(half_day: HalfDay) -> QuerySet[DiaryEntry]:
    return half_day.entries.filter(withdrawn_at=None)


def _is_for_something(half_day: HalfDay, *, but: str = "") -> bool:
    """Whether something (a session, an appointment, an entry) has this half-day, `but` those of this name."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: half_day}).exists()
        for relation in HalfDay._meta.related_objects
        if relation.name != but
    )


def _save(half_day: HalfDay) -> None:
    """The constraint decides, so that two advisers at once can't both be right."""
    try:
        with transaction.atomic():
            half_day.save()
    except IntegrityError:
        raise HalfDayTaken(_("This half-day is already taken: choose another.")) from None
