"""Taking back an act. An undo is an act too, and can be taken back in its turn."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal.actors import HasActor
from etabli.foundation.journal.registry import (
    ACTS,
    Act,
    CannotUndo,
    Irreversible,
    NotAllowed,
    as_json,
    is_act_running,
    record,
    refusal_of,
    refusals,
    running_act,
)
from etabli.foundation.parties import PartyKind

if TYPE_CHECKING:
    from etabli.foundation.journal.models import Entry


_SHARED_PARTIES = frozenset({PartyKind.NOBODY, PartyKind.KIOSK, PartyKind.SYSTEM})


def undo(*, entry: "Entry", by: HasActor, at: datetime, mine: bool = False) -> str:
    """Take back `entry`; returns a sentence for whoever does when "it is back as it was" does not say all, else "".
    Raises NotAllowed, or CannotUndo with a plain reason.

    `mine`: the caller knows that this visitor did it (a visitor has no name by which the journal could tell).
    """
    act = _act_of(entry)
    if not may_ask_to_undo(by, entry, mine=mine):
        raise NotAllowed(_("Only the person who did this, or who is in charge of it, can take it back."))
    if isinstance(
        act.undo, Irreversible
    ):  # before its permission is asked, which may not expect what the act made
        raise CannotUndo(act.undo.reason)
    if not _may_do(by, entry, act, mine=mine):
        raise NotAllowed(_("You can’t take this back in your present role."))
    return _take_back(act, entry, by, at)


def undo_part(*, entry: "Entry", by: HasActor, at: datetime) -> str:
    """Take back what an act did within itself, while that act is taken back: who may do the whole may do its parts.

    Returns the sentence that `undo` would. Raises CannotUndo, or RuntimeError when nothing is under way.
    """
    if not is_act_running():
        raise RuntimeError("undo_part() is called inside the undo of the act around it")
    return _take_back(_act_of(entry), entry, by, at)


def undo_parts(
    entry: "Entry", verb: str | None = None, *, skip_already_undone: bool = False, by: HasActor, at: datetime
) -> str:
    """`undo_part` of each act of this verb (of any, without) done within `entry`, the last one first. Returns their
    sentences, each once.

    `skip_already_undone`: one that was taken back by itself since stays so; else CannotUndo is raised.
    """
    parts = entry.parts.order_by("-pk")
    sentences = []
    for part in parts.filter(verb=verb) if verb else parts:
        standing = entry_to_undo(part) if skip_already_undone else part
        if standing is not None:
            sentences.append(undo_part(entry=standing, by=by, at=at))
    return " ".join(dict.fromkeys(filter(None, sentences)))


def entry_to_undo(part: "Entry") -> "Entry | None":
    """The entry by which a part is taken back today: its own, or that of what restored it since; None when it was taken
    back by itself."""
    root = part.root_id or part.pk
    latest = type(part)._default_manager.filter(models.Q(pk=root) | models.Q(root=root)).latest("pk")
    return latest if _is_done(latest) == _is_done(part) else None


def _is_done(entry: "Entry") -> bool:
    return entry.undoes_id is None or entry.restores


def may_undo(by: HasActor, entry: "Entry", *, mine: bool = False) -> bool:
    """Whether `undo` would let them try, today: two statements, beside those of the act's own permission."""
    act = ACTS.get(entry.verb)
    if act is None or isinstance(act.undo, Irreversible) or entry.erased_at is not None:
        return False
    try:
        return may_ask_to_undo(by, entry, mine=mine) and _may_do(by, entry, act, mine=mine)
    except CannotUndo:
        return False


def undo_refusal(entry: "Entry", by: HasActor, at: datetime) -> str:
    """Why this act, in force, can't be taken back today, in plain words, as far as the apps above know it; "" else.

    No statement for most acts, of which nobody says anything.
    """
    if entry.verb not in refusals() or not _is_done(entry):
        return ""
    try:
        return refusal_of(entry.verb, subject_of(entry), by, at)
    except CannotUndo as error:
        return str(error)


def _act_of(entry: "Entry") -> Act:
    act = ACTS.get(entry.verb)
    if act is None:
        raise CannotUndo(_("This is from an older version, and can’t be taken back any more."))
    return act


def may_ask_to_undo(by: HasActor, entry: "Entry", *, mine: bool = False) -> bool:
    """Whether it is for them to take it back: they did it, are in charge, or the act names them. Raises CannotUndo."""
    if mine or is_author_of(by, entry):
        return True
    subject = subject_of(entry)
    return is_in_charge(by, entry, subject) or _act_of(entry).also_undone_by(by, entry, subject)


