"""The desks of the association: each says what is really its reader's turn, once."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.utils import translation

from etabli.community.assembly import actions as assemblies
from etabli.community.assembly.models import Proxy
from etabli.community.association.models import Dues, Member, Period
from etabli.community.moderation import actions, moderated_content
from etabli.community.moderation.models import Case
from etabli.foundation.people.models import Role, User
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.front.association_desks import association_desk
from tests import factories as make
from tests.community.assembly.conftest import AT as HALL_AT, election, make_hall, vote
from tests.community.conftest import AT, acting, as_member, make_world
from tests.community.moderation.things import KIND


def desk(viewer: Viewer) -> tuple[str, list[str]]:
    """What it begins with ("" for nothing), and the rest."""
    with translation.override("en"):
        _name, context = association_desk(viewer, AT)
    first = context["first"].text if context["first"] else ""
    return first, [entry.text for entry in context["waiting"]]


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setitem(moderated_content.moderated(), "association.member", KIND)
    with time_machine.travel(AT, tick=False):
        yield make_world(settings, tmp_path)


@pytest.fixture
def hall(db: None) -> Any:
    with time_machine.travel(HALL_AT, tick=False):
        yield make_hall()


def refused(world: SimpleNamespace) -> Case:
    case = actions.submit(subject=world.member, by=as_member(world.member), at=AT)
    return actions.decide(
        case=case, accept=False, reason="false", words="Le prix.", by=world.moderator, at=AT
    )


def colleague(world: SimpleNamespace) -> Viewer:
    user = User.objects.create_user("second@example.invalid", "Seconde")
    make.membership(world.association, Role.MODERATOR, user)
    return acting(user, Role.MODERATOR)


def test_whoever_has_voted_is_not_asked_again(hall: SimpleNamespace) -> None:
    poll = election(hall, "Ana", "Bob", present="Ana Bob")
    ana = as_member(hall.members["Ana"])
    assert desk(ana)[0] == "1 vote is open"
    vote(hall, poll, "Ana", [])
    first, others = desk(ana)
    assert first != "1 vote is open"
    assert "1 vote is open" in others, "it is told until it closes"
    assert desk(as_member(hall.members["Bob"]))[0] == "1 vote is open"


def test_whoever_holds_another_voice_is_still_asked(hall: SimpleNamespace) -> None:
    poll = election(hall, "Ana", "Bob", present="Bob Cleo")
    Proxy.objects.create(
        assembly=hall.assembly,
        principal=hall.members["Ana"],
        holder=hall.members["Bob"],
        given_on=HALL_AT.date(),
    )
    bob = as_member(hall.members["Bob"])
    vote(hall, poll, "Bob", [])
    assert desk(bob)[0] == "1 vote is open"
    vote(hall, poll, "Ana", [], by="Bob")
    assert desk(bob)[0] != "1 vote is open"


@pytest.mark.parametrize("why", ["company", "late"])
def test_whoever_has_no_voice_is_asked_nothing(hall: SimpleNamespace, why: str) -> None:
    election(hall, "Ana", "Bob", present="Ana Bob Cleo")
    cleo = hall.members["Cleo"]
    if why == "company":
        Member.objects.filter(pk=cleo.pk).update(kind="company")
    else:
        period = {"organisation": hall.organisation, "name": "2025", "due_on": date(2026, 1, 1)}
        days = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}
        owed = {"due_on": date(2026, 1, 1), "amount_cents": 6000}
        Dues.objects.create(member=cleo, period=Period.objects.create(**period, **days), **owed)
    first, others = desk(as_member(cleo))
    assert first != "1 vote is open"
    assert "1 vote is open" in others, "it may be watched"
    assert desk(as_member(hall.members["Ana"]))[0] == "1 vote is open"


def test_what_was_refused_waits_until_it_is_contested(world: SimpleNamespace) -> None:
    case, member = refused(world), as_member(world.member)
    assert desk(member)[0] == "1 thing of yours was not accepted"
    appeal = actions.appeal(case=case, text="Le prix est juste.", by=member, at=AT)
    first, others = desk(member)
    assert "not accepted" not in first
    assert "1 thing of yours is being read" in others
    actions.decide_appeal(appeal=appeal, accept=False, words="Non.", by=colleague(world), at=AT)
    assert not [text for text in (desk(member)[0], *desk(member)[1]) if "of yours" in text]


def test_a_contested_decision_counts_once_and_only_for_who_may_answer(world: SimpleNamespace) -> None:
    other = colleague(world)
    actions.appeal(case=refused(world), text="Le prix est juste.", by=as_member(world.member), at=AT)
    assert desk(other) == ("1 decision is contested", [])
    assert desk(world.moderator) == ("", [])


def test_nobody_is_asked_to_read_their_own(world: SimpleNamespace) -> None:
    make.membership(world.association, Role.MODERATOR, world.member.user)
    actions.submit(subject=world.member, by=as_member(world.member), at=AT)
    assert desk(acting(world.member.user, Role.MODERATOR)) == ("", [])
    assert desk(world.moderator) == ("1 thing to read", [])


def test_members_who_are_late_are_counted_as_the_list_counts_them(world: SimpleNamespace) -> None:
    for name, member in (("2025", world.member), ("2026", world.member), ("2026b", world.other_member)):
        period = Period.objects.create(
            organisation=world.association,
            name=name,
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            due_on=date(2026, 3, 1),
        )
        Dues.objects.create(
            member=member, period=period, amount_cents=5000, due_on=AT.date() - timedelta(days=1)
        )
    type(world.other_member).objects.filter(pk=world.other_member.pk).update(left_on=AT.date())
    assert "1 member is late with their dues" in desk(world.board)[1]


def test_only_who_may_confirm_the_end_of_a_role_is_asked_to(hall: SimpleNamespace) -> None:
    second = make.membership(hall.organisation, Role.BOARD, User.objects.create_user("b@example.invalid"))
    moderator = make.membership(
        hall.organisation, Role.MODERATOR, User.objects.create_user("m@example.invalid")
    )
    why = "Cette personne ne répond plus depuis trois mois, et la file attend."
    assemblies.ask_removal(of=moderator, reason=why, by=hall.board, at=HALL_AT)
    assert desk(hall.board)[0] != "1 end of a role to confirm"
    assert desk(of_membership(second))[0] == "1 end of a role to confirm"
