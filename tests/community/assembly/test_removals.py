"""The last moderator, the last treasurer, the last of a board: never ended by one person alone."""

from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.community.assembly import actions
from etabli.community.assembly.actions import SecondNeeded
from etabli.community.assembly.hooks import LastOfBoard
from etabli.community.assembly.models import Removal, Term
from etabli.community.assembly.rules import is_last_treasurer
from etabli.community.assembly.tasks import lapse_removals
from etabli.community.association.actions import add_member, change_member, set_dues_rules
from etabli.community.neutrality.actions import declare_interest
from etabli.community.neutrality.models import LogEntry
from etabli.foundation.journal import ActionError, CannotUndo, NotAllowed, may_undo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.own_data.actions import ask_erasure, erase
from etabli.foundation.people.actions import accept_invitation, change_role, end_role, invite
from etabli.foundation.people.models import Membership, Role, User
from etabli.foundation.people.viewer import Viewer, of_membership
from tests import factories as make
from tests.community.assembly.conftest import AT, RESOLUTION, convened, enter
from tests.community.assembly.small_board import WHY, seat, small_board, stands
from tests.community.association.powers import suspended


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def hall(db: None) -> SimpleNamespace:
    return small_board()


def asked(hall: SimpleNamespace, of: Any, by: Viewer | None = None) -> Removal:
    return actions.ask_removal(of=of, reason=WHY, by=by or hall.board, at=AT)


def alone(hall: SimpleNamespace) -> None:
    """The others of the board have left."""
    others = Membership.objects.filter(organisation=hall.organisation, role=Role.BOARD).exclude(
        pk=hall.seat.pk
    )
    others.update(ended_on=AT.date())


def test_the_only_moderator_is_not_ended_by_one_person(hall: SimpleNamespace) -> None:
    for act in (
        lambda: end_role(membership=hall.moderator, by=hall.board, at=AT),
        lambda: change_role(membership=hall.moderator, role=Role.BOARD, by=hall.board, at=AT),
    ):
        with pytest.raises(actions.SecondNeeded):
            act()
        hall.moderator.refresh_from_db()
    assert stands(hall.moderator)
    seat(hall, "Autre", Role.MODERATOR)
    end_role(membership=hall.moderator, by=hall.board, at=AT)
    assert not stands(hall.moderator)


def test_a_moderator_who_serves_a_chamber_counts_for_none(hall: SimpleNamespace) -> None:
    other = seat(hall, "Double", Role.MODERATOR)
    chamber = hall.organisation.chamber
    Membership.objects.create(user=other.user, organisation=chamber, role=Role.ADVISER)
    with pytest.raises(actions.SecondNeeded):
        end_role(membership=hall.moderator, by=hall.board, at=AT)


def test_undoing_never_gives_or_takes_a_role_or_an_office(hall: SimpleNamespace) -> None:
    other = seat(hall, "Autre", Role.MODERATOR)
    change_role(membership=other, role=Role.BOARD, by=hall.board, at=AT)
    end_role(membership=seat(hall, "Encore", Role.MODERATOR), by=hall.board, at=AT)
    actions.set_office(term=hall.term, office="treasurer", by=hall.board, at=AT)
    Term.objects.filter(pk=hall.term.pk).update(office="secretary", ends_on=AT.date() - timedelta(days=1))
    actions.end_term(term=hall.term, by=hall.board, at=AT)
    entries = list(
        Entry.objects.filter(verb__regex=r"people\.(change|end)_role|assembly\.(set_office|end_term)")
    )
    assert len(entries) == 4
    for entry in entries:
        assert not may_undo(hall.board, entry)
        with pytest.raises(CannotUndo, match="en charge"):
            undo(entry=entry, by=hall.board, at=AT)
    assert Membership.objects.get(pk=other.pk).role == Role.BOARD


