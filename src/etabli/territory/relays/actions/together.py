"""Acts made of many small ones: each keeps its own entry, and all of them are taken back in one go."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime

from etabli.foundation.journal import CannotUndo, record, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of


def undo_together(entry: Entry, by: Any, at: datetime) -> None:
    """Take back, or do again, all that was done at once; what somebody changed since stays as they left it. What the
    acts were about as a whole (a file) is withdrawn with them, when the entry says so."""
    subject = subject_of(entry, lock=True)
    for part in entry.parts.order_by("-pk"):
        with suppress(CannotUndo), transaction.atomic():
            undo(entry=part, by=by, at=at)
    if "withdrawn_at" in entry.before:
        subject.withdrawn_at = parse_datetime(entry.before["withdrawn_at"] or "")  # type: ignore[attr-defined]  # it bears it
        subject.save(update_fields=["withdrawn_at"])
    record(subject, before=entry.after, after=entry.before, label=entry.subject_label)
