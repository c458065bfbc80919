"""What would happen if several acts were taken back: tried for good, then left as it was."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal.actions import TAKE_BACK_VERB, take_back
from etabli.foundation.journal.actors import Acting
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import entries_by
from etabli.foundation.journal.registry import ActionError, latest_entry_id
from etabli.foundation.journal.undo import may_ask_to_undo, undo
from etabli.foundation.journal.visibility import visible_entries
from etabli.foundation.journal.wording import SELECT_RELATED

MAX_ACTS = 100  # acts at once: meanwhile nobody else writes


class TooManyActs(ActionError):
    """A whole year would be taken back."""


@dataclass(frozen=True)
class UndoStep:
    """One act of a rehearsal, in the order in which it would be taken back; `refusal` says why it can't be."""

    entry: Entry
    refusal: str = ""


def preview_undo(entries: Iterable[Entry], *, by: Acting, at: datetime) -> list[UndoStep]:
    """Take these back, the latest first, pass over those that can't be, then put everything as it was.

    What goes with the act within which it was done, one of these, is left out.
    """
    steps: list[UndoStep] = []
    gone: set[int] = set()
    with transaction.atomic():
        for entry in sorted(entries, key=lambda entry: -entry.pk):
            try:
                with transaction.atomic():
                    undo(entry=entry, by=by, at=at)
            except ActionError as refusal:
                if gone.isdisjoint(_enclosing_keys(entry)):
                    steps.append(UndoStep(entry, str(refusal)))
            else:
                gone.add(entry.pk)
                steps.append(UndoStep(entry))
        transaction.set_rollback(True)
    latest_entry_id()  # what was only tried is offered to nobody
    return steps


def _enclosing_keys(entry: Entry) -> Iterator[int]:
    """The keys of the acts within which this one was done, from the closest to the outermost."""
    parent = entry.parent
    while parent is not None:
        yield parent.pk
        parent = parent.parent


def entries_for_viewer(viewer: Acting, pks: Sequence[int]) -> list[Entry]:
    """Those of these entries that concern the viewer, of what they see today: the others are nobody's business."""
    entries = visible_entries(viewer, Entry.objects.filter(pk__in=pks)).select_related(*SELECT_RELATED)
    return [entry for entry in entries if _concerns(viewer, entry)]


def entries_to_undo_back_to(viewer: Acting, entry: Entry) -> list[Entry]:
    """What to take back so that all is as it was before this act of the viewer: their own acts since, in force.

    What they took back since is put back too, if it had been done before: one statement. Raises TooMany.
    """
    since = entries_by(viewer).filter(pk__gte=entry.pk).exclude(verb=TAKE_BACK_VERB)
    comings: dict[int, list[Entry]] = {}
    for line in since.select_related(*SELECT_RELATED).order_by("pk"):
        comings.setdefault(line.root_id or line.pk, []).append(line)
    chains = (chain for chain in comings.values() if len(chain) % 2)  # an even number changed nothing
    last_entries = [chain[-1] for chain in chains if not hasattr(chain[-1], "undone_by")]
    if len(last_entries) > MAX_ACTS:
        raise TooManyActs(
            _("That would take back more than %(most)d acts at once: begin with a later one, then go on.")
            % {"most": MAX_ACTS}
        )
    return last_entries


def take_back_all(entries: Sequence[Entry], *, by: Acting, at: datetime) -> None:
    """All of these or none; one alone is simply taken back. Raises ActionError."""
    if len(entries) == 1:
        undo(entry=entries[0], by=by, at=at)
    else:
        take_back(entries=entries, by=by, at=at)


def _concerns(viewer: Acting, entry: Entry) -> bool:
    try:
        return may_ask_to_undo(viewer, entry)
    except ActionError:
        return False
