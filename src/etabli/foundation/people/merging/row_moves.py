"""What one person has goes to another, and comes back: found from the relations of the models, never a list.

An app says in `merge_rules.py` what is otherwise than the rule: every row that points to the one points to the
other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import ForeignObjectRel, Model, Q, QuerySet, UniqueConstraint

from etabli.foundation.people.models import BrowserSession, Person
from etabli.foundation.registries import registry_modules

SESSION_RELATION = "people.BrowserSession.person"  # its keys are secrets: what went is known by the links


@dataclass(frozen=True)
class Relation:
    """A column that leads to a person, or (`to_party`) to what they are as a party. `with_proof`: it goes with the
    ways in. `stays`: which rows of the merged one stay with them where both can't stand. `party_column`: the column
    of the same rows, "" for none, that says the person as a party: it goes along."""

    model: type[Model]
    name: str
    to_party: bool
    with_proof: bool
    stays: Q | None
    party_column: str = ""

    @property
    def key(self) -> str:
        return f"{self.model._meta.label}.{self.name}"

    def rows(self, person: Person) -> QuerySet[Any]:
        """Those of this person."""
        value = person.party_id if self.to_party else person.pk
        return self.model._base_manager.filter(**{self.name: value})

    def point(self, pks: Iterable[Any], person: Person) -> None:
        """From now on these rows are this person's."""
        value = person.party_id if self.to_party else person.pk
        also = {self.party_column: person.party_id} if self.party_column else {}
        self.model._base_manager.filter(pk__in=list(pks)).update(**{self.name: value}, **also)


@cache
def relations() -> tuple[Relation, ...]:
    """Every foreign key to a person, in the order of the wings, less the trail; and those to a party that apps name."""
    trail, parties, with_proof = (_declared_relations(name) for name in ("TRAIL", "PARTIES", "WITH_PROOF"))
    stays: dict[str, Q] = dict.fromkeys(_declared_relations("STAYS"), Q())
    party_columns: dict[str, str] = {}
    for module in registry_modules("merge_rules"):
        stays |= getattr(module, "STAYS_IF", {})
        party_columns |= getattr(module, "WITH_PARTY", {})
    relations = [
        (field.related_model, field.field.name, False)
        for field in Person._meta.get_fields(include_hidden=True)
        if isinstance(field, ForeignObjectRel)
    ]
    relations += [(apps.get_model(key.rpartition(".")[0]), key.rpartition(".")[2], True) for key in parties]
    made = [
        Relation(model, name, to_party, key in with_proof, stays.get(key), party_columns.get(key, ""))
        for model, name, to_party in relations
        if (key := f"{model._meta.label}.{name}") not in trail
    ]
    return tuple(sorted(made, key=lambda relation: (not relation.with_proof, relation.key)))


def _declared_relations(name: str) -> frozenset[str]:
    return frozenset(key for module in registry_modules("merge_rules") for key in getattr(module, name, ()))


def clashes(kept: Person, merged: Person) -> list[Model]:
    """The rows of `merged` that can't stand beside one of `kept`, and that nothing says to leave where they are."""
    return [
        row
        for relation in relations()
        for row in relation.model._base_manager.filter(pk__in=_clashing_keys(relation, kept, merged))
        if row.pk not in _staying_rows(relation, kept, merged)
    ]


def move(kept: Person, merged: Person, *, with_proof: bool) -> dict[str, list[Any]]:
    """What `merged` has is `kept`'s from now on; the numbers that went, by relation."""
    moved: dict[str, list[Any]] = {}
    for relation in relations():
        if relation.with_proof != with_proof:
            continue
        clashing = _clashing_keys(relation, kept, merged)
        pks = [pk for pk in relation.rows(merged).values_list("pk", flat=True) if pk not in clashing]
        relation.point(pks, kept)
        if pks and relation.key != SESSION_RELATION:
            moved[relation.key] = sorted(pks)
    return moved


def move_back(kept: Person, merged: Person, moved: dict[str, list[Any]]) -> None:
    """What went is `merged`'s again. What is gone since stays gone. Raises ValueError when something went further."""
    _move_sessions_back(kept, merged, moved.get("people.SecretLink.person", []))
    for relation in relations():
        pks = moved.get(relation.key, [])
        still_kept = relation.model._base_manager.filter(pk__in=pks)
        if pks and still_kept.exclude(pk__in=relation.rows(kept).values("pk")).exists():
            raise ValueError(relation.key)
        relation.point(pks, merged)


def rows_of(moved: dict[str, list[Any]]) -> Iterator[Model]:
    """The rows that went, as they are now."""
    for relation in relations():
        yield from relation.model._base_manager.filter(pk__in=moved.get(relation.key, []))


def _move_sessions_back(kept: Person, merged: Person, links: list[int]) -> None:
    """The browsers that came in by these links."""
    for session in BrowserSession.objects.filter(person=kept) if links else ():
        if (session.get_decoded().get("acting") or {}).get("link") in links:
            BrowserSession.objects.filter(pk=session.pk).update(person=merged)


def _clashing_keys(relation: Relation, kept: Person, merged: Person) -> set[Any]:
    """The rows of `merged` that a unique constraint keeps from standing beside those of `kept`."""
    clashing: set[Any] = set()
    for names, condition in _unique_constraints(relation):
        other_names = [name for name in names if name != relation.name]
        kept_rows = relation.rows(kept).filter(condition).values_list("pk", *other_names)
        kept_values = {values[1:] for values in kept_rows if None not in values[1:]}
        merged_rows = relation.rows(merged).filter(condition).values_list("pk", *other_names)
        clashing |= {values[0] for values in merged_rows if values[1:] in kept_values}
    return clashing


def _staying_rows(relation: Relation, kept: Person, merged: Person) -> set[Any]:
    if relation.stays is None:
        return set()
    return set(relation.rows(merged).filter(relation.stays).values_list("pk", flat=True))


def _unique_constraints(relation: Relation) -> Iterator[tuple[tuple[str, ...], Q]]:
    """(names, condition) of what may stand once only."""
    options = relation.model._meta
    if options.get_field(relation.name).unique:  # type: ignore[union-attr]  # a foreign key
        yield (relation.name,), Q()
    for constraint in options.constraints:
        if isinstance(constraint, UniqueConstraint) and relation.name in constraint.fields:
            yield tuple(constraint.fields), constraint.condition or Q()
