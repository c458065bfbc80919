"""Suspending and judging: never the same person, nobody who serves a chamber, and the assembly where nobody is free."""

from collections.abc import Iterable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client

from etabli.community.association import actions, queries
from etabli.community.association.actions import SuspensionOver
from etabli.community.association.grounds import GROUNDS
from etabli.community.association.impartiality import may_judge_appeal
from etabli.community.association.models import Member, Suspension
from etabli.community.association.tasks import end_suspensions
from etabli.community.neutrality.actions import declare_interest, end_interest
from etabli.community.neutrality.models import LogEntry, Salt
from etabli.community.neutrality.queries import verdict
from etabli.foundation.journal import ActionError, CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.topic_messages import prepare_for_reading
from etabli.foundation.people.actions import accept_invitation, change_role, end_role, invite
from etabli.foundation.people.models import Membership, Role, User
from etabli.foundation.people.viewer import Viewer
from tests.community.association.powers import REASON, board_member, suspended
from tests.community.conftest import AT, acting, as_member, enter


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(AT, tick=False):
        yield


def in_force(member: Member) -> bool:
    return queries.member_of(as_member(member)) is not None


def told_to(notices: Iterable[Notice]) -> list[int]:
    return [notice.owner_id for notice in notices]


def kinds() -> list[str]:
    return list(LogEntry.objects.order_by("number").values_list("kind", flat=True))


@pytest.mark.parametrize(
    "told",
    [
        {"ground": "because"},
        {"ground": ""},
        {"reason": "Démarchage"},
        {"reason": "  "},
        {"ends_on": AT.date()},
        {"ends_on": AT.date() + timedelta(days=184)},
        {"ground": "dues"},
    ],
)
def test_a_suspension_has_a_ground_words_and_an_end(world: SimpleNamespace, told: dict[str, object]) -> None:
    with pytest.raises(actions.NotFit):
        suspended(world.member, world.board, **told)
    assert in_force(world.member)


def test_the_member_is_told_the_ground_the_rule_the_end_and_how_to_appeal(world: SimpleNamespace) -> None:
    made = suspended(world.member, world.board)
    told = Notice.objects.get(kind="association.standing").text
    ground = GROUNDS["approach"]
    for part in (str(ground.text), str(ground.rule), REASON, "11\xa0février 2027", "contester", "assemblée"):
        assert part in told
    page = enter(Client(), world.member.user).get("/mon-adhesion/").content.decode()
    for part in (str(GROUNDS["approach"].rule), REASON, "11\xa0février 2027", "/mon-adhesion/recours/"):
        assert part in page
    assert made.suspended_by_id == world.board.actor.party_id


def test_it_ends_by_itself(world: SimpleNamespace) -> None:
    made = suspended(world.member, world.board)
    end_suspensions(AT + timedelta(days=30))
    assert not in_force(world.member)
    end_suspensions(AT + timedelta(days=31))
    assert in_force(world.member)
    made.refresh_from_db()
    assert made.ended_at is not None
    assert kinds()[-1] == "member.suspension_ended"


def test_who_serves_a_chamber_or_has_an_interest_does_not_suspend(world: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        suspended(world.member, acting(world.double.user, Role.BOARD))
    friend = board_member(world)
    told = {
        "kind": "business",
        "text": "Nous travaillons ensemble.",
        "user": User.objects.get(pk=friend.user_id),
    }
    interest = declare_interest(
        organisation=world.association, about=f"people.user:{world.member.user_id}", **told, by=friend, at=AT
    )
    with pytest.raises(NotAllowed):
        suspended(world.member, friend)
    end_interest(interest=interest, by=friend, at=AT)
    with pytest.raises(NotAllowed):
        suspended(world.member, friend)


def test_who_suspends_never_judges_the_appeal(world: SimpleNamespace) -> None:
    second = board_member(world)
    made = suspended(world.member, world.board)
    actions.appeal(suspension=made, text="C’était une erreur.", by=as_member(world.member), at=AT)
    appeals = Notice.objects.filter(kind="association.appeal")
    assert told_to(appeals) == [second.actor.party_id], "only who may judge is asked"
    for by in (world.board, acting(world.double.user, Role.BOARD)):
        for lift in (True, False):
            with pytest.raises(NotAllowed):
                actions.decide_appeal(suspension=made, lift=lift, decision="Non.", by=by, at=AT)
    actions.decide_appeal(suspension=made, lift=False, decision="Les faits sont là.", by=second, at=AT)
    with pytest.raises(SuspensionOver):
        actions.decide_appeal(suspension=made, lift=False, decision="Encore.", by=second, at=AT)
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.get(verb="association.decide_appeal"), by=second, at=AT)
    actions.decide_appeal(suspension=made, lift=True, decision="", by=second, at=AT)
    assert in_force(world.member)
    assert kinds()[-4:] == [
        "member.suspended",
        "member.appealed",
        "member.suspension_decided",
        "member.suspension_decided",
    ]