def _may_do(by: HasActor, entry: "Entry", act: Act, *, mine: bool) -> bool:
    """Whether they could do this very act today, in the role in which they act, and see what it is about.

    A visitor sees nothing but by a link: their browser remembers what they did. Of a row that the undo itself deleted,
    there is nothing but the role in which they did so.
    """
    from etabli.foundation.journal.visibility import may_see  # models load after the registry

    try:
        subject = subject_of(entry)
    except CannotUndo:
        return mine or entry.role in by.like_roles
    return act.may_undo(by, subject) and (mine or may_see(by, subject))


def _take_back(act: Act, entry: "Entry", by: HasActor, at: datetime) -> str:
    if isinstance(act.undo, Irreversible):
        raise CannotUndo(act.undo.reason)
    with running_act(act, by, at, undoes=entry):
        locked = type(entry)._default_manager.select_for_update().get(pk=entry.pk)
        if locked.erased_at is not None:
            raise CannotUndo(_("What this was about was erased, as somebody asked: it can’t come back."))
        if type(entry)._default_manager.filter(undoes=locked).exists():
            raise CannotUndo(_("This was already taken back."))
        return act.undo(locked, by, at) or ""


def is_author_of(by: HasActor, entry: "Entry") -> bool:
    """Whether this actor did it, for the organisation for which they act now: whoever left it has no more say."""
    actor = by.actor
    return (
        actor.is_someone
        and actor.party_id == entry.actor_id
        and actor.organisation_id == entry.organisation_id
    )


def is_in_charge(by: HasActor, entry: "Entry", subject: models.Model) -> bool:
    """Whether the viewer may take back what somebody else did to `subject`: the staff of its chamber may.

    Not what the machine or a visitor did to what is an association's: the chamber beside it has no say there.
    """
    owner = getattr(subject, "chamber_id", None)
    if entry.organisation_id is None:
        owner = getattr(subject, "organisation_id", None) or owner
    return was_done_by_own_organisation(by, entry) and by.is_staff_of(owner)


def was_done_by_own_organisation(by: HasActor, entry: "Entry") -> bool:
    """Whether the viewer's organisation did it; or nobody in particular: a visitor, a kiosk, the machine.

    Never what an artisan or somebody of another organisation decided, such as no longer showing a quote, or no longer
    agreeing.
    """
    return entry.actor.kind in _SHARED_PARTIES or (
        entry.organisation_id is not None and entry.organisation_id == by.actor.organisation_id
    )


def undo_fields(entry: "Entry", by: HasActor, at: datetime) -> None:
    """The stock undo: put the fields of `before` back, if they still are what the act made of them.

    What `after` holds beside fields (a reason) is there to be read, and is neither compared nor put back.
    """
    subject = subject_of(entry, lock=True)
    if any(_has_changed(subject, name, value) for name, value in entry.after.items()):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    fields = {name: field for name in entry.before if (field := field_of(subject, name)) is not None}
    for name, field in fields.items():
        setattr(subject, name, field.to_python(entry.before[name]))
    subject.save(update_fields=list(fields))
    record(subject, before=entry.after, after=entry.before, label=entry.subject_label)


def undo_fields_if_free(entry: "Entry", by: HasActor, at: datetime) -> None:
    """`undo_fields` of what stands only while nothing else takes its place. Raises CannotUndo otherwise too."""
    try:
        with transaction.atomic():
            undo_fields(entry, by, at)
    except IntegrityError:
        raise CannotUndo(_("Another stands in its place since: take that one back first.")) from None


def subject_of(entry: "Entry", *, lock: bool = False) -> models.Model:
    """The object that an entry is about, as it is now; raises CannotUndo when it is gone for good.

    `lock` keeps others from changing it until the end of the transaction.
    """
    manager = apps.get_model(entry.subject_type)._base_manager
    rows = manager.select_for_update() if lock else manager.all()
    subject: models.Model | None = rows.filter(pk=entry.subject_id).first()
    if subject is None:
        raise CannotUndo(
            _(
                "This no longer exists: the time for which it is kept is over, or its owner asked for its erasure."
            )
        )
    return subject


def field_of(subject: models.Model, name: str) -> "models.Field[Any, Any] | None":
    """The field of this name or column name ("adviser_id"); None for what is not a field."""
    try:
        field = subject._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None


def as_json_value(subject: models.Model, name: str) -> Any:
    """A field's present value as the journal's JSON holds it (instants in UTC, to the millisecond)."""
    return as_json({name: getattr(subject, name)})[name]


def _has_changed(subject: models.Model, name: str, value: Any) -> bool:
    """Compared as the field's own values, not as text: 12.5 is 12.50."""
    field = field_of(subject, name)
    if field is None:
        return False
    return bool(as_json_value(subject, name) != value and getattr(subject, name) != field.to_python(value))
