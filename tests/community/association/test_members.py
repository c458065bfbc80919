"""Members: joining, leaving, and their way back."""

from datetime import date
from types import SimpleNamespace

import pytest

from etabli.community.association import actions, queries
from etabli.community.association.models import Member
from etabli.community.association.trades import trades
from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from tests.community.conftest import AT, acting, as_member, join


def roles_of(member: Member) -> list[str]:
    return list(Membership.objects.filter(user=member.user, ended_on=None).values_list("role", flat=True))


def test_the_ten_trades_are_named_in_both_languages() -> None:
    assert len(trades()) == 10
    assert all(trade.fr and trade.en for trade in trades().values())


def test_a_member_has_the_role_and_it_goes_with_them(world: SimpleNamespace) -> None:
    board = acting(world.double.user, Role.BOARD)
    actions.end_membership(member=world.member, left_on=date(2027, 1, 12), by=board, at=AT)
    assert roles_of(world.member) == []
    entry = Entry.objects.latest("pk")
    undo(entry=entry, by=board, at=AT)
    assert roles_of(world.member) == ["member"]
    undo(entry=Entry.objects.latest("pk"), by=board, at=AT)
    assert roles_of(world.member) == []


def test_joining_can_be_taken_back(world: SimpleNamespace) -> None:
    member = join(world, "Nouveau")
    undo(entry=Entry.objects.latest("pk"), by=Viewer.system(), at=AT)
    member.refresh_from_db()
    assert member.left_on == AT.date()
    assert roles_of(member) == []


def test_one_does_not_come_back_twice(world: SimpleNamespace) -> None:
    board = acting(world.double.user, Role.BOARD)
    member = world.member
    actions.end_membership(member=member, left_on=date(2027, 1, 12), by=board, at=AT)
    left = Entry.objects.latest("pk")
    again = {"organisation": world.association, "user": member.user, "display_name": "Studio"}
    actions.add_member(**again, trade="trainer", joined_on=date(2027, 1, 13), by=board, at=AT)
    with pytest.raises(CannotUndo):
        undo(entry=left, by=board, at=AT)
    with pytest.raises(actions.AlreadyMember):
        actions.add_member(**again, trade="trainer", joined_on=date(2027, 1, 13), by=board, at=AT)


def test_only_a_trade_of_the_list(world: SimpleNamespace) -> None:
    with pytest.raises(actions.UnknownTrade):
        actions.correct_member(
            member=world.member,
            display_name="Studio",
            trade="astrologer",
            commune_code="",
            by=as_member(world.member),
            at=AT,
        )


def test_who_may_add_and_correct(world: SimpleNamespace) -> None:
    given = {"organisation": world.association, "user": world.adviser_user, "display_name": "X"}
    for viewer in [world.adviser, as_member(world.member), world.neighbour_member, Viewer.nobody()]:
        with pytest.raises(NotAllowed):
            actions.add_member(**given, trade="trainer", joined_on=date(2027, 1, 1), by=viewer, at=AT)
    change = {"display_name": "Autre", "trade": "writer", "commune_code": "33063", "at": AT}
    with pytest.raises(NotAllowed):
        actions.correct_member(member=world.member, by=as_member(world.other_member), **change)
    actions.correct_member(member=world.member, by=as_member(world.member), **change)
    world.member.refresh_from_db()
    assert world.member.display_name == "Autre"


def test_who_sees_the_members(world: SimpleNamespace) -> None:
    assert [m.display_name for m in queries.members(as_member(world.member))] == [
        "Atelier",
        "Dominique",
        "Studio",
    ]
    for viewer in [world.adviser, world.neighbour_member, world.artisan_viewer, Viewer.nobody()]:
        assert not queries.members(viewer).filter(organisation=world.association).exists()
    assert queries.get_member(as_member(world.member), world.member.pk) == world.member
    for viewer in [world.adviser, as_member(world.other_member), world.neighbour_member]:
        with pytest.raises(NotVisible):
            queries.get_member(viewer, world.member.pk)
    assert queries.member_of(world.adviser) is None
    assert queries.member_of(acting(world.double.user, Role.BOARD)) == world.double


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_one_statement(world: SimpleNamespace, rows: int, django_assert_num_queries) -> None:
    for number in range(rows):
        join(world, f"Membre {number}")
    with django_assert_num_queries(1):
        assert len([m.trade_label for m in queries.members(as_member_of(world))]) == 3 + rows


def as_member_of(world: SimpleNamespace) -> Viewer:
    return Viewer(
        role=Role.MEMBER,
        user_id=world.member.user_id,
        organisation_id=world.association.pk,
        chamber_id=world.chamber.pk,
    )
