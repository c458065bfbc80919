"""Reading the history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from etabli.foundation.journal.acting import Acting
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.registry import ACTS, Irreversible
from etabli.foundation.journal.undo import decided_here, did
from etabli.foundation.journal.wording import NAMED, Change, changes_of, sentence


@dataclass(frozen=True)
class Line:
    """One act, told: "À 9 h 12, vous avez annulé…", and what it changed."""

    entry_id: int
    at: datetime
    sentence: str
    subject: str
    changes: list[Change]
    is_undo: bool
    undone: bool
    can_undo: bool

    @property
    def day(self) -> date:
        """The day under which it is told."""
        return timezone.localdate(self.at)


def history_of(
    viewer: Acting, subject: models.Model, *, limit: int = 50, called: Mapping[str, str] = NAMED
) -> list[Line]:
    """The acts on one object, newest first. The caller has authorised the object: one statement.

    `called`: by role, what those are called whose names this viewer doesn't get to know.
    """
    found = Entry.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    charged = viewer.is_staff_of(getattr(subject, "chamber_id", None))
    latest = found.select_related("undone_by", "root").order_by("-at", "-pk")[:limit]
    return lines_of(viewer, latest, in_charge=charged, called=called)


def entries_by(viewer: Acting) -> models.QuerySet[Entry]:
    """The viewer's own acts, in the organisation for which they act now or in none: whoever left one reads no more of
    whom it helps. A visitor has none: all visitors share one key."""
    here = Q(organisation_id=None) | Q(organisation_id=viewer.actor.organisation_id)
    mine = Entry.objects.filter(here, actor_key=viewer.actor.key)
    return mine if viewer.actor.is_someone else mine.none()


def lines_of(
    viewer: Acting, entries: Iterable[Entry], *, in_charge: bool = False, called: Mapping[str, str] = NAMED
) -> list[Line]:
    """These entries told; each comes with `undone_by` and `root`. `in_charge`: of what they are about."""
    entries = list(entries)
    changes = changes_of(entries)
    lines = []
    for entry in entries:
        act = ACTS.get(entry.verb)
        reversible = act is not None and not isinstance(act.undo, Irreversible)
        charged = in_charge and decided_here(viewer, entry)
        undone = hasattr(entry, "undone_by")
        lines.append(
            Line(
                entry_id=entry.pk,
                at=entry.at,
                sentence=sentence(entry, viewer, called),
                subject=entry.subject_label,
                changes=changes.get(entry.pk, []),
                is_undo=entry.undoes_id is not None and not entry.restores,
                undone=undone,
                can_undo=(charged or did(viewer, entry))
                and reversible
                and not undone
                and not entry.erased_at,
            )
        )
    return lines
