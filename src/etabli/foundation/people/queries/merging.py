"""Reading what is joined: who is whom, who waits for whose word, who was said to be two."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from etabli.foundation.people.models import Merging, Organisation, Person, Role, TwoPersons
from etabli.foundation.people.queries.persons import NotVisible, persons_with_phone
from etabli.foundation.people.viewer import Viewer


def current_person_of(person: Person) -> Person:
    """The person whom the chamber keeps of those that were joined: most often this very one."""
    while person.merged_into is not None:
        person = person.merged_into
    return person


def joined_persons(person: Person, *, waiting: bool = False) -> list[Person]:
    """Those whose things are this person's since they were joined, the ones of those included; with `waiting`, those
    too that are one person for the chamber, and wait for the word of whoever comes in as them: one statement most
    often."""
    persons: list[Person] = []
    ahead: Iterable[int] = [person.pk]
    while ahead:
        rows = Person.objects.filter(merged_into__in=ahead).select_related("user").order_by("pk")
        if not waiting:
            rows = rows.filter(mergings__undone_at=None, mergings__joined_at__isnull=False)
        persons += rows
        ahead = [row.pk for row in rows]
    return persons


def mergings_of(viewer: Viewer, person: Person) -> list[Merging]:
    """What stands joined to this person, the latest first, for the staff of their chamber."""
    if not viewer.is_staff_of(person.chamber_id):
        return []
    mergings = Merging.objects.filter(kept=person, undone_at=None).select_related("merged", "kept")
    return list(mergings.order_by("-pk"))


def merging_to_confirm(viewer: Viewer) -> Merging | None:
    """The joining that waits for the word of this viewer, in their own space: one statement."""
    if viewer.role != Role.ARTISAN or viewer.person_id is None or viewer.beside is not None:
        return None
    return merging_waits(viewer.person_id).select_related("merged", "kept").order_by("pk").first()


def merging_waits(person: Any) -> QuerySet[Merging]:
    """The joinings that wait for the word of this person, by their number or a reference to it."""
    condition = Q(merged=person, merged_said_at=None) | Q(kept=person, kept_said_at=None)
    return Merging.objects.filter(condition, undone_at=None, proved_at=None)


def get_merging(viewer: Viewer, pk: int) -> Merging:
    """A joining of the viewer's chamber, for its staff; raises NotVisible."""
    merging = Merging.objects.filter(pk=pk).select_related("merged", "kept").first()
    if merging is None or not viewer.is_staff_of(merging.chamber_id):
        raise NotVisible
    return merging


def get_two_persons(viewer: Viewer, first: int, other: int) -> tuple[Person, Person]:
    """Two persons of the viewer's chamber who stand by themselves, for its staff; raises NotVisible."""
    persons = Person.objects.filter(pk__in=[first, other], merged_into=None, erased_at=None).select_related(
        "chamber"
    )
    two = {person.pk: person for person in persons if viewer.is_staff_of(person.chamber_id)}
    if len(two) < 2:
        raise NotVisible
    return two[first], two[other]


def refusal_of(person: Person, other: Person) -> Merging | None:
    """The last joining of these two that whoever comes in as one of them refused; the caller has authorised both."""
    keys = [person.pk, other.pk]
    refused = Merging.objects.filter(kept__in=keys, merged__in=keys, refused_at__isnull=False)
    return refused.order_by("-refused_at").first()


def pairs_kept_apart(chamber_id: int) -> frozenset[tuple[int, int]]:
    """The pairs of a chamber that somebody said to be two, the lower number first."""
    pairs = TwoPersons.objects.filter(chamber=chamber_id).exclude(kept_apart_at=None)
    return frozenset(pairs.values_list("one_id", "other_id"))


def known_by_phone(chamber: Organisation | int, phone: str) -> list[Person]:
    """Whom the chamber knows by this telephone, however either was written: of those who are joined, the one who is
    kept. The staff alone may be told."""
    number = chamber if isinstance(chamber, int) else chamber.pk
    persons = {current_person_of(person) for person in persons_with_phone(number, phone)}
    return sorted((person for person in persons if person.erased_at is None), key=lambda person: person.pk)


def kept_and_merged(person: Person, other: Person, wanted: str = "") -> tuple[Person, Person]:
    """(who stays, who is joined to them): whom `wanted` names stays, else whoever comes in by themselves, else the one
    known for longest."""
    persons = [person, other]
    persons.sort(
        key=lambda row: (str(row.pk) != wanted, not row.user_id, not row.email, row.created_at, row.pk)
    )
    return persons[0], persons[1]