def test_a_second_member_of_the_board_confirms(hall: SimpleNamespace) -> None:
    made = asked(hall, hall.moderator)
    assert stands(hall.moderator)
    with pytest.raises(NotAllowed):
        actions.confirm_removal(removal=made, by=hall.board, at=AT)
    with pytest.raises(NotAllowed):
        actions.confirm_removal(removal=made, by=of_membership(hall.moderator), at=AT)
    actions.confirm_removal(removal=made, by=hall.second, at=AT)
    assert not stands(hall.moderator)
    with pytest.raises(ActionError):
        actions.confirm_removal(removal=made, by=hall.second, at=AT)
    kinds = [
        kind
        for kind in LogEntry.objects.order_by("number").values_list("kind", flat=True)
        if kind.startswith("role.")
    ]
    assert kinds == ["role.removal_asked", "role.removal_settled", "role.moved"]
    assert "Modération" not in str(list(LogEntry.objects.values_list("payload", flat=True)))


def test_who_is_told_of_a_request(hall: SimpleNamespace) -> None:
    asked(hall, hall.moderator)
    told = {notice.owner_id for notice in Notice.objects.filter(kind="assembly.removal")}
    assert told == {hall.second.actor.party_id, hall.members["Ana"].user.party_id}
    own = Notice.objects.get(kind="assembly.own_role")
    assert own.owner_id == hall.moderator.user.party_id
    assert WHY in own.text


def test_who_serves_a_chamber_or_is_close_neither_asks_nor_confirms(hall: SimpleNamespace) -> None:
    chamber = hall.organisation.chamber
    Membership.objects.create(user=hall.second_seat.user, organisation=chamber, role=Role.MANAGER)
    roles = frozenset({(Role.BOARD, hall.organisation.pk), (Role.MANAGER, chamber.pk)})
    double = of_membership(hall.second_seat, roles)
    with pytest.raises(NotAllowed):
        asked(hall, hall.moderator, double)
    made = asked(hall, hall.moderator)
    with pytest.raises(NotAllowed):
        actions.confirm_removal(removal=made, by=double, at=AT)
    ana = of_membership(Membership.objects.get(user=hall.members["Ana"].user, role=Role.BOARD))
    about = f"people.user:{hall.moderator.user_id}"
    told = {"kind": "kin", "text": "Une cousine.", "about": about, "user": hall.members["Ana"].user}
    declare_interest(organisation=hall.organisation, **told, by=ana, at=AT)
    with pytest.raises(NotAllowed):
        actions.confirm_removal(removal=made, by=ana, at=AT)


def test_it_is_withdrawn_refused_or_lapses_and_the_role_goes_on(hall: SimpleNamespace) -> None:
    made = asked(hall, hall.moderator)
    with pytest.raises(NotAllowed):
        actions.withdraw_removal(removal=made, by=hall.second, at=AT)
    actions.withdraw_removal(removal=made, by=hall.board, at=AT)
    refused = actions.refuse_removal(removal=asked(hall, hall.moderator), by=hall.second, at=AT)
    assert refused.state == Removal.State.REFUSED
    late = asked(hall, hall.moderator)
    lapse_removals(AT + timedelta(days=14))
    with pytest.raises(ActionError):
        actions.confirm_removal(removal=late, by=hall.second, at=AT + timedelta(days=16))
    lapse_removals(AT + timedelta(days=15))
    late.refresh_from_db()
    assert late.state == Removal.State.LAPSED
    assert stands(hall.moderator)


def test_the_only_treasurer_keeps_the_office_until_two_want_it(hall: SimpleNamespace) -> None:
    forbidden = [
        lambda: actions.set_office(term=hall.term, office="member", by=hall.board, at=AT),
        lambda: actions.end_term(term=hall.term, by=hall.board, at=AT),
        lambda: end_role(
            membership=Membership.objects.get(user=hall.members["Ana"].user, role=Role.BOARD),
            by=hall.board,
            at=AT,
        ),
    ]
    for act in forbidden:
        with pytest.raises(actions.SecondNeeded):
            act()
    made = asked(hall, hall.term)
    actions.confirm_removal(removal=made, by=hall.second, at=AT)
    hall.term.refresh_from_db()
    assert (hall.term.office, hall.term.ended_on) == ("member", None)
    actions.set_office(term=hall.term, office="treasurer", by=hall.board, at=AT)


def newcomer(hall: SimpleNamespace, role: str, days: int = 0) -> Membership:
    """A mailbox that the board member invited, and that accepted, so many days ago."""
    with time_machine.travel(AT - timedelta(days=days), tick=False):
        told = {"organisation": hall.organisation, "role": role, "email": "nouveau@example.org"}
        made = invite(**told, by=hall.board, at=AT)
        return accept_invitation(invitation=made, name="Nouveau", by=Viewer.nobody(), at=AT)


