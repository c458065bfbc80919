"""The people of the access tests, and how a page of an object declares the function that makes one.

Every object belongs to `world.person` and to `world.chamber`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from django.test import Client

from etabli.foundation.people import pending_uploads
from etabli.foundation.people.models import (
    Membership,
    Organisation,
    OrganisationKind,
    Person,
    Role,
)
from etabli.foundation.people.viewer import Viewer, of_membership
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


def wait_as[Content](
    key: str, uploads: pending_uploads.PendingUploads[Content], viewer: Viewer, content: Content
) -> None:
    """An upload that waits under this key."""
    with patch.object(pending_uploads, "get_random_string", return_value=key):
        uploads.keep(viewer, content)


@dataclass
class World:
    """One chamber with its people, a neighbour with its own, and an association."""

    chamber: Organisation = field(default_factory=make.chamber)
    neighbour: Organisation = field(default_factory=lambda: make.chamber("Chambre voisine"))
    association: Organisation = field(default_factory=make.association)
    viewers: dict[str, Viewer] = field(default_factory=dict)
    _made: dict[Factory, Kwargs] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.relay: Viewer | None = None  # who passes the ad on, when it is not the artisan
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

    def seat_on_both_sides(self) -> None:
        """One human being is an adviser of the chamber, and a member, on the board and a moderator of the association.

        It is they who pass on the ad ("double_adviser" and the like among the posts): the hardest case of neutrality.
        """
        adviser = self.posts["double_adviser"] = make.membership(self.chamber, Role.ADVISER)
        for role in (Role.MEMBER, Role.BOARD, Role.MODERATOR):
            post = make.membership(self.association, role, adviser.user)
            self.posts[f"double_{role}"] = post
        self.relay = of_membership(adviser)

    def viewer(self, post: str) -> Viewer:
        """The same each time in one world: test_double_role.py puts somebody else in their place."""
        return self.viewers.setdefault(post, of_membership(self.posts[post]))

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
