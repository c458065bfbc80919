"""An association, its board, its members, and an assembly convened, then open."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from etabli.community.assembly import actions
from etabli.community.assembly.models import Assembly, Bylaws, Item, Poll
from etabli.community.association.actions import add_member
from etabli.community.association.models import Member
from etabli.foundation.people.models import Membership, Organisation, Role, User
from etabli.foundation.people.viewer import Viewer, of_membership
from tests import factories as make

AT = datetime.fromisoformat("2027-01-12T09:30:00+01:00")
DAY = AT + timedelta(days=20)
FACTS = {
    "title": "Assemblée générale 2027",
    "starts_at": DAY,
    "ends_at": DAY + timedelta(hours=2),
    "place": "Salle des Quinconces",
    "link": "",
    "note": "",
}
TALK = {"kind": "talk", "title": "Rapport moral", "text": "", "majority": "", "seats": 0, "is_secret": False}
RESOLUTION = {**TALK, "kind": "resolution", "title": "Approuver les comptes", "majority": "simple"}
ELECTION = {
    **TALK,
    "kind": "election",
    "title": "Élire le conseil",
    "majority": "relative",
    "seats": 2,
    "is_secret": True,
}


def join(organisation: Organisation, name: str) -> Member:
    user = User.objects.create_user(f"{name.lower()}@example.invalid", name)
    return add_member(
        organisation=organisation,
        user=user,
        display_name=name,
        trade="developer",
        joined_on=date(2026, 1, 1),
        by=Viewer.system(),
        at=AT,
    )


def as_member(member: Member) -> Viewer:
    found = Membership.objects.select_related("user", "organisation")
    return of_membership(found.get(user=member.user, role=Role.MEMBER, ended_on=None))


def make_hall(names: str = "Ana Bob Cleo Dan Eve") -> SimpleNamespace:
    """An association with these members, one of its board, and an assembly in preparation."""
    chamber = Organisation.objects.create(kind="chamber", name="Chambre")
    organisation = Organisation.objects.create(kind="association", name="Asso", chamber=chamber)
    user = User.objects.create_user("board@example.invalid", "Présidence")
    seat = make.membership(organisation, Role.BOARD, user)
    hall = SimpleNamespace(organisation=organisation, board=of_membership(seat), seat=seat)
    hall.members = {name: join(organisation, name) for name in names.split()}
    hall.assembly = actions.prepare(organisation=organisation, facts=FACTS, by=hall.board, at=AT)
    return hall


def convened(hall: SimpleNamespace, *told: dict[str, Any]) -> list[Item]:
    """With these items on its agenda."""
    items = [actions.add_item(assembly=hall.assembly, facts=one, by=hall.board, at=AT) for one in told]
    hall.assembly = actions.convene(assembly=hall.assembly, by=hall.board, at=AT)
    return items


def arrived(hall: SimpleNamespace, *names: str) -> None:
    for name in names:
        actions.arrive(assembly=hall.assembly, member=hall.members[name], by=hall.board, at=DAY)


def opened(hall: SimpleNamespace) -> Assembly:
    hall.assembly = actions.open_sitting(assembly=hall.assembly, by=hall.board, at=DAY)
    return hall.assembly


def election(hall: SimpleNamespace, *candidates: str, present: str, **changes: Any) -> Poll:
    """A secret election open, these standing, those present (names, with spaces)."""
    (item,) = convened(hall, {**ELECTION, **changes})
    for name in candidates:
        actions.stand(item=item, member=hall.members[name], by=hall.board, at=AT)
    arrived(hall, *present.split())
    opened(hall)
    return actions.open_poll(item=item, by=hall.board, at=DAY)


def ballot_for(poll: Poll, *names: str) -> list[str]:
    keys = {candidate.name: str(candidate.pk) for candidate in poll.item.candidates.all()}
    return [keys[name] for name in names]


def vote(hall: SimpleNamespace, poll: Poll, voice: str, choice: list[str], by: str = "") -> Any:
    """With the voice of this member, by themselves or by their holder."""
    act = actions.cast_ballot if poll.is_secret else actions.vote_openly
    voter = as_member(hall.members[by or voice])
    return act(poll=poll, voice=hall.members[voice], choice=choice, by=voter, at=DAY)


@pytest.fixture
def hall(db: None) -> SimpleNamespace:
    return make_hall()


@pytest.fixture
def bylaws(hall: SimpleNamespace) -> Callable[..., Bylaws]:
    return lambda **rules: actions.set_bylaws(
        organisation=hall.organisation, rules=rules, by=hall.board, at=AT
    )


def enter(client: Client, hall: SimpleNamespace, name: str = "") -> Client:
    seat = hall.seat
    if name:
        seat = Membership.objects.get(user=hall.members[name].user, role=Role.MEMBER, ended_on=None)
    return make.become(client, membership=seat)
