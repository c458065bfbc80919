"""Each field of each of our models says whether it is personal: purpose, basis, retention, export, erasure."""

from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from etabli.foundation.own_data.holdings import declared_owners
from etabli.foundation.own_data.processing_register import LEGAL_BASES
from etabli.foundation.people.models import Person, Role, User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Among, Personal, registry_modules

ERASURES = {"blank", "pseudonym", "delete", "keep"}


def declared() -> tuple[dict[str, dict[str, Personal]], dict[str, list[str]]]:
    personal: dict[str, dict[str, Personal]] = {}
    neutral: dict[str, list[str]] = {}
    for module in registry_modules("personal"):
        for model, fields in getattr(module, "PERSONAL", {}).items():
            personal.setdefault(model, {}).update(fields)
        for model, names in getattr(module, "NOT_PERSONAL", {}).items():
            neutral.setdefault(model, []).extend(names)
    return personal, neutral


def our_models() -> list[type[models.Model]]:
    """Those of our apps, and those of libraries that lead to a person or an account."""
    lead = {relation.related_model for model in (Person, User) for relation in model._meta.related_objects}
    return [model for model in apps.get_models() if model.__module__.startswith("etabli.") or model in lead]


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
            if row.erase not in ERASURES:
                faults.append(f"{label}.{name}: erase is one of {ERASURES}, not {row.erase!r}")
            if (row.erase == "keep") != bool(row.kept):
                faults.append(f"{label}.{name}: what is kept says why (kept), and nothing else does")
    assert not faults, "\n".join(faults)


def test_what_erasure_must_do_can_be_done() -> None:
    """A row goes whole or not at all; what is emptied can be empty; a neutral word takes the place of words."""
    faults = []
    for owned in declared_owners():
        erasures = {use.erase for use in owned.fields.values()}
        if "delete" in erasures and erasures != {"delete"}:
            faults.append(
                f"{owned.model._meta.label}: of the rows of one owner, all the fields go or none does"
            )
        for name, use in owned.fields.items():
            field: Any = owned.model._meta.get_field(name)
            where, is_text = (
                f"{owned.model._meta.label}.{name}",
                isinstance(field, models.CharField | models.TextField),
            )
            if use.erase == "pseudonym" and not is_text:
                faults.append(f"{where}: no word can take its place")
            if use.erase == "blank" and not (is_text or field.null or isinstance(field, models.JSONField)):
                faults.append(f"{where}: it can't be empty: delete the row, or keep it and say why")
    assert not faults, "\n".join(faults)


def test_what_people_read_of_it_is_in_their_language() -> None:
    personal, _neutral = declared()
    english = set()
    for fields in personal.values():
        for use in fields.values():
            said = [use.purpose, use.kept, use.withheld, use.recipients]
            english |= {text for text in said if text and not isinstance(text, Promise)}
            assert use.basis in LEGAL_BASES
    assert not english, f"to be translated (gettext_lazy): {english}"


def test_each_personal_field_says_whose_it_is() -> None:
    personal, _neutral = declared()
    owners = {key for module in registry_modules("personal") for key in getattr(module, "OWNERS", {})}
    fields = {f"{label}.{name}": label for label, names in personal.items() for name in names}
    nobodys = [name for name, label in fields.items() if not {name, label} & owners]
    assert not nobodys, f"say in OWNERS (foundation/registries.py) whose they are: {nobodys}"
    assert owners <= fields.keys() | personal.keys(), "an owner is declared for what is not personal"


def test_each_personal_model_says_who_else_reads_it() -> None:
    """Closed by default; said all the same, so that somebody thought of it."""
    personal, _neutral = declared()
    said = {key for module in registry_modules("personal") for key in getattr(module, "VISIBLE", {})}
    fields = {f"{label}.{name}" for label, names in personal.items() for name in names}
    assert not personal.keys() - said, "say in VISIBLE (foundation/registries.py) who else reads them"
    assert said <= personal.keys() | fields, "who reads it is declared of what is not personal"


def test_what_is_said_of_who_reads_it_is_a_condition_on_its_rows() -> None:
    staff = Viewer(role=Role.ADVISER, chamber_id=1, organisation_id=1)
    for module in registry_modules("personal"):
        for key, who in getattr(module, "VISIBLE", {}).items():
            if key.count(".") == 1 and (condition := who(staff)) is not None:
                str(apps.get_model(key)._base_manager.filter(condition).query)
            assert who(Viewer.nobody()) is None or isinstance(who, Among), f"{key} is read by strangers"
