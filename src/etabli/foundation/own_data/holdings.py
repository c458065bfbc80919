"""Finding all that is held of somebody, in every table, from what each app's `personal.py` declares."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, Q, QuerySet

from etabli.foundation.journal.people_concerned import model_at_end, ways_of
from etabli.foundation.own_data.by_address import (
    declaration_of,
    is_outsider,
    organisation_lookups,
    rows_of_address,
)
from etabli.foundation.own_data.visibility import (
    follows_its_row,
    hidden_fields,
    is_open_to_all_staff,
    readable_fields,
)
from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Capacity, Party
from etabli.foundation.people.models import Membership, Person, SecretLink, User
from etabli.foundation.people.queries import joined_persons
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Personal, registry_modules
from etabli.foundation.text_lookups import equals

OWNER_KINDS = frozenset({"e-mail", "person", "file", "row", "about", "copy"})


@dataclass(frozen=True)
class Identifiers:
    """By what the tables know somebody: numbers of persons, users, secret links and parties, addresses.

    `chamber_id`: only what this chamber holds is looked for where an address alone tells whose a row is.
    `outsider_lookups`: somebody without an account, of whom only what these lookups lead to one organisation is looked
    for: (model, lookup, organisation).
    """

    persons: frozenset[int] = frozenset()
    users: frozenset[int] = frozenset()
    addresses: frozenset[str] = frozenset()
    links: frozenset[int] = frozenset()
    parties: frozenset[int] = frozenset()
    chamber_id: int | None = None
    outsider_lookups: frozenset[tuple[str, str, int]] = frozenset()


@dataclass(frozen=True)
class Owned:
    """What `personal.py` says of some fields of a model: how their owner is known (see `registries.OWNERS`).

    `is_whole`: the rows are their owner's, not only some fields of somebody else's rows.
    """

    model: type[Model]
    owner_rule: str
    is_whole: bool
    fields: dict[str, Personal] = field(default_factory=dict)

    @property
    def found_by(self) -> str:
        """One of OWNER_KINDS, or "path"."""
        kind, colon, _rest = self.owner_rule.partition(": ")
        return kind if colon else "path"

    @property
    def path(self) -> str:
        """The lookup that leads to the owner; or, for a copy, of what it is one."""
        return self.owner_rule.rpartition(": ")[2]


@dataclass(frozen=True)
class Holding:
    """The rows of somebody that one declaration finds; never empty."""

    owned: Owned
    rows: QuerySet[Any]
    ids: frozenset[Any]


def of_person(person: Person, *, waiting: bool = False) -> Identifiers:
    """Somebody whom a chamber helps, with those who were joined to them; with their account, unless it serves them in
    another role. `waiting`: with those too who are one person for the staff alone, until they said so themselves."""
    persons = [person, *joined_persons(person, waiting=waiting)]
    links = dict(SecretLink.objects.filter(person__in=persons).values_list("pk", "party_id"))
    accounts = [
        person.user for person in persons if person.user is not None and not serves_a_role(person.user.pk)
    ]
    owners: list[Person | User] = [*persons, *accounts]
    parties = [owner.party_id for owner in owners]
    return Identifiers(
        persons=frozenset(person.pk for person in persons),
        users=frozenset(account.pk for account in accounts),
        addresses=_folded(owner.email for owner in owners),
        links=frozenset(links),
        parties=frozenset({*parties, *filter(None, links.values())}),
        chamber_id=person.chamber_id,
    )


def without_shared_accounts(identifiers: Identifiers) -> Identifiers:
    """Whom an erasure is about: not the account by which they come in at another chamber too."""
    if not identifiers.persons:
        return identifiers
    other_persons = Person.objects.filter(user__in=identifiers.users).exclude(pk__in=identifiers.persons)
    shared = dict(other_persons.values_list("user_id", "user__party_id"))
    return replace(
        identifiers,
        users=identifiers.users - shared.keys(),
        parties=identifiers.parties - set(shared.values()),
    )


def of_user(user: User) -> Identifiers:
    """Somebody who signs in, in their roles; the person whom a chamber helps is another side of theirs."""
    parties = frozenset({user.party_id})
    return Identifiers(users=frozenset({user.pk}), addresses=_folded([user.email]), parties=parties)


def of_outsider(row: Any) -> Identifiers:
    """Somebody without an account, by a row whose link proves their mailbox: what its organisation holds of it."""
    organisation_id = declaration_of(row).organisation(row)
    same_address_rows = rows_of_address(row.email, organisation_id)
    paths = organisation_lookups(row.email).items()
    return Identifiers(
        addresses=_folded([row.email]),
        parties=frozenset(
            {row.party_id, *(same_address_row.party_id for same_address_row in same_address_rows)}
        ),
        outsider_lookups=frozenset((label, path, organisation_id) for label, path in paths),
    )


def of_viewer(viewer: Viewer) -> Identifiers:
    """Whoever looks, on the side where they act: an artisan in their space, or a user in their roles."""
    if viewer.person_id is not None:
        return of_person(Person.objects.select_related("user").get(pk=viewer.person_id))
    return of_user(User.objects.get(pk=viewer.user_id or 0))


def serves_a_role(user_id: int) -> bool:
    """Whether this account has, or had, a role in an organisation."""
    return Membership.objects.filter(user_id=user_id).exists()


def holdings(identifiers: Identifiers, viewer: Viewer | None = None) -> list[Holding]:
    """All the rows of somebody; or, for a viewer who is somebody else, what they read of them on the ordinary pages.

    One statement for each declaration, whatever there is to find.
    """
    reader = None if viewer is None or is_own_data(identifiers, viewer) else viewer
    direct = [owned for owned in declared_owners() if owned.found_by in _DIRECT]
    follow = [owned for owned in direct if reader is not None and follows_its_row(owned.model)]
    results = [
        held
        for owned in direct
        if owned not in follow
        for held in _found_holdings(owned, _direct_condition(owned, identifiers), reader)
    ]
    for owned in declared_owners():
        if owned.found_by in _INDIRECT:
            results += _found_holdings(
                owned, _INDIRECT[owned.found_by](owned, identifiers, results, reader), reader
            )
    hung = {holding.owned.model: holding.ids for holding in results if holding.owned.is_whole}
    for owned in follow:
        condition = _direct_condition(owned, identifiers)
        if condition is not None:
            results += _found_holdings(owned, condition & Q(pk__in=hung.get(owned.model, ())))
    return results


def is_own_data(identifiers: Identifiers, viewer: Viewer) -> bool:
    """Whether it is the viewer themselves, on the side where they act."""
    is_known = viewer.user_id in identifiers.users or any(viewer.is_person(pk) for pk in identifiers.persons)
    return is_known or is_outsider(viewer, identifiers.parties)


@cache
def declared_owners() -> tuple[Owned, ...]:
    """What the apps declare, in the order of the wings: for each model, the fields that have one owner."""
    personal, declared = _declarations()
    grouped: dict[tuple[str, str], Owned] = {}
    for label, fields in personal.items():
        for name, use in fields.items():
            model, whole = apps.get_model(label), declared.get(label, ())
            for owner in declared.get(f"{label}.{name}") or whole:
                owned = grouped.setdefault((label, owner), Owned(model, owner, owner in whole))
                owned.fields[name] = use
    return tuple(grouped.values())


def _declarations() -> tuple[dict[str, dict[str, Personal]], dict[str, tuple[str, ...]]]:
    personal: dict[str, dict[str, Personal]] = {}
    declared: dict[str, tuple[str, ...]] = {}
    installed = {model._meta.label for model in apps.get_models()}
    for module in registry_modules("personal"):
        for label, fields in module.PERSONAL.items():
            if label not in installed:  # of a library that this installation does without
                continue
            personal.setdefault(label, {}).update(fields)
        declared.update({name: ways_of(owner) for name, owner in getattr(module, "OWNERS", {}).items()})
    return personal, declared


def _found_holdings(owned: Owned, condition: Q | None, reader: Viewer | None = None) -> Iterator[Holding]:
    if condition is None:
        return
    parts = [(owned.fields, Q())]
    if reader is not None and not follows_its_row(owned.model):
        parts = list(readable_fields(reader, owned.model, owned.fields))
    for fields, readable in parts:
        ids = frozenset(owned.model._base_manager.filter(condition & readable).values_list("pk", flat=True))
        if ids:
            rows = owned.model._base_manager.filter(pk__in=ids)
            yield Holding(replace(owned, fields=fields), rows, ids)


def _direct_condition(owned: Owned, identifiers: Identifiers) -> Q | None:
    """The rows that name this human being by themselves."""
    match owned.found_by:
        case "path":
            keys = {User: identifiers.users, Party: identifiers.parties}.get(
                owner_model(owned), identifiers.persons
            )
            return Q(**{f"{owned.path}__in": keys}) if keys else None
        case "person":
            return Q(**{f"{owned.path}__in": identifiers.persons}) if identifiers.persons else None
    if identifiers.outsider_lookups:
        return _outsider_condition(owned, identifiers)
    named = Q(
        *(equals(owned.path, address) for address in sorted(identifiers.addresses)),
        _connector=Q.OR,
    )
    if identifiers.chamber_id is None or not identifiers.addresses:
        return named or None
    chamber = owned.path.rpartition("__")[0]
    return named & Q(**{f"{chamber}__chamber_id" if chamber else "chamber_id": identifiers.chamber_id})


def _outsider_condition(owned: Owned, identifiers: Identifiers) -> Q | None:
    """The rows of one organisation that bear this address; of no other, whatever is declared."""
    for label, path, organisation_id in identifiers.outsider_lookups:
        if label == owned.model._meta.label:
            return equals(owned.path, min(identifiers.addresses, default="")) & Q(**{path: organisation_id})
    return None


def owner_model(owned: Owned) -> type[Model]:
    """At which model a path ends: Person, User or Party."""
    return model_at_end(owned.model, owned.path)


def _files_condition(
    owned: Owned, identifiers: Identifiers, holdings: Iterable[Holding], reader: Viewer | None
) -> Q | None:
    """The files to which rows of theirs point."""
    ids: set[Any] = set()
    for held in holdings:
        for column in held.owned.model._meta.concrete_fields:
            if (
                isinstance(column, ForeignKey)
                and column.related_model is owned.model
                and column.name in held.owned.fields
            ):
                ids.update(held.rows.exclude(**{column.name: None}).values_list(column.attname, flat=True))
    return Q(pk__in=ids) if ids else None


def _named_condition(
    owned: Owned, identifiers: Identifiers, holdings: Iterable[Holding], reader: Viewer | None
) -> Q | None:
    """The rows of which a text names one of theirs ("member:12"), or of which one of theirs is the party."""
    if owner_model(owned) is Party:
        capacities = [
            held.rows for held in holdings if held.owned.is_whole and issubclass(held.owned.model, Capacity)
        ]
        return Q(
            **{
                f"{owned.path}__in": {
                    pk for rows in capacities for pk in rows.values_list("party", flat=True)
                }
            }
        )
    names = {
        f"{held.owned.model._meta.model_name}:{pk}"
        for held in holdings
        if held.owned.is_whole
        for pk in held.ids
    }
    return Q(**{f"{owned.path}__in": names})


def _entries_condition(
    owned: Owned, identifiers: Identifiers, holdings: Iterable[Holding], reader: Viewer | None
) -> Q | None:
    """What is told of a row of theirs, or of one that is gone and on which they acted in their own space; less what
    tells of a field that the reader doesn't read."""
    keys_by_model: defaultdict[str, set[str]] = defaultdict(set)
    for held in holdings:
        if held.owned.is_whole and held.owned.model is not owned.model:
            keys_by_model[held.owned.model._meta.label_lower].update(str(pk) for pk in held.ids)
    acted = (
        owned.model._base_manager.filter(actor__in=identifiers.parties)
        .exclude(actor__kind=PartyKind.USER)
        .order_by()
    )
    for label, pks in _group_pairs(acted.values_list("subject_type", "subject_id").distinct()).items():
        model = apps.get_model(label)
        existing = model._base_manager.filter(pk__in=pks).values_list("pk", flat=True)
        if (gone := pks - {str(pk) for pk in existing}) and (reader is None or is_open_to_all_staff(model)):
            keys_by_model[label] |= gone
    conditions = [
        Q(subject_type=label, subject_id__in=pks) & _tells_no_hidden_field(label, reader)
        for label, pks in sorted(keys_by_model.items())
    ]
    return Q(*conditions, _connector=Q.OR) if keys_by_model else None


def _tells_no_hidden_field(label: str, reader: Viewer | None) -> Q:
    """The entries that tell of no field that this reader doesn't read."""
    hidden = [] if reader is None else hidden_fields(reader, apps.get_model(label))
    hidden += [f"{name}_id" for name in hidden]  # so the journal writes a relation
    return ~(Q(before__has_any_keys=hidden) | Q(after__has_any_keys=hidden)) if hidden else Q()


def _group_pairs(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    grouped: defaultdict[str, set[str]] = defaultdict(set)
    for first, second in pairs:
        grouped[first].add(second)
    return grouped


_DIRECT = frozenset({"path", "person", "e-mail"})
_INDIRECT = {"file": _files_condition, "row": _named_condition, "about": _entries_condition}


def _folded(addresses: Iterable[str]) -> frozenset[str]:
    return frozenset(address.lower() for address in addresses if address)
