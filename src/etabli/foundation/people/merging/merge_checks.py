"""Whether two persons may be joined, what may go already, and the way back: what the acts do within themselves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo
from etabli.foundation.journal.registry import record_changed_rows
from etabli.foundation.people.links import valid_links
from etabli.foundation.people.merging import row_moves
from etabli.foundation.people.models import Merging, Person
from etabli.foundation.registries import registry_modules

LATER_CHANGE = _("Something changed since: take back the later change first.")


class CannotMerge(ActionError):
    """These two can't be joined, or not yet. `rows`: those of which only one can stand."""

    def __init__(self, reason: Any, rows: Sequence[Model] = ()) -> None:
        super().__init__(reason)
        self.rows = rows


class ProofNeeded(CannotMerge):
    """What speaks for it is not enough: somebody has to say what they checked."""


def proof_needed(reasons: Sequence[str]) -> str:
    """What is asked of whoever joins two persons whose likeness is not enough."""
    if "phone" in reasons:
        return str(_("A telephone is often that of a whole family: write what else you checked."))
    return str(_("What they share is not enough: write what you checked."))


def may_come_in(person: Person, at: datetime) -> bool:
    """Whether anybody but the staff may come in as this person: by an account, by a code sent to their address, by a
    link."""
    return bool(person.user_id or person.email) or valid_links(at).filter(person=person).exists()


def lock_both(kept: Person, merged: Person) -> tuple[Person, Person]:
    """As they are now, and so until the end of the act; in the order of their numbers: two acts never wait for each
    other."""
    rows = Person.objects.select_for_update().filter(pk__in=[kept.pk, merged.pk]).order_by("pk")
    by_pk = {row.pk: row for row in rows}
    return by_pk[kept.pk], by_pk[merged.pk]


def refuse_unless_joinable(kept: Person, merged: Person) -> None:
    """Raises CannotMerge with what to settle first."""
    if kept.pk == merged.pk or kept.chamber_id != merged.chamber_id:
        raise CannotMerge(_("Choose two persons of your chamber."))
    if kept.erased_at or merged.erased_at:
        raise CannotMerge(_("Everything about one of them was erased: nothing can be joined to it."))
    if kept.merged_into_id or merged.merged_into_id:
        raise CannotMerge(_("One of them was joined to somebody meanwhile: look again."))
    if Merging.objects.filter(kept=merged, undone_at=None, joined_at=None).exists():
        raise CannotMerge(_("Somebody else still waits to be joined to this one: keep this one instead."))
    if kept.user_id and merged.user_id and kept.user_id != merged.user_id:
        raise CannotMerge(
            _(
                "Each of them signs in to an account of their own: two accounts can’t become one. Leave two records. "
                "If one account serves no more, its holder signs in to it, opens “My account”, “Everything about me”, "
                "and presses “Have everything erased”: what is in that record is then lost."
            )
        )
    if rows := row_moves.clashes(kept, merged):
        labels = "; ".join(dict.fromkeys(str(row) for row in rows[:3]))
        raise CannotMerge(
            _("Both have the same thing, and only one can stand: %(things)s. Take one of them back first.")
            % {"things": labels},
            rows,
        )


def move_what_may_go(merging: Merging, kept: Person, merged: Person, at: datetime) -> None:
    """Let go to `kept` whatever may go now.

    What only the staff could open goes at once. Where somebody comes in as `merged`, nothing goes before they said
    that it is they; and, where somebody comes in as `kept`, before that one said so too: each then opens what is the
    other's. The ways in go by that word only.
    """
    merged_is_held, kept_agrees = may_come_in(merged, at), _kept_agrees(merging, kept, at)
    if merging.joined_at is None and rows_may_go(merging, kept, merged, at):
        _join(merging, kept, merged, at)
    answered_at = merging.merged_said_at if merged_is_held else merging.kept_said_at
    if (
        merging.joined_at is not None
        and merging.proved_at is None
        and answered_at is not None
        and kept_agrees
    ):
        _move_with_proof(merging, kept, merged, at)
    merging.save()
    record_changed_rows([merged, kept, *row_moves.rows_of(merging.moved.get("rows", {}))])


