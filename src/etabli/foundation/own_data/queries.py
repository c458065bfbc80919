"""Whose data, and what is to be erased."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.db.models import DateField, Exists, Max, Model, OuterRef
from django.utils import timezone

from etabli.foundation.journal.models import Entry
from etabli.foundation.own_data.field_names import model_name, sort_key
from etabli.foundation.own_data.holdings import (
    Identifiers,
    declared_owners,
    holdings,
    is_own_data,
    of_outsider,
    of_person,
    of_user,
    owner_model,
    without_shared_accounts,
)
from etabli.foundation.own_data.models import Erasure
from etabli.foundation.own_data.visibility import may_read
from etabli.foundation.parties.models import Capacity
from etabli.foundation.people.models import STAFF, Person, Role, User
from etabli.foundation.people.personal import CONTACT
from etabli.foundation.people.queries import NotVisible, get_person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Withdrawal, registry_modules

type Subject = Person | User | Capacity  # the last: a row of somebody without an account (`by_address`)


def subject_for(viewer: Viewer, pk: int | None) -> Person | User:
    """Whose data a page is about: the viewer's own, or that of a person (`pk`) for the staff of their chamber."""
    if pk is not None:
        if viewer.role not in STAFF:
            raise NotVisible
        return get_person(viewer, pk)
    if viewer.person_id is not None and viewer.role == Role.ARTISAN:
        return Person.objects.select_related("chamber").get(pk=viewer.person_id)
    if viewer.user_id is None:
        raise NotVisible
    return User.objects.get(pk=viewer.user_id)


def identifiers_of(subject: Subject) -> Identifiers:
    """By what the tables know this person, this account, or this row of somebody without one."""
    if isinstance(subject, Person):
        return of_person(subject)
    return of_user(subject) if isinstance(subject, User) else of_outsider(subject)


def parties_of(subject: Subject) -> list[int]:
    """All the parties that they are: whoever has no account is one for each thing that they asked."""
    if isinstance(subject, Person | User):
        return [subject.party_id]
    return sorted(of_outsider(subject).parties)


def erasure_under_way(subject: Subject) -> Erasure | None:
    """What was asked and is still to be done: one statement; a few more from outside."""
    return Erasure.objects.filter(owner__in=parties_of(subject), cancelled_at=None, done_at=None).first()


def kinds_held(subject: Subject, viewer: Viewer) -> list[tuple[str, int]]:
    """(what it is called, how many) of each kind of thing that a copy of theirs, made for this viewer, holds."""
    counts: dict[str, set[Any]] = {}
    identifiers = identifiers_of(subject)
    all_holdings = holdings(identifiers, viewer)
    given_holdings = [
        holding for holding in all_holdings if not all(u.withheld for u in holding.owned.fields.values())
    ]
    for given_holding in given_holdings:
        counts.setdefault(given_holding.owned.model._meta.label, set()).update(given_holding.ids)
    to_staff = not is_own_data(identifiers, viewer)
    return [
        (model_name(label, to_staff=to_staff), len(counts[label])) for label in sorted(counts, key=sort_key)
    ]


def rows_to_withdraw(subject: Subject, at: datetime) -> list[tuple[Withdrawal, Any]]:
    """What is withdrawn before somebody is erased: (how, row), from the highest wing to the lowest."""
    declared = [withdrawal for module in registry_modules("withdrawals") for withdrawal in module.WITHDRAWALS]
    parties = parties_of(subject)
    return [
        (withdrawal, row)
        for withdrawal in reversed(declared)
        for party in parties
        for row in withdrawal.rows(party, at)
    ]


def serves_a_chamber(subject: Subject) -> bool:
    """Whether this account works for a chamber now."""
    return isinstance(subject, User) and subject.memberships.filter(role__in=STAFF, ended_on=None).exists()


def erasure_day(at: datetime) -> datetime:
    """When what is asked now would be done."""
    return at + settings.ERASURE_DELAY


