"""Two persons are one, or aren't: the chamber's word, and that of whoever comes in as one of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import CannotUndo, Irreversible, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.engine.likeness import is_enough
from etabli.foundation.people.merging.merge_checks import (
    LATER_CHANGE,
    CannotMerge,
    ProofNeeded,
    join_again,
    lock_both,
    move_what_may_go,
    part_again,
    proof_needed,
    refuse_unless_joinable,
    rows_may_go,
)
from etabli.foundation.people.models import Merging, Person, TwoPersons
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer

ASK_THE_CHAMBER = _("Your chamber can take the whole joining back: ask your adviser.")


def _undo_merge(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: two again, each as it was; or one again."""
    merging = Merging.objects.select_for_update().get(pk=entry.subject_id)
    kept, merged = lock_both(merging.kept, merging.merged)
    if (merging.undone_at is None) != (entry.after["undone_at"] is None):
        raise CannotUndo(LATER_CHANGE)
    if merging.undone_at is None:
        part_again(merging, kept, merged, at)
    else:
        join_again(merging, kept, merged, at)
    record(merging, before=entry.after, after=entry.before, label=entry.subject_label)


def _may_take_back(by: Viewer, merging: Merging) -> bool:
    """Raises CannotUndo where whoever comes in as one of them has refused since."""
    if merging.refused_at is not None:
        raise CannotUndo(
            _("One of the two has said since that the other is somebody else: they are two already.")
        )
    return may_run(by, merging)


@action(
    "people.merge",
    sentence=_("joined into one person: %(subject)s"),
    tells={"checked": _("What was checked")},
    may=may_run,
    may_undo=_may_take_back,
    undo=_undo_merge,
)
def merge_persons(
    *, kept: Person, merged: Person, reasons: Sequence[str] = (), checked: str = "", by: Viewer, at: datetime
) -> Merging:
    """For the chamber, `merged` is `kept`. What only its staff could open goes there at once; what somebody comes in
    to waits for their own word, and so do their ways in.

    `reasons`: what speaks for it (`engine.likeness`); when that isn't enough, `checked` says what the adviser made
    sure of. Raises CannotMerge with what to settle first, ProofNeeded.
    """
    kept, merged = lock_both(kept, merged)
    if not is_enough(reasons) and not checked.strip():
        raise ProofNeeded(proof_needed(reasons))
    refuse_unless_joinable(kept, merged)
    merging = Merging(
        chamber_id=kept.chamber_id,
        kept=kept,
        merged=merged,
        reasons=[*reasons],
        checked=checked.strip(),
        made_at=at,
    )
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    move_what_may_go(merging, kept, merged, at)
    record(
        merging,
        before={"undone_at": at, "checked": ""},
        after={"undone_at": None, "checked": merging.checked},
    )
    return merging


@action(
    "people.join",
    sentence=_("brought together what waited to be: %(subject)s"),
    may=may_run,
    undo=Irreversible(_("Take the joining itself back.")),
    subject="merging",
)
def complete_merge(*, merging: Merging, by: Viewer, at: datetime) -> Merging:
    """Move what had to wait: the link that nobody answered for has expired, or was revoked."""
    merging = Merging.objects.select_for_update().get(pk=merging.pk)
    move_what_may_go(merging, *lock_both(merging.kept, merging.merged), at)
    record(merging, before={}, after={})
    return merging


def complete_waiting_merges(at: datetime, *, person: Person | None = None) -> None:
    """`complete_merge` of each merge that waits for nobody any more; of this person alone, when given. One statement to
    find them."""
    waiting = Merging.objects.filter(undone_at=None, joined_at=None).select_related("kept", "merged")
    if person is not None:
        waiting = waiting.filter(Q(kept=person) | Q(merged=person))
    for merging in waiting:
        if rows_may_go(merging, merging.kept, merging.merged, at):
            complete_merge(merging=merging, by=Viewer.system(merging.chamber_id), at=at)


