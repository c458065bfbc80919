"""Saying that a gesture is done, put off or not for oneself, and taking it back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _, override

from etabli.foundation.journal import ActionError, action, change, record, undo_fields, undo_parts
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.protection.engine import Gesture, Mark
from etabli.programme.protection.models import GestureMark
from etabli.programme.protection.rules import may_note


class NothingToKeep(ActionError):
    """Nothing was marked on this device."""


@action("protection.mark", sentence=_("noted a gesture: %(subject)s"), may=may_note, undo=undo_fields)
def mark_gesture(*, person: Person, gesture: Gesture, mark: Mark, by: Viewer, at: datetime) -> GestureMark:
    """Note that it is done, put off, or isn't for them."""
    row = GestureMark.objects.create(
        chamber_id=person.chamber_id,
        person=person,
        gesture=gesture.id,
        is_done=mark.is_done,
        marked_on=min(mark.on, timezone.localdate(at)),
        reason="" if mark.is_done else mark.reason.strip(),
    )
    record(row, before={"withdrawn_at": at}, after={"withdrawn_at": None}, label=_said_of(gesture, row))
    return row


def _said_of(gesture: Gesture, row: GestureMark) -> str:
    """The gesture, with what was noted of it: the history tells one from another. In French, as all labels are."""
    said = _("%(title)s (done)") if row.is_done else _("%(title)s (put off)")
    if row.reason:
        said = _("%(title)s (put aside)")
    with override("fr"):
        return str(said) % {"title": gesture.title.fr}


def _undo_reopen(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, of the earlier words on the gesture too."""
    undo_fields(entry, by, at)
    earlier = entry.after.get("earlier") or entry.before.get("earlier") or []
    rows = GestureMark.objects.filter(pk__in=earlier)
    rows.update(withdrawn_at=entry.before["withdrawn_at"])


@action(
    "protection.reopen",
    sentence=_("put back to be done: “%(subject)s”"),
    may=may_note,
    undo=_undo_reopen,
    subject="mark",
)
def reopen_gesture(*, mark: GestureMark, title: str, by: Viewer, at: datetime) -> GestureMark:
    """It isn't done after all, or is for them; what was said of it before goes too: it would be put off again.
    `title`: that of its gesture."""
    rows = GestureMark.objects.filter(person=mark.person, gesture=mark.gesture, withdrawn_at=None)
    earlier = list(rows.exclude(pk=mark.pk).values_list("pk", flat=True))
    rows.filter(pk__in=earlier).update(withdrawn_at=at)
    return change(mark, {"earlier": earlier} if earlier else None, withdrawn_at=at, label=title)


def _undo_keep(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, of all that was kept at once."""
    undo_parts(entry, "protection.mark", by=by, at=at)
    record(subject_of(entry), before=entry.after, after=entry.before, label=entry.subject_label)


@action(
    "protection.keep",
    sentence=_("kept gestures that were noted before coming in"),
    may=may_note,
    undo=_undo_keep,
)
def keep_marks(
    *, person: Person, marks: Mapping[Gesture, Mark], by: Viewer, at: datetime
) -> list[GestureMark]:
    """Keep what was noted in a browser before its artisan came in. Raises NothingToKeep."""
    rows = [
        mark_gesture(person=person, gesture=gesture, mark=mark, by=by, at=at)
        for gesture, mark in marks.items()
    ]
    if not rows:
        raise NothingToKeep(_("Nothing was noted on this device."))
    record(rows[-1], before={}, after={}, label=person.name)
    return rows
