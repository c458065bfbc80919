"""Whom one can tell: a person whom a chamber helps, or a user in an organisation (their membership)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F

from etabli.foundation.parties.models import Party
from etabli.foundation.people.links import give_link, link_url
from etabli.foundation.people.models import Membership, Organisation, Person, SecretLink
from etabli.foundation.people.viewer import Viewer, of_membership, of_person
from etabli.foundation.signed_links import is_right

type Owner = Person | Membership


def as_fields(owner: Owner) -> dict[str, Any]:
    """How a row names its owner."""
    if isinstance(owner, Person):
        return {"owner_id": owner.party_id, "organisation_id": None}
    return {"owner_id": owner.user.party_id, "organisation_id": owner.organisation_id}


def owner_of(party: int, organisation_id: int | None, *, even_left: bool = False) -> Owner | None:
    """The owner of a row; None when they are gone: erased, or no more in this organisation (a person is in none).

    `even_left`: whoever was in it until lately is the owner still.
    """
    if organisation_id is not None:
        memberships = Membership.objects.filter(user__party=party, organisation_id=organisation_id)
        memberships = memberships if even_left else memberships.filter(ended_on=None)
        latest = memberships.order_by(F("ended_on").desc(nulls_first=True), "pk")
        if (membership := latest.select_related("user", "organisation").first()) is not None:
            return membership
    return Person.objects.filter(party=party).select_related("chamber").first()


def viewers_of(owner: Owner) -> list[Viewer]:
    """Who they are when they read: a user in each of their roles in that organisation."""
    if isinstance(owner, Person):
        return [of_person(owner)]
    rows = Membership.objects.filter(user=owner.user_id, organisation=owner.organisation_id, ended_on=None)
    memberships = list(rows.select_related("user", "organisation"))
    roles = frozenset((membership.role, membership.organisation_id) for membership in memberships)
    return [of_membership(membership, roles) for membership in memberships]


def readers_of(notice: Any) -> list[Viewer]:
    """Whoever a message is for, as they read it today; nobody once they are gone."""
    owner = owner_of(notice.owner_id, notice.organisation_id)
    return viewers_of(owner) if owner is not None else []


def language_of(owner: Owner) -> str:
    """In which language they read."""
    return language_of_party(owner.party_id if isinstance(owner, Person) else owner.user.party_id)


def language_of_party(party: int) -> str:
    """In which language this party reads: that of the installation when nobody knows."""
    language = Party.objects.filter(pk=party).values_list("language", flat=True).first()
    return language or settings.LANGUAGE_CODE


def address_of(owner: Owner) -> str:
    """Where mails to them go; empty for a person who has only a telephone."""
    return owner.email if isinstance(owner, Person) else owner.user.email


def name_of(owner: Owner) -> str:
    return owner.name if isinstance(owner, Person) else owner.user.name


def chamber_of(owner: Owner) -> int:
    """Whose staff sees in the outbox that it left."""
    return owner.chamber_id if isinstance(owner, Person) else owner.organisation_id


def organisation_of(owner: Owner) -> Organisation:
    """In whose name they are written to."""
    return owner.chamber if isinstance(owner, Person) else owner.organisation


def entry_url(owner: Owner, to: str, at: datetime) -> str:
    """The full address that opens a page of ours to them: a secret link for a person, who has no account, unless the
    page's address is a right by itself."""
    if isinstance(owner, Person) and not is_right(to):
        return link_url(give_link(person=owner, scope=SecretLink.Scope.SPACE, at=at), to=to)
    return f"{settings.BASE_URL}{to}"
