"""Two chambers, an artisan and an adviser in each, and the means to enter as one of them."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from etabli.foundation.people.links import give_link, link_url
from etabli.foundation.people.models import Membership, Organisation, Person, Role, SecretLink, User
from etabli.foundation.people.viewer import Viewer, of_membership, of_person
from etabli.procurement.briefs import actions
from etabli.procurement.briefs.models import Brief
from etabli.procurement.needs.engine import Need
from tests.armed import ArmedClient

AT = datetime.datetime(2026, 11, 25, 10, tzinfo=datetime.UTC)


WORDS = {
    "makes": "Je refais des murs en pierre et des terrasses autour de Bazas, une dizaine par an, photos à l’appui",
    "chosen-for": "Je tiens mes dates, les textes le disent",
}


def answer_to(need: Need) -> dict[str, str]:
    """What the form of a need is sent: the first ready answer, or words."""
    return {"answer": need.choices[0].id} if need.choices else {"words": WORDS[need.id]}


@dataclass
class House:
    """A chamber with one artisan and one adviser."""

    chamber: Organisation
    person: Person
    membership: Membership

    @property
    def artisan(self) -> Viewer:
        return of_person(self.person)

    @property
    def adviser(self) -> Viewer:
        return of_membership(self.membership)

    def brief(self, outcome: str = "site", trade: str = "maçon") -> Brief:
        return actions.start_brief(person=self.person, outcome=outcome, trade=trade, by=self.artisan, at=AT)


def a_house(name: str) -> House:
    chamber = Organisation.objects.create(kind="chamber", name=f"Chambre de {name}")
    person = Person.objects.create(
        chamber=chamber, name="Ginette Etcheverry", email=f"artisan@{name}.example", created_at=AT
    )
    user = User.objects.create_user(f"adviser@{name}.example", "Une conseillère")
    membership = Membership.objects.create(user=user, organisation=chamber, role=Role.ADVISER)
    return House(chamber, person, membership)


@pytest.fixture
def house(db: None) -> House:
    return a_house("gironde")


@pytest.fixture
def neighbour(db: None) -> House:
    return a_house("landes")


@pytest.fixture
def enter(client: ArmedClient) -> Callable[[House, str], ArmedClient]:
    """The client as a person of a house, "artisan" or "adviser"."""

    def as_(house: House, who: str) -> ArmedClient:
        client.logout()
        if who == "adviser":
            client.force_login(house.membership.user, backend="django.contrib.auth.backends.ModelBackend")
        else:
            link = give_link(
                person=house.person, scope=SecretLink.Scope.SPACE, at=datetime.datetime.now(datetime.UTC)
            )
            client.get(link_url(link, "/mon-projet/").removeprefix("http://127.0.0.1:8000"))
        return client

    return as_