def test_who_suspended_changes_their_mind_until_the_member_appeals(world: SimpleNamespace) -> None:
    board_member(world)
    made = suspended(world.member, world.board)
    entry = Entry.objects.get(verb="association.suspend")
    undo(entry=entry, by=world.board, at=AT)
    assert in_force(world.member)
    assert "Votre suspension est finie" in Notice.objects.latest("pk").title
    undo(entry=Entry.objects.latest("pk"), by=world.board, at=AT)
    assert not in_force(world.member)
    made.refresh_from_db()
    actions.appeal(suspension=made, text="Non.", by=as_member(world.member), at=AT)
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.filter(verb="association.suspend").latest("pk"), by=world.board, at=AT)


def test_taking_a_suspension_back_never_suspends_by_the_wrong_hand(world: SimpleNamespace) -> None:
    """Undone, then restored by somebody who meanwhile serves a chamber."""
    suspended(world.member, world.board)
    undo(entry=Entry.objects.get(verb="association.suspend"), by=world.board, at=AT)
    board_member(world)
    Membership.objects.create(user_id=world.board.user_id, organisation=world.chamber, role=Role.ADVISER)
    now = acting(User.objects.get(pk=world.board.user_id), Role.BOARD)
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.filter(verb="association.suspend").latest("pk"), by=now, at=AT)
    assert in_force(world.member)


def test_where_nobody_is_free_to_judge_the_assembly_does_and_the_member_keeps_their_place(
    world: SimpleNamespace,
) -> None:
    """The board: whoever suspended, and one who serves a chamber."""
    made = suspended(world.member, world.board)
    assert not in_force(world.member)
    actions.appeal(suspension=made, text="C’était une erreur.", by=as_member(world.member), at=AT)
    made.refresh_from_db()
    assert made.waits_for_assembly
    assert in_force(world.member)
    for by in (world.board, acting(world.double.user, Role.BOARD)):
        with pytest.raises(NotAllowed):
            actions.decide_appeal(suspension=made, lift=True, decision="Non.", by=by, at=AT)
    assert (
        "prochaine assemblée générale" in Notice.objects.filter(kind="association.standing").latest("pk").text
    )
    mine = enter(Client(), world.member.user).get("/mon-adhesion/").content.decode()
    assert "la prochaine assemblée générale vote" in mine
    assert "Vous gardez aussi votre droit de vote" in mine
    board = enter(Client(), User.objects.get(pk=world.board.user_id)).get(f"/adherents/{world.member.pk}/")
    assert "prochaine assemblée générale" in board.content.decode()
    appeal = Entry.objects.get(verb="association.appeal")
    undo(entry=appeal, by=as_member(world.member), at=AT)
    assert not in_force(world.member), "without an appeal, the suspension holds"


@pytest.mark.parametrize("role", [Role.BOARD, Role.MODERATOR])
def test_who_serves_the_association_is_suspended_by_the_assembly_alone(
    world: SimpleNamespace, role: Role
) -> None:
    Membership.objects.create(user=world.member.user, organisation=world.association, role=role)
    made = suspended(world.member, world.board)
    assert made.waits_for_assembly
    assert in_force(world.member)
    with pytest.raises(NotAllowed):
        actions.leave(member=world.member, by=world.board, at=AT)
    actions.settle_suspension(suspension=made, adopted=True, by=world.board, at=AT)
    assert not in_force(world.member)
    with pytest.raises(ActionError):
        actions.decide_appeal(suspension=made, lift=True, decision="", by=board_member(world), at=AT)
    with pytest.raises(ActionError):
        actions.settle_suspension(suspension=made, adopted=False, by=world.board, at=AT)


def test_whoever_is_suspended_neither_judges_nor_gives_roles(world: SimpleNamespace) -> None:
    second = board_member(world)
    Member.objects.create(
        organisation=world.association, user_id=second.user_id, display_name="S", trade="writer",
        joined_on=AT.date(), suspended_at=AT,
    )  # fmt: skip
    member = Member.objects.get(user_id=second.user_id)
    Suspension.objects.create(member=member, reason="x", suspended_at=AT, decided_at=AT)
    with pytest.raises(NotAllowed):
        suspended(world.member, second)
    post = Membership.objects.get(role=Role.MODERATOR, user__email="moderator@example.invalid")
    for act in (
        lambda: invite(
            organisation=world.association, role=Role.BOARD, email="a@b.invalid", by=second, at=AT
        ),
        lambda: end_role(membership=post, by=second, at=AT),
        lambda: change_role(membership=post, role=Role.BOARD, by=second, at=AT),
    ):
        with pytest.raises(NotAllowed, match="suspension"):
            act()


def test_nobody_gives_themselves_a_role(world: SimpleNamespace) -> None:
    given = {"organisation": world.association, "role": Role.MODERATOR, "by": world.board, "at": AT}
    with pytest.raises(NotAllowed):
        invite(**given, email="Bureau@example.invalid")
    invite(**given, email="autre@example.invalid")
    assert LogEntry.objects.get(kind="role.offered").payload["offered"] == "moderator"


