"""Acts made of many small ones: each keeps its own entry, and all of them are taken back in one go."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime

from etabli.foundation.journal import CannotUndo, record, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer


def latest_entry() -> int:
    """The last entry there is as an act begins: what `entries_within` counts from."""
    return Entry.objects.values_list("pk", flat=True).first() or 0


def entries_within(verbs: Collection[str], *, since: int, by: Viewer, at: datetime) -> list[int]:
    """The entries of these verbs that the act under way has written so far."""
    found = Entry.objects.filter(pk__gt=since, verb__in=verbs, at=at, actor=by.actor.party_id)
    return sorted(found.values_list("pk", flat=True))


def undo_together(entry: Entry, by: Any, at: datetime) -> None:
    """Take back, or do again, all that was done at once; what somebody changed since stays as they left it. What the
    acts were about as a whole (a file) is withdrawn with them, when the entry says so."""
    subject, undone = subject_of(entry, lock=True), []
    for one in Entry.objects.filter(pk__in=entry.after["entries"]).order_by("-pk"):
        try:
            with transaction.atomic():
                undo(entry=one, by=by, at=at)
        except CannotUndo:
            continue
        undone.append(one.pk)
    after = {
        **entry.before,
        "entries": sorted(Entry.objects.filter(undoes__in=undone).values_list("pk", flat=True)),
    }
    if "withdrawn_at" in after:
        subject.withdrawn_at = parse_datetime(after["withdrawn_at"] or "")  # type: ignore[attr-defined]  # it bears it
        subject.save(update_fields=["withdrawn_at"])
    record(subject, before=entry.after, after=after, label=entry.subject_label)
