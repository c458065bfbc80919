"""Members: joining, and its way back."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from etabli.community.association import actions, queries
from etabli.community.association.models import Dues, Member, Period
from etabli.community.association.trades import trades
from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer
from tests.community.conftest import AT, acting, as_member, join


def roles_of(member: Member) -> list[str]:
    return list(Membership.objects.filter(user=member.user, ended_on=None).values_list("role", flat=True))


def test_the_ten_trades_are_named_in_both_languages() -> None:
    assert len(trades()) == 10
    assert all(trade.fr and trade.en for trade in trades().values())


def test_joining_can_be_taken_back(world: SimpleNamespace) -> None:
    member = join(world, "Nouveau")
    undo(entry=Entry.objects.latest("pk"), by=Viewer.system(), at=AT)
    member.refresh_from_db()
    assert member.left_on == AT.date()
    assert roles_of(member) == []
    undo(entry=Entry.objects.latest("pk"), by=Viewer.system(), at=AT)
    member.refresh_from_db()
    assert member.left_on is None
    assert roles_of(member) == ["member"]


def test_one_does_not_come_back_twice(world: SimpleNamespace) -> None:
    board = acting(world.double.user, Role.BOARD)
    member = join(world, "Nouveau")
    undo(entry=Entry.objects.latest("pk"), by=Viewer.system(), at=AT)
    left = Entry.objects.latest("pk")
    again = {"organisation": world.association, "user": member.user, "display_name": "Studio"}
    actions.add_member(**again, trade="trainer", joined_on=date(2027, 1, 13), by=board, at=AT)
    with pytest.raises(CannotUndo):
        undo(entry=left, by=Viewer.system(), at=AT)
    with pytest.raises(actions.AlreadyMember):
        actions.add_member(**again, trade="trainer", joined_on=date(2027, 1, 13), by=board, at=AT)


def test_only_a_trade_of_the_list(world: SimpleNamespace) -> None:
    with pytest.raises(actions.UnknownTrade):
        join(world, "Astrologue", trade="astrologer")


def test_the_board_adds(world: SimpleNamespace) -> None:
    given = {"organisation": world.association, "user": world.adviser_user, "display_name": "X"}
    for viewer in [world.adviser, as_member(world.member), world.neighbour_member, Viewer.nobody()]:
        with pytest.raises(NotAllowed):
            actions.add_member(**given, trade="trainer", joined_on=date(2027, 1, 1), by=viewer, at=AT)


def test_one_has_a_membership_while_one_acts_for_the_association(world: SimpleNamespace) -> None:
    assert queries.member_of(as_member(world.member)) == world.member
    assert queries.member_of(acting(world.double.user, Role.BOARD)) == world.double
    assert queries.member_of(acting(world.double.user, Role.ADVISER)) is None
    assert queries.member_of(world.adviser) is None


def test_whoever_comes_back_finds_their_place(world: SimpleNamespace) -> None:
    member = world.member
    actions.leave(member=member, by=as_member(member), at=AT)
    assert roles_of(member) == []
    again = actions.add_member(
        organisation=world.association,
        user=member.user,
        display_name="Studio nouveau",
        trade="writer",
        joined_on=date(2027, 1, 20),
        by=Viewer.system(),
        at=AT,
    )
    assert again.pk == member.pk
    assert (again.joined_on, again.returned_on) == (date(2026, 1, 1), date(2027, 1, 20))
    assert roles_of(member) == ["member"]
    undo(entry=Entry.objects.latest("pk"), by=Viewer.system(), at=AT)
    again.refresh_from_db()
    assert (again.display_name, again.trade, again.left_on) == ("Studio", "developer", AT.date())


def test_who_is_suspended_is_no_member_for_the_others(world: SimpleNamespace) -> None:
    viewer = as_member(world.member)
    Member.objects.filter(pk=world.member.pk).update(suspended_at=AT)
    assert queries.member_of(viewer) is None
    assert queries.own_member(viewer) == world.member
    assert world.member not in queries.in_force(world.association.pk)


def test_a_company_has_no_vote_and_a_late_payer_loses_it_after_the_grace(world: SimpleNamespace) -> None:
    on = AT.date()
    company, late, paid = world.member, world.other_member, world.double
    Member.objects.filter(pk=company.pk).update(kind="company")
    period = Period.objects.create(
        organisation=world.association,
        name="2026",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        due_on=date(2026, 3, 1),
    )
    owed = {"period": period, "amount_cents": 5000}
    dues = Dues.objects.create(member=late, due_on=on - timedelta(days=60), **owed)
    Dues.objects.create(member=paid, due_on=date(2026, 3, 1), paid_cents=5000, **owed)
    assert set(queries.voters(world.association.pk, on)) == {late, paid}
    assert set(queries.voters(world.association.pk, on + timedelta(days=1))) == {paid}
    Dues.objects.filter(pk=dues.pk).update(waived_at=AT)
    assert set(queries.voters(world.association.pk, on + timedelta(days=1))) == {late, paid}
