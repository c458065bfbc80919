"""Reading the history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from etabli.foundation.journal.actors import HasActor
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.people_concerned import Named, persons_of
from etabli.foundation.journal.registry import ACTS, Irreversible, nobody_else
from etabli.foundation.journal.undo import is_author_of, undo_refusal, was_done_by_own_organisation
from etabli.foundation.journal.visibility import visible_entries
from etabli.foundation.journal.wording import (
    NO_OTHER_NAMES,
    SELECT_RELATED,
    Change,
    changes_of,
    sentence,
    sentence_of,
)


@dataclass(frozen=True)
class Line:
    """One act, told: "À 9 h 12, vous avez annulé…", and what it changed. `undone`: it was taken back; `redone`: and
    then done again, so that it holds today. `person`: the key and the name of whom it is about, for those who may open
    their page."""

    entry_id: int
    at: datetime
    sentence: str
    subject: str
    changes: list[Change]
    is_undo: bool
    undone: bool
    redone: bool
    can_undo: bool
    person: Named | None = None

    @property
    def around_name(self) -> tuple[str, str]:
        """The sentence before and after the name of whom it is about, which is added when it isn't said."""
        name = self.person[1] if self.person else ""
        before, matched, after = self.sentence.rpartition(name) if name else ("", "", "")
        return (before, after) if matched else (f"{self.sentence} ", "")

    @property
    def day(self) -> date:
        """The day under which it is told."""
        return timezone.localdate(self.at)


def history_of(
    viewer: HasActor,
    subject: models.Model,
    *,
    parts: Iterable[models.Model] = (),
    limit: int = 50,
    called: Mapping[str, str] = NO_OTHER_NAMES,
) -> list[Line]:
    """The acts on one object and on these `parts` of it, newest first. The caller has authorised them: one statement,
    one for the name of the person whose it is, one more where some were taken back.

    `called`: by role, what those are called whose names this viewer doesn't get to know.
    """
    rows = {(row._meta.label_lower, str(row.pk)): row for row in (subject, *parts)}
    subjects = (models.Q(subject_type=kind, subject_id=pk) for kind, pk in rows)
    entries = Entry.objects.filter(models.Q(*subjects, _connector=models.Q.OR))
    latest = list(entries.select_related(*SELECT_RELATED).order_by("-at", "-pk")[:limit])
    allowed = {
        (verb, key): _may_do(viewer, verb, rows[key])
        for verb, key in {(entry.verb, _key_of(entry)) for entry in latest}
    }
    lines = lines_of(
        viewer, latest, in_charge=viewer.is_staff_of(getattr(subject, "chamber_id", None)), called=called
    )
    return [
        replace(line, can_undo=line.can_undo and allowed[entry.verb, _key_of(entry)])
        for entry, line in zip(latest, lines, strict=True)
    ]


def _key_of(entry: Entry) -> tuple[str, str]:
    return entry.subject_type, entry.subject_id


def _may_do(viewer: HasActor, verb: str, subject: models.Model) -> bool:
    act = ACTS.get(verb)
    return act is not None and not isinstance(act.undo, Irreversible) and act.may_undo(viewer, subject)


def entries_by(viewer: HasActor) -> models.QuerySet[Entry]:
    """The viewer's own acts, in the role of today and in the organisation for which they act now or in none, as far as
    they still see what these were about: whoever left a role reads no more of whom it helps. A visitor has none: all
    visitors share one key. One statement beside that of the entries."""
    if not viewer.actor.is_someone:
        return Entry.objects.none()
    in_organisation = Q(organisation_id=None) | Q(organisation_id=viewer.actor.organisation_id)
    entries = Entry.objects.filter(in_organisation, actor=viewer.actor.party_id, role__in=viewer.like_roles)
    return visible_entries(viewer, entries)


@dataclass(frozen=True)
class ReversibleAct:
    """What somebody did, which can still be taken back: "vous avez annulé la séance…"."""

    entry_id: int
    at: datetime
    sentence: str


