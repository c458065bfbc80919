"""Taking back several acts at once: all of them or none, and the whole can be taken back in one go."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal.actors import HasActor
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.registry import ActionError, action, anyone, record
from etabli.foundation.journal.undo import undo

TAKE_BACK_VERB = "journal.take_back"


class NothingToTakeBack(ActionError):
    """None of the acts is there to be taken back."""


def _undo_take_back(entry: Entry, by: Any, at: datetime) -> None:
    """Restore them all, or take them back again: the latest first."""
    for part in entry.parts.order_by("-pk"):
        undo(entry=part, by=by, at=at)
    record(entry, before={}, after={}, label=entry.subject_label)


@action(TAKE_BACK_VERB, sentence=_("took back %(subject)s acts at once"), may=anyone, undo=_undo_take_back)
def take_back(*, entries: Sequence[Entry], mine: Collection[int] = (), by: HasActor, at: datetime) -> None:
    """Take these back, the latest first; `undo` says of each whether the viewer may. Raises ActionError for the first
    that can't be: then none is.
    """
    ordered = sorted(entries, key=lambda entry: -entry.pk)
    if not ordered:
        raise NothingToTakeBack(_("Choose at least one thing to take back."))
    for entry in ordered:
        undo(entry=entry, by=by, at=at, mine=entry.pk in mine)
    record(ordered[0], before={}, after={}, label=str(len(ordered)))
