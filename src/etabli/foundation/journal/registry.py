"""`@action`: the only way to write. One transaction, one permission, one entry, one way back."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal.actors import HasActor
from etabli.foundation.registries import Done, Hook, Listener, Refusal, registry_modules

if TYPE_CHECKING:
    from etabli.foundation.journal.models import Entry

P = ParamSpec("P")
R = TypeVar("R")
# What it gives is told to whoever took it back, where "it is back as it was" would not say all.
Undo = Callable[["Entry", HasActor, datetime], str | None]
Permission = Callable[[Any, Any], bool]
AlsoUndonePermission = Callable[[Any, "Entry", Any], bool]


class ActionError(Exception):
    """An act that can't be done; its text is a translated sentence for the person who asked."""


class NotAllowed(ActionError):
    """The viewer may not do this."""


class CannotUndo(ActionError):
    """A later act depends on the one that somebody wants to take back."""


@dataclass(frozen=True)
class Irreversible:
    """Why an act has no way back; the sentence is shown to whoever asks for one."""

    reason: str | Promise


@dataclass(frozen=True)
class Act:
    """A verb of the product: its function, who may use it, how it is told and taken back."""

    verb: str
    sentence: str | Promise
    may: Permission
    undo: Undo | Irreversible
    subject: str | None
    function: Callable[..., Any]
    may_undo: Permission
    also_undone_by: AlsoUndonePermission
    anonymise: Callable[[Any, datetime], tuple[Any, datetime]] | None = None
    tells: Mapping[str, str | Promise] = field(default_factory=dict)
    own_sentence: str | Promise = ""


@dataclass
class _RunningAct:
    act: Act
    by: HasActor
    at: datetime
    undoes: "Entry | None" = None
    within: "_RunningAct | None" = None
    entry: "Entry | None" = None
    # One list each for an act and those within it: what waits to be written, and what was before the act around it.
    unwritten: list["_RunningAct"] = field(default_factory=list)
    early: list["_RunningAct"] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    on_failure: list[Callable[[], object]] = field(default_factory=list)

    @property
    def written(self) -> "Entry":
        """Its entry, once it is recorded."""
        assert self.entry is not None  # asked only of what waits to be written, or was
        return self.entry

    @property
    def parent(self) -> "Entry | None":
        """The entry of the act around it, as soon as that is recorded."""
        return self.within.entry if self.within is not None else None


ACTS: dict[str, Act] = {}
_scope: ContextVar[_RunningAct | None] = ContextVar("etabli_scope", default=None)
_latest: ContextVar[int | None] = ContextVar("etabli_latest_entry", default=None)
_done: ContextVar[int] = ContextVar("etabli_acts_done", default=0)


def anyone(by: Any, subject: Any) -> bool:
    """The permission of an act that is open to all, visitors included."""
    return True


def nobody_else(by: Any, entry: "Entry", subject: Any) -> bool:
    """What most acts say of those who neither did it nor are in charge of it."""
    return False


