"""Who holds a place, by the kind of their party: their name, and how one writes to them or calls them.

Whoever else is to hold places has a line in `HOLDERS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from etabli.foundation.notices.owners import Owner
from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Membership, Person, User

WITH_HOLDERS = (
    "person",
    "holder__user",
    "brought_by__person",
)  # what a query of sign-ups selects to know who holds them


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a place, or is told of one.

    `thread`: what the keys of their messages about an occasion end with. A holder is a `person` whom a chamber helps,
    or a `user` who signs in.
    """

    party_id: int
    thread: str
    name: str
    email: str
    phone: str
    person: Person | None = None
    user: User | None = None

    @property
    def required_person(self) -> Person:
        """The person, where nobody else can hold a place (a workshop); raises ValueError for somebody else."""
        if self.person is None:
            raise ValueError(f"party {self.party_id} is no person")
        return self.person

    @property
    def row(self) -> Person | User:
        """The person or the user, as the acts take them."""
        holder = self.person or self.user
        assert holder is not None  # every kind of `HOLDERS` is one of the two
        return holder

    def owner_in(self, organisation_id: int) -> Owner | None:
        """As whom they are told of an occasion of this organisation; None for a user who has left it."""
        if self.user is None:
            return self.person
        memberships = Membership.objects.filter(user=self.user, organisation=organisation_id, ended_on=None)
        return memberships.select_related("user", "organisation").order_by("pk").first()


def holder_of_person(person: Person) -> Holder:
    """Somebody whom a chamber helps."""
    return Holder(person.party_id, str(person.pk), person.name, person.email, person.phone, person=person)


def holder_of_user(user: User) -> Holder:
    """Somebody who signs in: a member of the association."""
    return Holder(user.party_id, f"user-{user.pk}", str(user), user.email, "", user=user)


def holder_fields(holder: Person | User) -> dict[str, Any]:
    """The fields of a sign-up that say whose it is."""
    return {"holder_id": holder.party_id, "person": holder if isinstance(holder, Person) else None}


HOLDERS: Mapping[str, Callable[[Party], Holder]] = {
    PartyKind.PERSON: lambda party: holder_of_person(party.person),
    PartyKind.USER: lambda party: holder_of_user(party.user),
}


def holder_of(party: Party) -> Holder:
    """Who this party is, as a holder of places; raises KeyError for a kind that holds none."""
    return HOLDERS[party.kind](party)