@pytest.mark.parametrize("days", [0, 29, 400])
def test_a_moderator_of_ones_own_making_is_no_other_moderator(hall: SimpleNamespace, days: int) -> None:
    newcomer(hall, Role.MODERATOR, days)
    board = enter(Client(), hall)
    end = f"/equipe/roles/{hall.moderator.pk}/fin/"
    assert f"/conseil/demandes/role/{hall.moderator.pk}/" in board.get(end).content.decode()
    assert board.post(end).status_code == 422
    assert stands(hall.moderator)
    asked(hall, hall.moderator)


@pytest.mark.parametrize("days", [0, 29, 400])
def test_a_board_member_of_ones_own_making_does_not_confirm(hall: SimpleNamespace, days: int) -> None:
    new = of_membership(newcomer(hall, Role.BOARD, days))
    made = asked(hall, hall.moderator)
    with pytest.raises(NotAllowed):
        actions.confirm_removal(removal=made, by=new, at=AT)
    actions.confirm_removal(removal=made, by=hall.second, at=AT)
    assert not stands(hall.moderator)


def test_where_only_newcomers_are_left_the_assembly_votes(hall: SimpleNamespace) -> None:
    alone(hall)
    newcomer(hall, Role.BOARD)
    assert asked(hall, hall.moderator).referred_at is not None


def test_a_role_that_was_changed_begins_anew(hall: SimpleNamespace) -> None:
    changed = seat(hall, "Changeante", Role.BOARD)
    Membership.objects.filter(pk=changed.pk).update(role=Role.MODERATOR)
    changed.refresh_from_db()
    change_role(membership=changed, role=Role.BOARD, by=hall.second, at=AT)
    assert (changed.started_on, changed.given_by_id) == (AT.date(), hall.second.actor.party_id)
    made = asked(hall, hall.moderator)
    with pytest.raises(NotAllowed):
        actions.confirm_removal(removal=made, by=of_membership(changed), at=AT)


def test_naming_another_treasurer_does_not_put_the_real_one_out(hall: SimpleNamespace) -> None:
    other = hall.members["Bob"]
    make.membership(hall.organisation, Role.BOARD, other.user)
    given = {"organisation": hall.organisation, "member": other, "ends_on": date(2030, 1, 1)}
    term = Term.objects.create(**given, started_on=date(2025, 1, 1))
    actions.set_office(term=term, office="treasurer", by=hall.board, at=AT)
    for office in ("member", "chair", "secretary"):
        with pytest.raises(SecondNeeded):
            actions.set_office(term=hall.term, office=office, by=hall.board, at=AT)
    made = asked(hall, hall.term)
    actions.confirm_removal(removal=made, by=hall.second, at=AT)
    hall.term.refresh_from_db()
    assert hall.term.office == "member"


def test_an_office_given_again_is_no_new_one(hall: SimpleNamespace) -> None:
    other = hall.members["Bob"]
    make.membership(hall.organisation, Role.BOARD, other.user)
    given = {"organisation": hall.organisation, "member": other, "ends_on": date(2030, 1, 1)}
    term = Term.objects.create(**given, started_on=date(2025, 1, 1), office="treasurer")
    assert not is_last_treasurer(hall.term)
    actions.set_office(term=term, office="treasurer", by=hall.board, at=AT)
    assert not is_last_treasurer(hall.term)


@pytest.mark.parametrize("office", ["chair", "secretary"])
def test_who_loses_an_office_is_told(hall: SimpleNamespace, office: str) -> None:
    Term.objects.filter(pk=hall.term.pk).update(office=office)
    actions.set_office(term=hall.term, office="member", by=hall.board, at=AT)
    told = Notice.objects.get(kind="assembly.own_role")
    assert told.owner_id == hall.members["Ana"].user.party_id
    assert "a pris fin" in told.title
    assert hall.board.name in told.text