def rows_may_go(merging: Merging, kept: Person, merged: Person, at: datetime) -> bool:
    """Whether nobody's word is missing any more for what `merged` has."""
    return not may_come_in(merged, at) or (
        merging.merged_said_at is not None and _kept_agrees(merging, kept, at)
    )


def _kept_agrees(merging: Merging, kept: Person, at: datetime) -> bool:
    return merging.kept_said_at is not None or not may_come_in(kept, at)


def _join(merging: Merging, kept: Person, merged: Person, at: datetime) -> None:
    moved = row_moves.move(kept, merged, with_proof=False)
    filled = {} if kept.phone else _filled_from_merged(kept, merged, "phone")
    merging.joined_at, merging.moved = at, {"rows": moved, "values": filled}


def _move_with_proof(merging: Merging, kept: Person, merged: Person, at: datetime) -> None:
    moved = merging.moved
    rows = {**moved["rows"], **row_moves.move(kept, merged, with_proof=True)}
    values = dict(moved["values"])
    for name in ("user_id", "email"):
        if not getattr(kept, name):
            values |= _filled_from_merged(kept, merged, name)
    merging.proved_at, merging.moved = at, {"rows": rows, "values": values}


def _filled_from_merged(kept: Person, merged: Person, name: str) -> dict[str, list[Any]]:
    """What `kept` lacks comes from `merged`; a telephone may be of two."""
    merged_value = getattr(merged, name)
    if not merged_value:
        return {}
    if name != "phone":
        setattr(merged, name, None if name == "user_id" else "")
        merged.save(update_fields=["user" if name == "user_id" else name])
    lacked = getattr(kept, name)
    setattr(kept, name, merged_value)
    kept.save(update_fields=["user" if name == "user_id" else name])
    return {name: [lacked, merged_value]}


def part_again(merging: Merging, kept: Person, merged: Person, at: datetime) -> None:
    """Two again: what went is where it was, equal; what was added since stays with `kept`. Raises CannotUndo."""
    if merging.undone_at is not None or merged.merged_into_id != kept.pk or kept.merged_into_id is not None:
        raise CannotUndo(LATER_CHANGE)
    moved = merging.moved or {"rows": {}, "values": {}}
    try:
        with transaction.atomic():
            _restore_values(kept, merged, moved["values"])
            row_moves.move_back(kept, merged, moved["rows"])
    except (IntegrityError, ValueError):
        raise CannotUndo(LATER_CHANGE) from None
    if merging.joined_at is not None:
        for module in registry_modules("merge_rules"):
            getattr(module, "parted", _do_nothing)(merging)
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    merging.undone_at = at
    merging.save(update_fields=["undone_at"])
    record_changed_rows([merged, kept, *row_moves.rows_of(moved["rows"])])


def _do_nothing(merging: Merging) -> None:
    """Of an app that has nothing to do beside."""


def _restore_values(kept: Person, merged: Person, values: dict[str, list[Any]]) -> None:
    for name, (lacked, given) in values.items():
        column = "user" if name == "user_id" else name
        if getattr(kept, name) != given:
            if name == "phone":
                continue  # put right since, and stays so
            raise ValueError(name)
        setattr(kept, name, lacked)
        kept.save(update_fields=[column])
        if name != "phone":
            setattr(merged, name, given)
            merged.save(update_fields=[column])


def join_again(merging: Merging, kept: Person, merged: Person, at: datetime) -> None:
    """Joined once more, as it was. Raises CannotUndo with what stands against it."""
    try:
        refuse_unless_joinable(kept, merged)
    except CannotMerge as refusal:
        raise CannotUndo(str(refusal)) from None
    merging.undone_at = merging.joined_at = merging.proved_at = merging.refused_at = None
    merging.moved = {}
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    move_what_may_go(merging, kept, merged, at)