def _is_one_of_them(by: Viewer, given: dict[str, Any]) -> bool:
    return by.beside is None and any(by.is_person(pk) for pk in _lock_both(given["merging"]))


def _lock_both(merging: Merging) -> tuple[int, int]:
    return merging.merged_id, merging.kept_id


@action(
    "people.say_same",
    sentence=_("said that both records of the chamber are of one person"),
    may=_is_one_of_them,
    undo=Irreversible(ASK_THE_CHAMBER),
)
def confirm_merge(*, merging: Merging, by: Viewer, at: datetime) -> Merging:
    """Whoever comes in as one of the two says that it is they: what waited for their word goes. Raises CannotMerge."""
    merging = Merging.objects.select_for_update().get(pk=merging.pk)
    kept, merged = lock_both(merging.kept, merging.merged)
    if merging.undone_at is not None or (kept.user_id and merged.user_id and kept.user_id != merged.user_id):
        raise CannotMerge(_("This can’t be joined any more: call your chamber."))
    if by.is_person(merged.pk):
        merging.merged_said_at = at
    else:
        merging.kept_said_at = at
    move_what_may_go(merging, kept, merged, at)
    record(merged if by.is_person(merged.pk) else kept, before={}, after={})
    return merging


@action(
    "people.say_other",
    sentence=_("said that the other record of the chamber is somebody else’s"),
    may=_is_one_of_them,
    undo=Irreversible(ASK_THE_CHAMBER),
)
def refuse_merge(*, merging: Merging, by: Viewer, at: datetime) -> Merging:
    """Whoever comes in as one of the two says that the other is somebody else: two again, and never proposed anew."""
    merging = Merging.objects.select_for_update().get(pk=merging.pk)
    kept, merged = lock_both(merging.kept, merging.merged)
    merging.refused_at = at
    merging.save(update_fields=["refused_at"])
    part_again(merging, kept, merged, at)
    pair = _pair(kept, merged)
    pair.kept_apart_at = at
    pair.save(update_fields=["kept_apart_at"])
    record(merged if by.is_person(merged.pk) else kept, before={}, after={})
    return merging


@action(
    "people.part",
    sentence=_("parted what waited to be joined: %(subject)s"),
    may=may_run,
    undo=Irreversible(_("One of the two is about to be erased.")),
    subject="merging",
)
def split_before_erasure(*, merging: Merging, by: Viewer, at: datetime) -> Merging:
    """Two again, before all that is held of one of them is erased: the words of why go too."""
    merging = Merging.objects.select_for_update().get(pk=merging.pk)
    part_again(merging, *lock_both(merging.kept, merging.merged), at)
    merging.checked = ""
    merging.save(update_fields=["checked"])
    _erase_reasons(merging)
    record(merging, before={}, after={}, label=str(merging.merged))
    return merging


def _erase_reasons(merging: Merging) -> None:
    for entry in Entry.objects.filter(subject_type=merging._meta.label_lower, subject_id=str(merging.pk)):
        remaining = [
            {name: value for name, value in side.items() if name != "checked"}
            for side in (entry.before, entry.after)
        ]
        Entry.objects.filter(pk=entry.pk).update(before=remaining[0], after=remaining[1])


@action(
    "people.keep_apart",
    sentence=_("recorded that these are two persons: %(subject)s"),
    may=may_run,
    undo=undo_fields,
)
def mark_as_different_persons(*, person: Person, other: Person, by: Viewer, at: datetime) -> TwoPersons:
    """They are two: they aren't proposed again. Raises CannotMerge for two of two chambers."""
    if person.chamber_id != other.chamber_id:
        raise CannotMerge(_("Choose two persons of your chamber."))
    return change(_pair(person, other), kept_apart_at=at)


def _pair(person: Person, other: Person) -> TwoPersons:
    first, second = sorted([person.pk, other.pk])
    pair, _new = TwoPersons.objects.get_or_create(
        one_id=first, other_id=second, defaults={"chamber_id": person.chamber_id}
    )
    return pair