def test_nobody_puts_another_member_of_the_board_out_alone(hall: SimpleNamespace) -> None:
    actions.set_office(term=hall.term, office="treasurer", by=hall.board, at=AT)
    other = hall.members["Bob"]
    post = Membership.objects.create(user=other.user, organisation=hall.organisation, role=Role.BOARD)
    given = {"organisation": hall.organisation, "member": other, "started_on": AT.date()}
    term = Term.objects.create(**given, ends_on=date(2030, 1, 1), gave_role=True)
    for act in (
        lambda: end_role(membership=post, by=hall.board, at=AT),
        lambda: change_role(membership=post, role=Role.MODERATOR, by=hall.board, at=AT),
        lambda: actions.end_term(term=term, by=hall.board, at=AT),
    ):
        with pytest.raises(actions.SecondNeeded):
            act()
        post.refresh_from_db()
    assert stands(post)
    actions.confirm_removal(removal=asked(hall, post), by=hall.second, at=AT)
    term.refresh_from_db()
    assert term.ended_on is not None
    assert not stands(post)
    end_role(membership=hall.second_seat, by=hall.second, at=AT)
    assert not stands(hall.second_seat), "one leaves by oneself"


def test_a_term_past_its_end_is_ended_by_one(hall: SimpleNamespace) -> None:
    given = {"organisation": hall.organisation, "member": hall.members["Bob"]}
    term = Term.objects.create(**given, started_on=date(2020, 1, 1), ends_on=date(2023, 1, 1))
    assert actions.end_term(term=term, by=hall.board, at=AT).ended_on is not None


def test_nobody_gives_themselves_an_office(hall: SimpleNamespace) -> None:
    ana = of_membership(Membership.objects.get(user=hall.members["Ana"].user, role=Role.BOARD))
    with pytest.raises(NotAllowed):
        actions.set_office(term=hall.term, office="chair", by=ana, at=AT)


def test_a_board_keeps_somebody(hall: SimpleNamespace) -> None:
    hall.term.delete()
    alone(hall)
    with pytest.raises(LastOfBoard):
        end_role(membership=hall.seat, by=hall.board, at=AT)
    assert stands(hall.seat)


def test_where_nobody_else_is_free_the_assembly_votes(hall: SimpleNamespace) -> None:
    hall.term.delete()
    alone(hall)
    made = asked(hall, hall.moderator)
    assert made.referred_at is not None
    with pytest.raises(ActionError):
        actions.confirm_removal(removal=made, by=hall.board, at=AT)
    lapse_removals(AT + timedelta(days=400))
    made.refresh_from_db()
    assert made.is_open, "it waits for the vote, however long"
    assert stands(hall.moderator)
    actions.settle_removal(removal=made, adopted=True, by=hall.board, at=AT)
    assert not stands(hall.moderator)


def test_who_is_erased_leaves_no_role_behind_and_the_board_was_told(hall: SimpleNamespace) -> None:
    user = hall.moderator.user
    erasure = ask_erasure(subject=user, by=of_membership(hall.moderator), at=AT)
    told = {notice.owner_id for notice in Notice.objects.filter(kind="assembly.removal")}
    assert hall.board.actor.party_id in told
    erase(erasure=erasure, by=Viewer.system(), at=erasure.due_at)
    assert not stands(hall.moderator)


def test_nobody_loses_their_vote_once_an_assembly_is_convened(hall: SimpleNamespace) -> None:
    ana, given = hall.members["Ana"], {"by": hall.board, "at": AT}
    convened(hall, RESOLUTION)
    changes = {"display_name": "Ana", "trade": "developer", "commune_code": "", "category": None}
    forbidden = [
        lambda: set_dues_rules(
            organisation=hall.organisation, grace_days=0, remind_days=15, pay_to="", **given
        ),
        lambda: change_member(member=ana, kind="company", **changes, **given),
        lambda: suspended(hall.members["Bob"], hall.board),
    ]
    for act in forbidden:
        with pytest.raises(ActionError, match="convoquée"):
            act()
    change_member(member=ana, kind="person", **changes, **given)
    new = User.objects.create_user("nouvelle@example.org", "Nouvelle")
    told = {"display_name": "Nouvelle", "trade": "writer", "joined_on": AT.date()}
    add_member(organisation=hall.organisation, user=new, **told, **given)
    with pytest.raises(ActionError, match="convoquée"):
        undo(entry=Entry.objects.get(verb="association.add_member", subject_label="Nouvelle"), **given)
    set_dues_rules(organisation=hall.organisation, grace_days=90, remind_days=15, pay_to="", **given)
