"""Several acts taken back at once; and what would happen if they were: tried in a transaction that is rolled back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal.actions import TAKE_BACK_VERB, take_back
from etabli.foundation.journal.actors import HasActor
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import entries_by
from etabli.foundation.journal.registry import ActionError, take_undoable_entry_id
from etabli.foundation.journal.undo import may_ask_to_undo, undo
from etabli.foundation.journal.visibility import visible_entries
from etabli.foundation.journal.wording import SELECT_RELATED

MAX_ACTS = 100  # acts at once: meanwhile nobody else writes


class TooManyActs(ActionError):
    """More than MAX_ACTS would be taken back."""


@dataclass(frozen=True)
class UndoStep:
    """One act of a rehearsal, in the order in which it would be taken back; `refusal` says why it can't be."""

    entry: Entry
    refusal: str = ""


def preview_undo(entries: Iterable[Entry], *, by: HasActor, at: datetime) -> list[UndoStep]:
    """Take these back, the latest first, pass over those that can't be, then put everything as it was.

    An act that was done within another of these, and goes with it, has no step of its own.
    """
    steps: list[UndoStep] = []
    undone_pks: set[int] = set()
    with transaction.atomic():
        for entry in sorted(entries, key=lambda entry: -entry.pk):
            try:
                with transaction.atomic():
                    undo(entry=entry, by=by, at=at)
            except ActionError as refusal:
                if undone_pks.isdisjoint(_enclosing_keys(entry)):
                    steps.append(UndoStep(entry, str(refusal)))
            else:
                undone_pks.add(entry.pk)
                steps.append(UndoStep(entry))
        transaction.set_rollback(True)
    take_undoable_entry_id()  # what was only tried is offered to nobody
    return steps


def _enclosing_keys(entry: Entry) -> Iterator[int]:
    """The keys of the acts within which this one was done, from the closest to the outermost."""
    parent = entry.parent
    while parent is not None:
        yield parent.pk
        parent = parent.parent


def undoable_entries(viewer: HasActor, pks: Sequence[int]) -> list[Entry]:
    """Those of these entries that concern the viewer, of what they see today: the others are nobody's business."""
    entries = visible_entries(viewer, Entry.objects.filter(pk__in=pks)).select_related(*SELECT_RELATED)
    return [entry for entry in entries if _may_undo(viewer, entry)]


def entries_to_undo_back_to(viewer: HasActor, entry: Entry) -> list[Entry]:
    """What to take back so that all is as it was before this act of the viewer: their own acts since, in force.

    What they took back since is put back too, if it had been done before: one statement. Raises TooManyActs.
    """
    since = entries_by(viewer).filter(pk__gte=entry.pk).exclude(verb=TAKE_BACK_VERB)
    entries_by_root: dict[int, list[Entry]] = {}
    for later in since.select_related(*SELECT_RELATED).order_by("pk"):
        entries_by_root.setdefault(later.root_id or later.pk, []).append(later)
    chains = (chain for chain in entries_by_root.values() if len(chain) % 2)  # an even number changed nothing
    last_entries = [chain[-1] for chain in chains if not hasattr(chain[-1], "undone_by")]
    if len(last_entries) > MAX_ACTS:
        raise TooManyActs(
            _("That would take back more than %(most)d acts at once: begin with a later one, then go on.")
            % {"most": MAX_ACTS}
        )
    return last_entries


def take_back_all(entries: Sequence[Entry], *, by: HasActor, at: datetime) -> None:
    """All of these or none; one alone is simply taken back. Raises ActionError."""
    if len(entries) == 1:
        undo(entry=entries[0], by=by, at=at)
    else:
        take_back(entries=entries, by=by, at=at)


def _may_undo(viewer: HasActor, entry: Entry) -> bool:
    try:
        return may_ask_to_undo(viewer, entry)
    except ActionError:
        return False