def action(
    verb: str,
    *,
    sentence: str | Promise,
    may: Permission,
    undo: Undo | Irreversible,
    subject: str | None = None,
    may_undo: Permission | None = None,
    also_undone_by: AlsoUndonePermission = nobody_else,
    anonymise: Callable[[Any, datetime], tuple[Any, datetime]] | None = None,
    tells: Mapping[str, str | Promise] | None = None,
    own_sentence: str | Promise = "",
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a keyword-only function `f(*, ..., by, at)` an act of the product.

    `verb` is "app.verb", unique. `sentence` is what the history says after "you" or a name: a verb in the past, then
    the rest, which may hold `%(subject)s` ("called off the session “%(subject)s”"; in French, what follows "vous
    avez"); `own_sentence` is what others read of whoever did it on something of their own. `tells` names those of the
    recorded values that the history shows, before and after.
    `may(by, x)` decides who may do it: x is the argument named `subject`, or all the arguments when there is
    none yet. The function runs in one transaction and calls `record` exactly once; nested acts record their
    own. Whoever acted may take it back, in the organisation in which they acted. The staff of the chamber that owns
    the recorded subject may take back what their chamber, a visitor or the machine did. All of them only while they see
    that subject and could do the act itself, in the role of today: `may_undo(by, recorded subject)` decides, which is
    `may` unless `may` knows only what the act is given. `also_undone_by(by, entry, subject)`: those who may take it
    back though they neither did it nor are in charge of it. `anonymise(by, at)`
    gives the author and the instant that a secret act keeps, whatever its caller says: the function and the journal
    know no others.
    Raises NotAllowed, or the function's own ActionError.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        taking_back = may_undo or may, also_undone_by
        act = Act(
            verb, sentence, may, undo, subject, function, *taking_back, anonymise, tells or {}, own_sentence
        )
        _register(act)

        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if args:
                raise TypeError(f"{verb} takes named arguments only")
            by: Any = kwargs["by"]
            at: Any = kwargs["at"]
            if not may(by, kwargs[subject] if subject else kwargs):
                raise NotAllowed(_("You can't do this in your present role."))
            if anonymise is not None:
                kwargs["by"], kwargs["at"] = by, at = anonymise(by, at)
            with running_act(act, by, at):
                return function(*args, **kwargs)

        return run

    return decorate


def _register(act: Act) -> None:
    if act.verb in ACTS and _definition_place(ACTS[act.verb].function) != _definition_place(act.function):
        raise ValueError(f"two actions are called {act.verb!r}")
    ACTS[act.verb] = act


def _definition_place(function: Callable[..., Any]) -> tuple[str, str]:
    return function.__module__, function.__qualname__


@contextmanager
def running_act(act: Act, by: HasActor, at: datetime, undoes: "Entry | None" = None) -> Iterator[_RunningAct]:
    """Run one act, or one undo, in one transaction and see that it writes its one entry.

    The listeners learn of it, and of the acts within it, at the end of the outermost: in its transaction.
    """
    within = _scope.get()
    scope = _RunningAct(act, by, at, undoes, within)
    if within is not None:
        scope.unwritten, scope.early = within.unwritten, within.early
    waited, early = list(scope.unwritten), list(scope.early)
    token = _scope.set(scope)
    try:
        # An act within another comes to nothing with it: it needs no savepoint of its own.
        with transaction.atomic(savepoint=within is None):
            yield scope
            if scope.entry is None:
                raise RuntimeError(f"{act.verb} wrote nothing in the journal")
            for hook in _hooks().get(act.verb, ()):
                hook(scope.entry, scope.done[-1].subject, by, at)
            if within is None:
                write_entries()
                for listener in _listeners():
                    listener(scope.done)
    except BaseException:
        # What was written meanwhile is rolled back with this act.
        scope.unwritten[:], scope.early[:] = waited, early
        for call in scope.on_failure:
            call()
        raise
    finally:
        _scope.reset(token)
    if within is None:
        _done.set(_done.get() + 1)
        _latest.set(None if isinstance(act.undo, Irreversible) else scope.entry.pk)
    else:
        within.done += scope.done
        within.on_failure += scope.on_failure


def is_act_running() -> bool:
    """Whether an act, or the undo of one, is under way."""
    return _scope.get() is not None


def on_failure(call: Callable[[], object]) -> None:
    """Call this if the act under way, or the one around it, comes to nothing: for what no transaction takes back."""
    scope = _scope.get()
    if scope is not None:
        scope.on_failure.append(call)


@cache
def _hooks() -> dict[str, tuple[Hook, ...]]:
    """By verb, in the order of the wings."""
    hooks: dict[str, tuple[Hook, ...]] = {}
    for module in registry_modules("hooks"):
        for verb, hook in module.HOOKS.items():
            hooks[verb] = (*hooks.get(verb, ()), hook)
    return hooks


def refusal_of(verb: str, subject: Any, by: HasActor, at: datetime) -> str:
    """Why this viewer could not take back an act of this kind on `subject` today, as the apps above know it; "" when
    nothing stands against it."""
    return next((reason for refusal in refusals().get(verb, ()) if (reason := refusal(subject, by, at))), "")


@cache
def refusals() -> dict[str, tuple[Refusal, ...]]:
    """By verb, what may stand against an act being taken back, in the order of the wings."""
    refusals: dict[str, tuple[Refusal, ...]] = {}
    for module in registry_modules("hooks"):
        for verb, refusal in getattr(module, "REFUSALS", {}).items():
            refusals[verb] = (*refusals.get(verb, ()), refusal)
    return refusals


@cache
def _listeners() -> tuple[Listener, ...]:
    return tuple(listener for module in registry_modules("listeners") for listener in module.LISTENERS)


def record(
    subject: models.Model, *, before: Mapping[str, Any], after: Mapping[str, Any], label: str | None = None
) -> "Entry":
    """The entry of the act under way, written at the end of the outermost with those of the acts within.

    Whoever reads the journal meanwhile finds it: `Entry.objects` writes down first what waits.
    `before` and `after` hold fields of `subject` by attribute name. For a creation, `before` holds the values
    that stand for "taken back" (a status, a `withdrawn_at`), so that undo has somewhere to go.
    """
    from etabli.foundation.journal.models import Entry  # models load after the registry
    from etabli.foundation.journal.visibility import conditions

    scope = _scope.get()
    if scope is None:
        raise RuntimeError("record() is called inside an action")
    if scope.entry is not None:
        raise RuntimeError(f"{scope.act.verb} wrote twice in the journal")
    if subject._meta.label_lower not in conditions():
        raise RuntimeError(f"say who sees a {subject._meta.label}, in a visible.py")
    actor = scope.by.actor
    scope.entry = Entry(
        at=scope.at,
        verb=scope.act.verb,
        actor_id=actor.party_id,
        actor_name=actor.name[:200],
        role=actor.role,
        organisation_id=actor.organisation_id,
        chamber_id=getattr(subject, "chamber_id", None) or actor.chamber_id,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=(label if label is not None else str(subject))[:200],
        before=as_json(before),
        after=as_json(after),
        undoes=scope.undoes,
        root_id=(scope.undoes.root_id or scope.undoes.pk) if scope.undoes else None,
        restores=scope.undoes is not None
        and scope.undoes.undoes_id is not None
        and not scope.undoes.restores,
    )
    scope.unwritten.append(scope)
    is_new = scope.act.subject is None and scope.undoes is None
    scope.done.append(Done(subject, frozenset(before) | frozenset(after), is_new))
    return scope.entry


def record_changed_rows(rows: Iterable[models.Model]) -> None:
    """Rows that the act under way changed beside its subject, for those who follow; called before `record`."""
    scope = _scope.get()
    if scope is None:
        raise RuntimeError("changed_beside() is called inside an action")
    scope.done += [Done(row, frozenset(), is_new=False) for row in rows]


def write_entries() -> None:
    """Write the entries that wait for the end of the act under way, in their order: one statement, or none.

    Those that somebody reads before the act around them is recorded get their parent with it: one statement more.
    """
    from etabli.foundation.journal.writing import insert, set_parents  # models load after the registry

    scope = _scope.get()
    if scope is None or not scope.unwritten:
        return
    waiting = scope.unwritten.copy()
    scope.unwritten.clear()
    insert([(pending.written, pending.parent) for pending in waiting])
    parts = scope.early + [
        pending for pending in waiting if pending.within is not None and pending.written.parent_id is None
    ]
    set_parents([(pending.written, pending.parent) for pending in parts if pending.parent is not None])
    scope.early[:] = [pending for pending in parts if pending.parent is None]


def made_here(subject: models.Model) -> bool:
    """Whether this very row was created by the act under way: no other act has left anything on it to look for."""
    scope = _scope.get()
    while scope is not None:
        if any(done.is_new and done.subject is subject for done in scope.done):
            return True
        scope = scope.within
    return False


def acting_now() -> HasActor | None:
    """Who began the act under way, whoever the acts within it are by; None outside of an act."""
    scope = _scope.get()
    while scope is not None and scope.within is not None:
        scope = scope.within
    return scope.by if scope is not None else None


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the journal keeps them: instants in UTC, to the millisecond, whatever zone they came in."""
    same_zone = {name: _in_utc(value) for name, value in values.items()}
    plain: dict[str, Any] = json.loads(json.dumps(same_zone, cls=DjangoJSONEncoder))
    return plain


def _in_utc(value: Any) -> Any:
    return value.astimezone(UTC) if isinstance(value, datetime) and value.tzinfo else value


def change[M: models.Model](
    subject: M, beside: Mapping[str, Any] | None = None, /, *, label: str | None = None, **after: Any
) -> M:
    """The commonest act in one call: set these fields (by attribute name), save them, record before and after.
    `beside`: what is no field, and is recorded to be read."""
    before = {name: getattr(subject, name) for name in after}
    for name, value in after.items():
        setattr(subject, name, value)
    subject.save(update_fields=list(after))
    record(subject, before=before, after={**after, **(beside or {})}, label=label)
    return subject


def acts_done() -> int:
    """How many acts have come to their end on this thread, those within others not counted."""
    return _done.get()


def take_undoable_entry_id() -> int | None:
    """The last act of this request, once and if it can be taken back: for the message that offers to.

    The middleware calls it as a request begins, so that no act of the one before is ever offered.
    """
    entry_id = _latest.get()
    _latest.set(None)
    return entry_id