def still_reversible(viewer: HasActor, *, since: datetime, limit: int) -> list[ReversibleAct]:
    """The viewer's own acts since then that may still be taken back, newest first: two statements. Whether the act
    itself lets them is asked when they do it."""
    acts = [verb for verb, act in ACTS.items() if not isinstance(act.undo, Irreversible)]
    entries = entries_by(viewer).filter(
        at__gte=since, verb__in=acts, undone_by=None, undoes=None, parent=None, erased_at=None
    )
    latest = entries.select_related(*SELECT_RELATED).order_by("-at", "-pk")[:limit]
    return [ReversibleAct(entry.pk, entry.at, sentence_of(entry, viewer, mine=True)) for entry in latest]


def lines_of(
    viewer: HasActor,
    entries: Iterable[Entry],
    *,
    in_charge: bool = False,
    about_viewer: bool = False,
    called: Mapping[str, str] = NO_OTHER_NAMES,
) -> list[Line]:
    """These entries told; each comes with what TELLING names: one statement more where some were taken back.
    `in_charge`: of what they are about; `about_viewer`: they are about the viewer.

    What is offered to be taken back was done in the role of today, or the viewer is in charge of it; whether the act
    itself lets them is asked when they do it, or by `history_of`, which has its one object at hand.
    """
    entries = list(entries)
    changes = changes_of(entries)
    agreed, persons = _undoable_by_others(viewer, entries), persons_of(viewer, entries)
    redone = _redone_entries(entries)
    lines = []
    for entry in entries:
        is_own = is_author_of(viewer, entry) and entry.role in viewer.like_roles
        charged = in_charge and was_done_by_own_organisation(viewer, entry)
        undone = hasattr(entry, "undone_by")
        lines.append(
            Line(
                entry_id=entry.pk,
                at=entry.at,
                sentence=sentence(entry, viewer, called, about_viewer=about_viewer),
                subject=entry.subject_label,
                changes=changes.get(entry.pk, []),
                is_undo=entry.undoes_id is not None and not entry.restores,
                undone=undone,
                redone=entry.pk in redone,
                can_undo=(charged or is_own or entry.pk in agreed)
                and _is_reversible(entry)
                and not undone
                and not entry.erased_at,
                person=persons.get(entry.pk),
            )
        )
    return lines


def without_refused_undos(viewer: HasActor, entries: Iterable[Entry], lines: Iterable[Line]) -> list[Line]:
    """The same lines, without offering to take back what an app above refuses today: some statements for each of the
    few kinds of acts that one may refuse (`hooks.REFUSALS`), none for the others. For one page of lines."""
    now = timezone.now()
    return [
        replace(line, can_undo=line.can_undo and not undo_refusal(entry, viewer, now))
        for entry, line in zip(entries, lines, strict=True)
    ]


def _redone_entries(entries: Iterable[Entry]) -> set[int]:
    """Those that were taken back and done again since, whatever the number of turns."""
    undone = [entry.pk for entry in entries if entry.root_id is None and hasattr(entry, "undone_by")]
    if not undone:
        return set()
    turns = Entry.objects.filter(root__in=undone).order_by("pk").values_list("root_id", "restores")
    return {pk for pk, restores in dict(turns).items() if restores}


def _is_reversible(entry: Entry) -> bool:
    act = ACTS.get(entry.verb)
    return act is not None and not isinstance(act.undo, Irreversible)


def _undoable_by_others(viewer: HasActor, entries: Iterable[Entry]) -> set[int]:
    """The entries that their act lets this viewer take back though they neither did it nor are in charge: one statement
    for each kind of object of such acts, which few have."""
    entries_by_model: dict[str, list[Entry]] = {}
    for entry in entries:
        if _is_reversible(entry) and ACTS[entry.verb].also_undone_by is not nobody_else:
            entries_by_model.setdefault(entry.subject_type, []).append(entry)
    undone = set()
    for label, group in entries_by_model.items():
        rows = apps.get_model(label)._base_manager.fetch_mode(models.FETCH_PEERS)
        rows_by_key = {str(row.pk): row for row in rows.filter(pk__in={entry.subject_id for entry in group})}
        undone |= {
            entry.pk
            for entry in group
            if (subject := rows_by_key.get(entry.subject_id)) is not None
            and ACTS[entry.verb].also_undone_by(viewer, entry, subject)
        }
    return undone
