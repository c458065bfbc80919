"""A small territory: two EPCI on two banks, a chamber with its adviser, a neighbour chamber with its own."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from etabli.foundation.people.models import Membership, Organisation, OrganisationKind, Role, User
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.territory.places.models import Commune, Epci, Road

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Staff:
    """Somebody who signs in, and how the code sees them."""

    user: User
    chamber: Organisation
    viewer: Viewer


def staff(chamber: Organisation, email: str, role: Role = Role.ADVISER) -> Staff:
    user = User.objects.create_user(email, "Camille Exemple")
    membership = Membership.objects.create(user=user, organisation=chamber, role=role)
    return Staff(user, chamber, of_membership(membership))


@pytest.fixture
def chamber(db: None) -> Organisation:
    return Organisation.objects.create(kind=OrganisationKind.CHAMBER, name="CMA Gironde")


@pytest.fixture
def adviser(chamber: Organisation) -> Staff:
    return staff(chamber, "adviser@example.org")


@pytest.fixture
def neighbour(chamber: Organisation) -> Staff:
    """An adviser of another chamber (made second: the first is the one of the installation)."""
    other = Organisation.objects.create(kind=OrganisationKind.CHAMBER, name="CMA Landes")
    return staff(other, "neighbour@example.org")


@pytest.fixture
def communes(db: None) -> dict[str, Commune]:
    """Three towns of Médoc and Blayais: Pauillac and Blaye are far from one another by road."""
    medoc = Epci.objects.create(code="200069995", name="CC Médoc Cœur de Presqu'île")
    blaye = Epci.objects.create(code="200023794", name="CC de Blaye")
    made = [
        Commune(
            code="33314",
            name="Pauillac",
            epci=medoc,
            population=4800,
            lat=45.2,
            lon=-0.748,
            postal_codes="33250",
        ),
        Commune(
            code="33423",
            name="Saint-Julien-Beychevelle",
            epci=medoc,
            population=600,
            lat=45.16,
            lon=-0.74,
            postal_codes="33250",
            former_codes="33999",
        ),
        Commune(
            code="33058",
            name="Blaye",
            epci=blaye,
            population=5000,
            lat=45.13,
            lon=-0.66,
            postal_codes="33390",
        ),
    ]
    Commune.objects.bulk_create(made)
    Road.objects.create(a_id="33314", b_id="33423", km=4.0)
    Road.objects.create(a_id="33423", b_id="33058", km=80.0)
    return {commune.name: commune for commune in Commune.objects.all()}
