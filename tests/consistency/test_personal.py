"""Each field of each of our models says whether it is personal: purpose, basis, retention, export, erasure."""

from typing import Any

from django.apps import apps
from django.db import models

from etabli.foundation.rooms import Personal, rooms

ERASURES = ("blank", "pseudonym", "delete", "keep: ")


def declared() -> tuple[dict[str, dict[str, Personal]], dict[str, list[str]]]:
    personal: dict[str, dict[str, Personal]] = {}
    neutral: dict[str, list[str]] = {}
    for room in rooms("personal"):
        for model, fields in getattr(room, "PERSONAL", {}).items():
            personal.setdefault(model, {}).update(fields)
        for model, names in getattr(room, "NOT_PERSONAL", {}).items():
            neutral.setdefault(model, []).extend(names)
    return personal, neutral


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("etabli.")]


def field_names(model: type[models.Model]) -> set[str]:
    meta: Any = model._meta
    return {field.name for field in [*meta.concrete_fields, *meta.local_many_to_many]}


def test_every_field_is_declared_once() -> None:
    personal, neutral = declared()
    faults = []
    for model in our_models():
        label = model._meta.label
        app = model.__module__.rpartition(".models")[0]
        yes, no = set(personal.get(label, {})), neutral.get(label, [])
        faults += [
            f"{label}.{name}: say in {app}.personal whether it is personal (PERSONAL) or not (NOT_PERSONAL)"
            for name in sorted(field_names(model) - yes - set(no))
        ]
        faults += [f"{label}.{name}: declared personal and not" for name in sorted(yes & set(no))]
        faults += [f"{label}.{name}: no such field" for name in sorted((yes | set(no)) - field_names(model))]
        faults += [f"{label}.{name}: declared twice" for name in {n for n in no if no.count(n) > 1}]
    assert not faults, "\n".join(faults)


def test_every_declared_model_exists() -> None:
    personal, neutral = declared()
    assert personal.keys() | neutral.keys() <= {model._meta.label for model in our_models()}


def test_each_personal_field_says_what_for_how_long_and_what_erasure_does() -> None:
    personal, _neutral = declared()
    faults = []
    for label, fields in personal.items():
        for name, row in fields.items():
            if not row.purpose or not row.basis or row.retention_months <= 0:
                faults.append(f"{label}.{name}: purpose, basis and a retention in months")
            if row.expires and row.erase != "delete":
                faults.append(f"{label}.{name}: what expires is deleted, not {row.erase!r}")
            if not row.erase.startswith(ERASURES):
                faults.append(f"{label}.{name}: erase is one of {ERASURES}, not {row.erase!r}")
    assert not faults, "\n".join(faults)


def test_each_personal_field_says_whose_it_is() -> None:
    personal, _neutral = declared()
    owners = {key for room in rooms("personal") for key in getattr(room, "OWNERS", {})}
    fields = {f"{label}.{name}": label for label, names in personal.items() for name in names}
    nobodys = [name for name, label in fields.items() if not {name, label} & owners]
    assert not nobodys, f"say in OWNERS (foundation/rooms.py) whose they are: {nobodys}"
    assert owners <= fields.keys() | personal.keys(), "an owner is declared for what is not personal"
