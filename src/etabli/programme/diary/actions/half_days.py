"""Holding a half-day, letting it go."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, action, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import User
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.models import HalfDay


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


def _is_for_something(half_day: HalfDay) -> bool:
    """Whether an object of an app above (a session, an appointment) has this half-day as its own."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: half_day}).exists()
        for relation in HalfDay._meta.related_objects
    )


def _save(half_day: HalfDay) -> None:
    """The constraint decides, so that two advisers at once can't both be right."""
    try:
        with transaction.atomic():
            half_day.save()
    except IntegrityError:
        raise HalfDayTaken(_("This half-day is already taken: choose another.")) from None
