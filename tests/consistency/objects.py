"""The people of the access tests, and for each page that shows one object, such an object: see README.md.

Every object belongs to `world.person` and to `world.chamber`. A page of a new app gets its factory here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from etabli.foundation.people import links, viewer
from etabli.foundation.people.models import Membership, Organisation, OrganisationKind, Person, Role
from tests import factories as make

Kwargs = dict[str, Any]
Factory = Callable[["World"], Kwargs]
FACTORIES: dict[str, Factory] = {}

# The columns of access.txt; the last four are the wrong persons, whoever the page is for.
RIGHT = ("visitor", "artisan", "relay", "member", "board", "moderator", "adviser", "manager")
WRONG = ("other_artisan", "narrow_bearer", "neighbour_adviser", "neighbour_relay")


def objects(*url_names: str) -> Callable[[Factory], Factory]:
    """Declare that a function makes the arguments of these addresses."""

    def declare(factory: Factory) -> Factory:
        for name in url_names:
            if name in FACTORIES:
                raise ValueError(f"two factories for {name}")
            FACTORIES[name] = factory
        return factory

    return declare


@dataclass
class World:
    """One chamber with its people, a neighbour with its own, and an association."""

    chamber: Organisation = field(default_factory=make.chamber)
    neighbour: Organisation = field(default_factory=lambda: make.chamber("Chambre voisine"))
    association: Organisation = field(default_factory=make.association)
    _made: dict[Factory, Kwargs] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.person: Person = make.person(self.chamber)
        self.posts: dict[str, Membership] = {
            "relay": make.membership(self._town_hall(self.chamber), Role.RELAY),
            "member": make.membership(self.association, Role.MEMBER),
            "board": make.membership(self.association, Role.BOARD),
            "moderator": make.membership(self.association, Role.MODERATOR),
            "adviser": make.membership(self.chamber, Role.ADVISER),
            "manager": make.membership(self.chamber, Role.MANAGER),
            "neighbour_adviser": make.membership(self.neighbour, Role.ADVISER),
            "neighbour_relay": make.membership(self._town_hall(self.neighbour), Role.RELAY),
        }

    def client(self, who: str) -> Client:
        """A browser in which this person has come in."""
        client = Client(raise_request_exception=False)
        if who == "artisan":
            make.become(client, link=make.link(self.person))
        elif who == "other_artisan":
            make.become(client, link=make.link(make.person(self.chamber)))
        elif who == "narrow_bearer":
            make.become(client, link=make.link(make.person(self.chamber), "sign_up", 10**6))
        elif who != "visitor":
            make.become(client, membership=self.posts[who])
        return client

    def kwargs(self, url_name: str) -> Kwargs:
        """The arguments of an address, made once."""
        factory = FACTORIES[url_name]
        if factory not in self._made:
            self._made[factory] = factory(self)
        return self._made[factory]

    @staticmethod
    def _town_hall(chamber: Organisation) -> Organisation:
        return Organisation.objects.create(kind=OrganisationKind.RELAY, name="Mairie", chamber=chamber)


# foundation


@objects("people:enter")
def dead_link(world: World) -> Kwargs:
    link = make.link(make.person(world.chamber))
    type(link).objects.filter(pk=link.pk).update(expires_at=make.AT.replace(year=2020))
    return {"token": links.token_of(link)}


@objects("people:undo")
def entry_of_the_artisan(world: World) -> Kwargs:
    from etabli.foundation.journal.models import Entry
    from etabli.foundation.people.actions import correct_person

    correct_person(person=world.person, name="Anna", phone="", by=make.artisan(world.person), at=make.AT)
    return {"pk": Entry.objects.latest("pk").pk}


@objects("seats:sign_up", "seats:withdraw", "seats:again", "seats:calendar")
def sign_up(world: World) -> Kwargs:
    return {"pk": make.sign_up(make.soon(world.chamber), world.person).pk}


# territory


@objects("relays:detail", "relays:edit", "relays:withdraw", "relays:poster", "relays:qr")
def relay(world: World) -> Kwargs:
    from etabli.territory.places.models import Commune, Epci
    from etabli.territory.relays.actions import create_relay

    epci, _ = Epci.objects.get_or_create(code="243301223", name="Médoc Cœur de Presqu'île")
    commune, _ = Commune.objects.get_or_create(
        code="33314", name="Pauillac", epci=epci, population=4900, lat=45.2, lon=-0.75, postal_codes="33250"
    )
    made = create_relay(
        chamber=world.chamber,
        kind="town_hall",
        name="Mairie de Pauillac",
        commune=commune,
        organisation=world.posts["relay"].organisation,
        by=viewer.of_membership(world.posts["adviser"]),
        at=make.AT,
    )
    return {"pk": made.pk}


# procurement

BRIEF_PAGES = """
overview describe frame beside alone hand_over withdraw preview ad one_page_pdf specification_pdf exchange
"""


@objects(*(f"briefs:{page}" for page in BRIEF_PAGES.split()))
def brief(world: World) -> Kwargs:
    from etabli.procurement.briefs.actions import start_brief

    made = start_brief(person=world.person, outcome="site", by=make.artisan(world.person), at=make.AT)
    return {"pk": made.pk}


@objects("briefs:question")
def question(world: World) -> Kwargs:
    from etabli.procurement.needs.catalogue import load

    return {**world.kwargs("briefs:overview"), "need_id": load().needs[0].id}


@objects("briefs:start_beside")
def person(world: World) -> Kwargs:
    return {"person_pk": world.person.pk}
