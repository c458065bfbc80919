"""The people of the association: two chambers, an artisan, members, an adviser who sits on the board."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from etabli.community.association.actions import add_member
from etabli.community.association.models import Member
from etabli.community.market import actions, queries
from etabli.community.market.models import Ad
from etabli.community.market.queries import AnswerCard
from etabli.foundation.people.models import Consent, Membership, Organisation, Person, Role, User
from etabli.foundation.people.viewer import Viewer, of_membership, of_person
from tests import factories as make

AT = datetime(2027, 1, 12, 9, 30, tzinfo=UTC)
DEADLINE = date(2027, 2, 1)


def enter(client: Client, user: User, role: Role | None = None) -> Client:
    """Sign in, in this role when the user holds several."""
    if role is None:
        client.force_login(user)
        return client
    return make.become(client, membership=Membership.objects.get(user=user, role=role, ended_on=None))


def join(world: Any, name: str, trade: str = "developer") -> Member:
    user = User.objects.create_user(f"{name}@example.invalid", name)
    return add_member(
        organisation=world.association,
        user=user,
        display_name=name,
        trade=trade,
        joined_on=date(2026, 1, 1),
        by=Viewer.system(),
        at=AT,
    )


def as_member(member: Member) -> Viewer:
    return of_membership(Membership.objects.get(user=member.user, role=Role.MEMBER, ended_on=None))


def all_roles(user: User) -> frozenset[tuple[str, int]]:
    return frozenset((m.role, m.organisation_id) for m in user.memberships.filter(ended_on=None))


def acting(user: User, role: Role) -> Viewer:
    """A user in one of their roles, with all the others known."""
    found = user.memberships.select_related("organisation", "user").get(role=role, ended_on=None)
    return of_membership(found, all_roles(user))


def pass_on(
    world: Any,
    person: Person,
    *,
    by: Viewer | None = None,
    number: int = 1,
    read: bool = True,
    **changes: Any,
) -> Ad:
    """An ad of this person for the brief `number`, to which they agreed; a moderator has `read` it."""
    Consent.objects.create(
        person=person,
        purpose=Consent.Purpose.AD,
        subject_type="briefs.brief",
        subject_id=str(number),
        given_at=AT,
        recorded_by_id=(by or of_person(person)).actor.party_id,
    )
    given = {
        "person": person,
        "title": "Un site pour une menuiserie",
        "text": "Montrer mes réalisations.",
        "needs": ["Des photos de mes chantiers", "Un formulaire de contact"],
        "place": "CC Médoc Estuaire",
        "budget": "De 1 500 à 2 500 €",
        "deadline_on": DEADLINE,
        "brief_ref": f"briefs.brief:{number}",
        "by": by or of_person(person),
        "at": AT,
    }
    ad = actions.pass_on_ad(**{**given, **changes})
    return actions.publish_ad(subject=ad, by=Viewer.system(), at=AT) if read else ad


def answer(ad: Ad, member: Member, message: str = "Bonjour, voici ma proposition.", **changes: Any) -> Any:
    given = {"ad": ad, "message": message, "upload": make.examined(), "by": as_member(member), "at": AT}
    return actions.answer_ad(**{**given, **changes})


def seen_by(viewer: Viewer, *, at: datetime = AT, **choice: Any) -> list[int]:
    """The ads that the list shows them, in its order."""
    return [card.pk for card in queries.open_ads(viewer, queries.AdFilter(**choice), at=at).cards]


def answers_of(ad: Ad) -> tuple[AnswerCard, ...]:
    """What the artisan reads."""
    own = queries.my_ads(of_person(ad.person), at=AT)
    return next(one.answers for one in own if one.ad == ad)


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> SimpleNamespace:
    return make_world(settings, tmp_path)


def make_world(settings: Any, folder: Any) -> SimpleNamespace:
    settings.MEDIA_ROOT = folder
    chamber = Organisation.objects.create(kind="chamber", name="Chambre")
    neighbour = Organisation.objects.create(kind="chamber", name="Chambre voisine")
    world = SimpleNamespace(
        chamber=chamber,
        neighbour=neighbour,
        association=Organisation.objects.create(kind="association", name="Asso", chamber=chamber),
        association_next_door=Organisation.objects.create(
            kind="association", name="Asso voisine", chamber=neighbour
        ),
    )
    world.artisan = _person(chamber, "menuisier")
    world.other_artisan = _person(chamber, "boulangère")
    world.member, world.other_member = join(world, "Studio"), join(world, "Atelier", "writer")
    world.adviser_user = User.objects.create_user("adviser@example.invalid", "Conseillère")
    make.membership(chamber, Role.ADVISER, world.adviser_user)
    world.adviser = acting(world.adviser_user, Role.ADVISER)
    # The hardest case: one person is an adviser of the chamber, a member of the association, and on its board.
    world.double = join(world, "Dominique")
    for organisation, role in [
        (chamber, Role.ADVISER),
        (world.association, Role.BOARD),
        (world.association, Role.MODERATOR),
    ]:
        make.membership(organisation, role, world.double.user)
    board = User.objects.create_user("bureau@example.invalid", "Bureau")
    make.membership(world.association, Role.BOARD, board)
    world.board = acting(board, Role.BOARD)
    moderator = User.objects.create_user("moderator@example.invalid", "Modération")
    make.membership(world.association, Role.MODERATOR, moderator)
    world.moderator = acting(moderator, Role.MODERATOR)
    next_door = User.objects.create_user("voisin@example.invalid", "Voisine")
    make.membership(neighbour, Role.ADVISER, next_door)
    make.membership(world.association_next_door, Role.MEMBER, next_door)
    world.neighbour_adviser = acting(next_door, Role.ADVISER)
    world.neighbour_member = of_membership(next_door.memberships.get(role=Role.MEMBER))
    world.artisan_viewer = of_person(world.artisan)
    return world


def _person(chamber: Organisation, name: str) -> Person:
    user = User.objects.create_user(f"{name}@example.invalid".replace("è", "e"), name)
    return Person.objects.create(chamber=chamber, user=user, name=name, email=user.email, created_at=AT)