def erasures_waiting(viewer: Viewer) -> list[tuple[Erasure, Person]]:
    """What was asked in the viewer's chamber and is still to be done, the nearest first: two statements."""
    if viewer.role not in STAFF:
        return []
    erasures = list(
        Erasure.objects.filter(chamber=viewer.chamber_id, cancelled_at=None, done_at=None).order_by("due_at")
    )
    rows = Person.objects.filter(party__in=[erasure.owner_id for erasure in erasures])
    people = {person.party_id: person for person in rows}
    return [(erasure, people[erasure.owner_id]) for erasure in erasures]


@dataclass(frozen=True)
class ErasurePreview:
    """What becomes of what is held of somebody: kinds that go, (why, kinds) of what stays, what is withdrawn first."""

    going: list[str]
    kept: list[tuple[str, list[str]]]
    withdrawn: list[str]


def preview_erasure(subject: Subject, viewer: Viewer, at: datetime) -> ErasurePreview:
    """What an erasure would do, as far as this viewer may read of it."""
    identifiers = identifiers_of(subject)
    is_own = is_own_data(identifiers, viewer)
    going: dict[str, None] = {}
    kept_by_reason: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for holding in holdings(without_shared_accounts(identifiers), viewer):
        name = model_name(holding.owned.model._meta.label, to_staff=not is_own)
        for use in holding.owned.fields.values():
            if use.erase == "keep":
                kept_by_reason[str(use.kept)][name] = None
            else:
                going[name] = None
    withdrawn = [
        withdrawal.sentence(row)
        for withdrawal, row in rows_to_withdraw(subject, at)
        if is_own or may_read(viewer, row)
    ]
    return ErasurePreview(
        list(going), [(why, list(names)) for why, names in kept_by_reason.items()], withdrawn
    )


def without_news(viewer: Viewer, at: datetime) -> list[Person]:
    """The persons of the chamber of whom nothing was heard for longer than they may be kept, the longest first.

    Whatever bears a date and leads to them counts, and whatever they did; who is to be erased already is left out.
    One statement.
    """
    if viewer.role not in STAFF:
        return []
    since = CONTACT.kept_since(at)
    persons = Person.objects.filter(
        chamber=viewer.chamber_id, erased_at=None, merged_into=None, created_at__lt=since
    )
    erasures = Erasure.objects.filter(owner=OuterRef("party"), cancelled_at=None)
    persons = persons.exclude(Exists(erasures)).exclude(
        Exists(Entry.objects.filter(actor=OuterRef("party"), at__gte=since))
    )
    for model, path, name in _dated_fields():
        recent = model._base_manager.filter(**{path: OuterRef("pk"), f"{name}__gte": since})
        persons = persons.exclude(Exists(recent))
    return list(persons.order_by("created_at", "pk"))


def last_heard(people: Sequence[Person]) -> dict[int, date]:
    """The last day on which something happened to each of these persons: a statement for each kind of thing; none for
    nobody."""
    last_days: dict[int, date] = {person.pk: timezone.localdate(person.created_at) for person in people}
    for (model, path), fields in groupby(_dated_fields() if last_days else [], key=itemgetter(0, 1)):
        rows = model._base_manager.filter(**{f"{path}__in": last_days}).order_by()
        for pk, *latest in rows.values_list(path).annotate(*(Max(name) for _model, _path, name in fields)):
            instants = [at for at in latest if at is not None]
            days = [timezone.localdate(at) if isinstance(at, datetime) else at for at in instants]
            last_days[pk] = max([last_days[pk], *(day for day in days if day <= timezone.localdate())])
    return last_days


@cache
def _dated_fields() -> list[tuple[type[Model], str, str]]:
    """(model, path to the person, field) of each day or instant that something happened to a person."""
    return [
        (owned.model, owned.path, field.name)
        for owned in declared_owners()
        if owned.is_whole
        and owned.found_by == "path"
        and owner_model(owned) is Person
        and owned.model is not Person
        for field in owned.model._meta.concrete_fields
        if isinstance(field, DateField) and not field.name.endswith(("expires_at", "deadline_on", "erase_at"))
    ]
