"""An adviser's own calendar, read from elsewhere."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.journal import ActionError, CannotUndo, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.models import OutsideCalendar
from etabli.programme.diary.rules import is_own_diary


class CalendarStands(ActionError):
    """One is read already, or it is read no more already."""


def _undo(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, as long as no other one is read since; what it held is read again by the clock."""
    try:
        with transaction.atomic():
            undo_fields(entry, by, at)
    except IntegrityError:
        raise CannotUndo(_("Another calendar is read since: stop that one first.")) from None
    _forget(subject_of(entry))


@action(
    "diary.follow_calendar",
    sentence=gettext_lazy("had their own calendar read"),
    may=is_own_diary,
    undo=_undo,
)
def follow_calendar(*, url: str, by: Viewer, at: datetime) -> OutsideCalendar:
    """Have one's own calendar read at this address, each hour: its busy times alone. Raises CalendarStands."""
    assert by.membership_id is not None  # is_own_diary has seen to it
    row = OutsideCalendar(membership_id=by.membership_id, url=url, made_at=at)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise CalendarStands(_("One of your calendars is read already: stop that one first.")) from None
    record(row, before={"ended_at": at}, after={"ended_at": None})
    return row


@action(
    "diary.leave_calendar",
    sentence=gettext_lazy("stopped having their own calendar read"),
    may=is_own_diary,
    undo=_undo,
    subject="calendar",
)
def leave_calendar(*, calendar: OutsideCalendar, by: Viewer, at: datetime) -> OutsideCalendar:
    """It is read no more, and its busy times are forgotten. Raises CalendarStands."""
    if calendar.ended_at is not None:
        raise CalendarStands(_("This calendar is read no more already."))
    _forget(calendar)
    return change(calendar, ended_at=at)


def _forget(calendar: Any) -> None:
    """What was read of it; the clock reads it again when it stands."""
    calendar.busy_times.all().delete()
    calendar.tried_at = None
    calendar.save(update_fields=["tried_at"])
