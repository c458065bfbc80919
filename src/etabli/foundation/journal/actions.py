"""Taking back several acts at once: all of them or none, and the whole can be taken back in one go."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal.acting import Acting
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.registry import ActionError, action, anyone, record
from etabli.foundation.journal.undo import undo

TOGETHER = "journal.take_back"


class NothingToTakeBack(ActionError):
    """None of the acts is there to be taken back."""


def _the_other_way(entry: Entry, by: Any, at: datetime) -> None:
    """Restore them all, or take them back again: the latest first."""
    done = list(Entry.objects.filter(pk__in=entry.after["entries"]).order_by("-pk"))
    record(entry, before=entry.after, after={"entries": _undone(done, by, at)}, label=entry.subject_label)


@action(TOGETHER, sentence=_("took back %(subject)s acts at once"), may=anyone, undo=_the_other_way)
def take_back(*, entries: Sequence[Entry], mine: Collection[int] = (), by: Acting, at: datetime) -> None:
    """Take these back, the latest first; `undo` says of each whether the viewer may. Raises ActionError for the first
    that can't be: then none is.
    """
    ordered = sorted(entries, key=lambda entry: -entry.pk)
    if not ordered:
        raise NothingToTakeBack(_("Choose at least one thing to take back."))
    undone = _undone(ordered, by, at, mine)
    record(ordered[0], before={"entries": []}, after={"entries": undone}, label=str(len(ordered)))


def _undone(entries: Sequence[Entry], by: Acting, at: datetime, mine: Collection[int] = ()) -> list[int]:
    for entry in entries:
        undo(entry=entry, by=by, at=at, mine=entry.pk in mine)
    return sorted(Entry.objects.filter(undoes__in=entries).values_list("pk", flat=True))
