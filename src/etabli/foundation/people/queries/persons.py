"""Reading persons, their links and their consents."""

from datetime import datetime

from django.db import models
from django.db.models.functions import Lower
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.kept_statements import Given, KeptStatement
from etabli.foundation.people.engine.likeness import is_same_name
from etabli.foundation.people.engine.telephone import international
from etabli.foundation.people.links import valid_links
from etabli.foundation.people.models import (
    STAFF,
    Consent,
    Organisation,
    OrganisationKind,
    Person,
    SecretLink,
    User,
)
from etabli.foundation.people.rules import may_help
from etabli.foundation.people.viewer import Viewer

# Whoever came in as them comes in as another person, to whom they were joined: their address opens nothing more.
MERGED_WITH_PROOF = models.Q(mergings__undone_at=None, mergings__proved_at__isnull=False)


# As the constraint of the addresses writes it, whose index finds them.
_PERSON_OF_ADDRESS = KeptStatement(
    Person.objects.alias(folded=Lower("email"))
    .filter(chamber=Given("chamber", models.BigIntegerField()), folded=Given("email", models.CharField()))
    .exclude(email="")
)


class NotVisible(Http404):
    """There is no such object for this viewer: the same answer whether it exists or not."""


def default_chamber() -> Organisation:
    """The chamber of this installation (the first one); raises NotVisible before the set-up."""
    chamber = Organisation.objects.filter(kind=OrganisationKind.CHAMBER).order_by("pk").first()
    if chamber is None:
        raise NotVisible(_("No chamber has been set up yet."))
    return chamber


def own_chamber(viewer: Viewer) -> Organisation:
    """The chamber that the viewer works for; NotVisible when they work for none."""
    if viewer.role not in STAFF or viewer.chamber_id is None:
        raise NotVisible
    return Organisation.objects.get(pk=viewer.chamber_id)


def own_organisation(viewer: Viewer) -> Organisation:
    """The organisation that the viewer acts for, a chamber or another; NotVisible when they act for none."""
    if viewer.organisation_id is None:
        raise NotVisible
    return Organisation.objects.get(pk=viewer.organisation_id)


def find_person(chamber: Organisation, email: str) -> Person | None:
    """The person whom this chamber knows by this address; whoever was joined to another is that other."""
    email = email.strip().lower()
    person = _PERSON_OF_ADDRESS.first(chamber=chamber.pk, email=email) if email else None
    return person and _kept_person(person)


def _kept_person(person: Person) -> Person:
    """Whose things are theirs: as long as they wait for their own word, they are themselves."""
    while person.merged_into is not None and _is_joined(person):
        person = person.merged_into
    return person


def _is_joined(person: Person) -> bool:
    return person.mergings.filter(undone_at=None, joined_at__isnull=False).exists()


def recognise_person(chamber: Organisation, *, name: str, email: str, phone: str) -> Person | None:
    """The person whom the chamber knows by this address, else by this telephone and this name, however either is
    written; nobody when the name could be that of two."""
    if email:
        return find_person(chamber, email)
    alike = [person for person in persons_with_phone(chamber.pk, phone) if is_same_name(person.name, name)]
    alike.sort(key=lambda person: (person.merged_into_id is not None, person.pk))
    exact = [person for person in alike if person.name.casefold() == name.strip().casefold()]
    if exact:
        return _kept_person(exact[0])
    persons = {person.pk: person for person in map(_kept_person, alike)}
    return next(iter(persons.values())) if len(persons) == 1 else None


def persons_with_phone(chamber_id: int, phone: str) -> list[Person]:
    """All who stand written with this telephone, however it is written: one statement. The staff alone may be told."""
    number = international(phone)
    if not number:
        return []
    near = Person.objects.filter(chamber=chamber_id, phone__endswith=number[-2:], erased_at=None)
    near = near.select_related("merged_into")
    return [person for person in near if international(person.phone) == number]


def person_without_account(email: str) -> Person | None:
    """A person of this address who has never signed in, when no user has the address."""
    email = email.strip().lower()
    if not email or User.objects.filter(email__iexact=email).exists():
        return None
    persons = Person.objects.filter(email__iexact=email, user=None)
    return persons.exclude(MERGED_WITH_PROOF).order_by("pk").first()


def get_person(viewer: Viewer, pk: int) -> Person:
    """The person, for themselves or for the staff of their chamber; NotVisible otherwise."""
    person = Person.objects.filter(pk=pk).select_related("chamber").first()
    if person is None or not (viewer.is_person(pk) or viewer.is_staff_of(person.chamber_id)):
        raise NotVisible
    return person


def get_link(viewer: Viewer, pk: int) -> SecretLink:
    """The link, in force or not, for its person and the staff of their chamber; NotVisible otherwise."""
    link = SecretLink.objects.filter(pk=pk).select_related("person").first()
    if link is None or not may_help(viewer, link):
        raise NotVisible
    return link


def is_without_mail(viewer: Viewer) -> bool:
    """Whether the viewer is somebody of whom no e-mail address is known: what speaks of mails is none of theirs."""
    number = viewer.person_id
    if number is None or viewer.user_id is not None or not viewer.is_person(number):
        return False
    return Person.objects.filter(pk=number, email="").exists()


def links_in_force(viewer: Viewer, person: Person, at: datetime) -> list[SecretLink]:
    """By which links somebody comes in as this person, the latest first; for themselves and their chamber's staff."""
    if not (viewer.is_person(person.pk) or viewer.is_staff_of(person.chamber_id)):
        return []
    links = person.links.filter(revoked_at=None, expires_at__gt=at).select_related("paper_code")
    return list(links.order_by("-pk"))


def links_of_chamber(viewer: Viewer) -> models.QuerySet[SecretLink]:
    """The links in force of those whom the viewer's chamber helps, for its staff; of nobody for others."""
    links = valid_links(timezone.now())
    return links.filter(person__chamber=viewer.chamber_id) if viewer.role in STAFF else links.none()


def active_consent(person: Person, purpose: str, about: models.Model | None = None) -> Consent | None:
    """The consent in force for this purpose and object."""
    consents = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None)
    if about is not None:
        consents = consents.filter(subject_type=about._meta.label_lower, subject_id=str(about.pk))
    return consents.order_by("-pk").first()
