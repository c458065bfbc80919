"""Whom an entry is about: the person whose its subject is, as `OWNERS` in the `personal.py` of each app says it."""

from collections.abc import Iterable, Mapping
from functools import cache

from django.apps import apps
from django.db import models

from etabli.foundation.journal.actors import HasActor
from etabli.foundation.journal.models import Entry
from etabli.foundation.registries import registry_modules

PERSON_LABEL = "people.Person"  # by its name: people stands above the journal
type Named = tuple[int, str]


def persons_of(viewer: HasActor, entries: Iterable[Entry]) -> Mapping[int, Named]:
    """By entry, the key and the name of the person whom it is about, for the staff of their chamber: one statement for
    each kind of subject."""
    keys_by_model: dict[str, set[str]] = {}
    open_to = [entry for entry in entries if not entry.erased_at and viewer.is_staff_of(entry.chamber_id)]
    for entry in open_to:
        if entry.subject_type in _lookups():
            keys_by_model.setdefault(entry.subject_type, set()).add(entry.subject_id)
    persons_by_model = {label: _persons_by_key(label, keys) for label, keys in keys_by_model.items()}
    named = (
        (entry.pk, persons_by_model.get(entry.subject_type, {}).get(entry.subject_id)) for entry in open_to
    )
    return {pk: person for pk, person in named if person is not None}


def _persons_by_key(label: str, keys: set[str]) -> dict[str, Named]:
    lookup = _lookups()[label]
    rows = apps.get_model(label)._base_manager.filter(pk__in=keys, **{f"{lookup}pk__isnull": False})
    return {
        str(pk): (person, name) for pk, person, name in rows.values_list("pk", f"{lookup}pk", f"{lookup}name")
    }


@cache
def _lookups() -> dict[str, str]:
    """By model ("app.model"), what leads from its rows to a person: "" or "sign_up__person__"."""
    owners = [
        (label, path)
        for module in registry_modules("personal")
        for label, owner in getattr(module, "OWNERS", {}).items()
        for path in ways_of(owner)
        if label.count(".") == 1
    ]
    installed = {model._meta.label: model for model in apps.get_models()}
    return {
        label.lower(): "" if label == PERSON_LABEL else f"{path}__"
        for label, path in owners
        if label in installed and (label == PERSON_LABEL or _is_a_person(installed[label], path))
    }


def ways_of(owner: str | tuple[str, ...]) -> tuple[str, ...]:
    """What `OWNERS` says of some rows, each way apart."""
    return (owner,) if isinstance(owner, str) else owner


def _is_a_person(model: type[models.Model], path: str) -> bool:
    """Not an account, a party, or what is no lookup ("e-mail: to")."""
    end = None if ":" in path else model_at_end(model, path)
    return end is not None and end._meta.label == PERSON_LABEL


def model_at_end(model: type[models.Model], path: str) -> type[models.Model]:
    """The model at which a lookup ends: "sign_up__person"."""
    for name in path.split("__"):
        if name != "pk":
            model = model._meta.get_field(name).related_model  # type: ignore[assignment]  # a relation
    return model