def test_who_waits_for_the_assembly_with_late_dues_reads_of_no_vote_kept(world: SimpleNamespace) -> None:
    made = suspended(world.member, world.board)
    actions.appeal(suspension=made, text="C’était une erreur.", by=as_member(world.member), at=AT)
    given = {"organisation": world.association, "by": world.board, "at": AT}
    actions.add_category(name="Toutes", kind="", amount_cents=6000, **given)
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31), "due_on": date(2026, 2, 1)}
    actions.open_period(name="2026", **days, **given)
    mine = enter(Client(), world.member.user).get("/mon-adhesion/").content.decode()
    assert "vous gardez votre place" in mine
    assert "Vous n’avez pas de vote" in mine
    assert "droit de vote" not in mine


def test_a_departure_is_recorded_in_the_open(world: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        actions.leave(member=world.member, by=acting(world.double.user, Role.BOARD), at=AT)
    actions.leave(member=world.member, by=world.board, at=AT)
    assert "départ" in Notice.objects.filter(kind="association.standing").latest("pk").title
    undo(entry=Entry.objects.get(verb="association.leave"), by=world.board, at=AT)
    assert kinds()[-2:] == ["member.departure_recorded", "member.return_recorded"]
    actions.leave(member=world.other_member, by=as_member(world.other_member), at=AT)
    assert kinds()[-1] == "member.return_recorded", "who leaves by themselves is in no log"


def test_the_log_holds_hashes_and_verifies_once_somebody_is_erased(world: SimpleNamespace) -> None:
    made = suspended(world.member, world.board)
    payload = LogEntry.objects.get(kind="member.suspended").payload
    assert payload["ground"] == "approach"
    for secret in ("Studio", REASON, "Bureau", str(world.member.pk)):
        assert secret not in {str(value) for value in payload.values()}
    Salt.objects.filter(subject__in=[f"suspension:{made.pk}", f"member:{world.member.pk}"]).delete()
    assert verdict().holds


def newcomer(world: SimpleNamespace, given_by: Viewer, days: int = 0) -> Viewer:
    """A mailbox that accepted an invitation to the board, so many days ago."""
    with time_machine.travel(AT - timedelta(days=days), tick=False):
        told = {"organisation": world.association, "role": Role.BOARD, "email": "nouveau@example.invalid"}
        made = invite(**told, by=given_by, at=AT)
        post = accept_invitation(invitation=made, name="Nouveau", by=Viewer.nobody(), at=AT)
    assert post.given_by_id == given_by.actor.party_id
    return acting(post.user, Role.BOARD)


@pytest.mark.parametrize("days", [0, 29, 400])
def test_who_suspended_has_no_judge_of_their_own_making(world: SimpleNamespace, days: int) -> None:
    """Invited yesterday or years ago: who owes their role to whoever suspended is no second voice."""
    judge = newcomer(world, world.board, days)
    made = suspended(world.member, world.board)
    actions.appeal(suspension=made, text="C’était une erreur.", by=as_member(world.member), at=AT)
    made.refresh_from_db()
    assert made.waits_for_assembly
    with pytest.raises(NotAllowed):
        actions.decide_appeal(suspension=made, lift=False, decision="Non.", by=judge, at=AT)


def test_who_named_the_one_who_suspends_does_not_judge_either(world: SimpleNamespace) -> None:
    puppet = newcomer(world, world.board, 400)
    made = suspended(world.member, puppet)
    actions.appeal(suspension=made, text="C’était une erreur.", by=as_member(world.member), at=AT)
    with pytest.raises(NotAllowed):
        actions.decide_appeal(suspension=made, lift=False, decision="Non.", by=world.board, at=AT)


@pytest.mark.parametrize(("days", "judges"), [(29, False), (31, True)])
def test_who_is_new_on_the_board_does_not_judge(world: SimpleNamespace, days: int, judges: bool) -> None:
    judge = newcomer(world, acting(world.double.user, Role.BOARD), days)
    made = suspended(world.member, world.board)
    actions.appeal(suspension=made, text="C’était une erreur.", by=as_member(world.member), at=AT)
    made.refresh_from_db()
    assert made.waits_for_assembly is not judges
    assert may_judge_appeal(judge, made) is judges


def test_the_board_is_told_of_whoever_is_invited_to_decide_with_it(world: SimpleNamespace) -> None:
    second = board_member(world)
    for role in (Role.BOARD, Role.MODERATOR):
        email = f"invitee-{role}@example.invalid"
        invite(organisation=world.association, role=role, email=email, by=world.board, at=AT)
        told = Notice.objects.filter(kind="association.invited").order_by("-pk")[:2]
        assert {second.actor.party_id, world.double.user.party_id} == set(told_to(told))
        assert world.board.name in prepare_for_reading(told)[0].text
        assert str(role) in told[0].text
