"""Taking back an act. An undo is an act too, and can be taken back in its turn."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal.acting import Acting
from etabli.foundation.journal.registry import (
    ACTS,
    CannotUndo,
    Irreversible,
    NotAllowed,
    in_scope,
    record,
)

if TYPE_CHECKING:
    from etabli.foundation.journal.models import Entry


def undo(*, entry: "Entry", by: Acting, at: datetime) -> None:
    """Take back `entry`. Raises NotAllowed, or CannotUndo with a plain reason."""
    act = ACTS[entry.verb]
    if entry.actor_key != by.actor.key and not act.may(by, subject_of(entry)):
        raise NotAllowed(_("Only the person who did this, or who is in charge of it, can take it back."))
    if isinstance(act.undo, Irreversible):
        raise CannotUndo(act.undo.reason)
    if type(entry)._default_manager.filter(undoes=entry).exists():
        raise CannotUndo(_("This was already taken back."))
    with in_scope(act, by, at, undoes=entry):
        act.undo(entry, by, at)


def reverse(entry: "Entry", by: Acting, at: datetime) -> None:
    """The stock undo: put the fields of `before` back, if they still are what the act made of them."""
    subject = subject_of(entry)
    for name, value in entry.after.items():
        if plain(subject, name) != value:
            raise CannotUndo(_("Something changed since: take back the later change first."))
    for name, value in entry.before.items():
        setattr(subject, name, subject._meta.get_field(name.removesuffix("_id")).to_python(value))
    subject.save(update_fields=[name.removesuffix("_id") for name in entry.before])
    record(subject, before=entry.after, after=entry.before, label=entry.subject_label)


def subject_of(entry: "Entry") -> models.Model:
    """The object that an entry is about, as it is now; raises CannotUndo when it is gone for good."""
    model = apps.get_model(entry.subject_type)
    try:
        return model._base_manager.get(pk=entry.subject_id)
    except model.DoesNotExist:
        raise CannotUndo(_("This no longer exists: its owner asked for its erasure.")) from None


def plain(subject: models.Model, name: str) -> Any:
    """A field's present value as the journal's JSON holds it (instants to the millisecond)."""
    return json.loads(json.dumps(getattr(subject, name), cls=DjangoJSONEncoder))
