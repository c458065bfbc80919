"""Handing in, deciding, contesting, reporting: what holds, and who may."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from etabli.community.association.models import Member
from etabli.community.moderation import actions, queries
from etabli.community.moderation.models import Case, Report
from etabli.community.moderation.moderated_content import content_of
from etabli.community.moderation.rules import appeal_deciders, may_decide, may_decide_appeal
from etabli.community.moderation.tasks import remind
from etabli.community.neutrality.models import LogEntry
from etabli.community.neutrality.queries import verdict
from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.parties import NOBODY
from etabli.foundation.people.actions import end_role
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.community.conftest import AT, acting, as_member, join


def submitted(member: Member, **fields: Any) -> Case:
    return actions.submit(subject=member, by=as_member(member), at=AT, **fields)


def refused(case: Case, by: Viewer) -> Case:
    return actions.decide(case=case, accept=False, reason="false", words="Le prix.", by=by, at=AT)


def waiting(viewer: Viewer) -> list[str]:
    return [row.case.title for row in queries.queue(viewer)]


def test_the_oldest_comes_first_and_a_neighbour_sees_nothing(world: SimpleNamespace) -> None:
    first, second = submitted(world.member), submitted(world.other_member)
    Case.objects.filter(pk=second.pk).update(submitted_at=AT - timedelta(hours=2))
    assert waiting(world.moderator) == ["Atelier", "Studio"]
    assert waiting(world.neighbour_member) == []
    with pytest.raises(queries.NotVisible):
        queries.get_case(world.neighbour_member, first.pk)


def test_a_refusal_hides_tells_why_and_is_logged(world: SimpleNamespace) -> None:
    refused(submitted(world.member, is_out=True), world.moderator)
    world.member.refresh_from_db()
    assert world.member.left_on == AT.date()
    told = Notice.objects.get(owner=world.member.user.party_id, kind="moderation.decided")
    assert "fausse" in told.text
    assert "Le prix." in told.text
    entry = LogEntry.objects.get(kind="moderation.decided")
    assert entry.payload["decision"] == "hidden"
    assert entry.payload["by"] != f"user:{world.moderator.user_id}"
    assert verdict().holds


def test_taken_back_it_is_seen_again_and_waits(world: SimpleNamespace) -> None:
    case = refused(submitted(world.member, is_out=True), world.moderator)
    undo(entry=Entry.objects.filter(verb="moderation.decide").latest("pk"), by=world.moderator, at=AT)
    case.refresh_from_db()
    world.member.refresh_from_db()
    assert (case.state, case.is_out, world.member.left_on) == ("waiting", True, None)
    assert not Notice.objects.filter(kind="moderation.decided").exists(), "what had not left is called back"
    assert LogEntry.objects.filter(kind="moderation.taken_back").count() == 1


def test_a_refusal_wants_a_reason(world: SimpleNamespace) -> None:
    case = submitted(world.member)
    for reason, words in [("", ""), ("other", " "), ("unknown", "x")]:
        with pytest.raises(actions.NoReason):
            actions.decide(case=case, accept=False, reason=reason, words=words, by=world.moderator, at=AT)


def test_whoever_has_a_part_in_it_does_not_decide(world: SimpleNamespace) -> None:
    """The author, even as moderator; the adviser who is a moderator too; the board while a moderator can."""
    case = submitted(world.member)
    make.membership(world.association, Role.MODERATOR, world.member.user)
    for viewer in (
        acting(world.member.user, Role.MODERATOR),
        acting(world.double.user, Role.MODERATOR),
        acting(world.double.user, Role.BOARD),
        as_member(world.other_member),
    ):
        with pytest.raises(NotAllowed):
            refused(case, viewer)


def test_the_board_decides_where_no_moderator_can(world: SimpleNamespace) -> None:
    case = submitted(world.member)
    make.membership(world.association, Role.BOARD, world.other_member.user)
    board = acting(world.other_member.user, Role.BOARD)
    assert not may_decide(board, case)
    Membership.objects.filter(user=world.moderator.user_id).update(ended_on=AT.date())
    assert may_decide(board, case), "the one moderator left serves a chamber"


def test_what_has_no_author_is_nobodys_to_contest(world: SimpleNamespace) -> None:
    case = refused(submitted(world.member), world.moderator)
    Case.objects.filter(pk=case.pk).update(author=NOBODY)
    for viewer in (Viewer.nobody(), world.neighbour_member):
        with pytest.raises(queries.NotVisible):
            queries.get_decision(viewer, case.pk)


def test_an_appeal_is_answered_by_somebody_else(world: SimpleNamespace, colleague: Viewer) -> None:
    case = refused(submitted(world.member, is_out=True), world.moderator)
    appeal = actions.appeal(case=case, text="Le prix est juste.", by=as_member(world.member), at=AT)
    with pytest.raises(NotAllowed):
        actions.decide_appeal(appeal=appeal, accept=True, words="Oui.", by=world.moderator, at=AT)
    actions.decide_appeal(appeal=appeal, accept=True, words="Vous avez raison.", by=colleague, at=AT)
    case.refresh_from_db()
    world.member.refresh_from_db()
    assert (case.state, case.is_out, world.member.left_on) == ("accepted", True, None)
    assert Notice.objects.filter(text__contains="Vous avez raison.").exists()


def test_who_decided_never_answers_the_appeal(world: SimpleNamespace) -> None:
    case = refused(submitted(world.member), world.moderator)
    appeal = actions.appeal(case=case, text="Non.", by=as_member(world.member), at=AT)
    for by in (
        world.moderator,
        acting(world.double.user, Role.MODERATOR),
        acting(world.double.user, Role.BOARD),
    ):
        with pytest.raises(NotAllowed):
            actions.decide_appeal(appeal=appeal, accept=False, words="Non.", by=by, at=AT)
    actions.decide_appeal(appeal=appeal, accept=True, words="Vous avez raison.", by=world.board, at=AT)
    case.refresh_from_db()
    with pytest.raises(NotAllowed):
        actions.decide(case=case, accept=False, reason="false", by=world.moderator, at=AT)


def test_whose_decision_was_overturned_answers_no_later_appeal(
    world: SimpleNamespace, colleague: Viewer
) -> None:
    case = refused(submitted(world.member), world.moderator)
    first = actions.appeal(case=case, text="Non.", by=as_member(world.member), at=AT)
    actions.decide_appeal(appeal=first, accept=True, words="Vous avez raison.", by=world.board, at=AT)
    case.refresh_from_db()
    actions.send_back(case=case, by=Viewer.system(), at=AT)
    case.refresh_from_db()
    later = AT + timedelta(days=1)
    case = actions.decide(case=case, accept=False, reason="false", by=colleague, at=later)
    second = actions.appeal(case=case, text="Non.", by=as_member(world.member), at=later)
    assert may_decide_appeal(world.board, second)
    assert not may_decide_appeal(world.moderator, second)
    free = {decider.actor.party_id for decider in appeal_deciders(second, content_of(case))}
    assert world.board.actor.party_id in free
    assert world.moderator.actor.party_id not in free


def test_who_serves_a_chamber_moderates_nothing(world: SimpleNamespace) -> None:
    case = submitted(world.member)
    for role in (Role.MODERATOR, Role.BOARD):
        with pytest.raises(NotAllowed):
            actions.decide(case=case, accept=True, by=acting(world.double.user, role), at=AT)


@pytest.mark.parametrize(("reason", "is_shown"), [("false", True), ("insulting", False)])
def test_where_nobody_is_free_to_answer_the_assembly_does(
    world: SimpleNamespace, reason: str, is_shown: bool
) -> None:
    """Until the vote, people see again what they saw, unless somebody is hurt by it."""
    Membership.objects.filter(user=world.board.user_id).update(ended_on=AT.date())
    case = actions.decide(case=submitted(world.member), accept=True, by=world.moderator, at=AT)
    actions.send_back(case=case, by=Viewer.system(), at=AT)
    case.refresh_from_db()
    case = actions.decide(case=case, accept=False, reason=reason, by=world.moderator, at=AT)
    appeal = actions.appeal(case=case, text="Non.", by=as_member(world.member), at=AT)
    assert (appeal.referred_at is not None, appeal.is_shown) == (True, is_shown)
    for by in (world.moderator, acting(world.double.user, Role.BOARD)):
        with pytest.raises(NotAllowed):
            actions.decide_appeal(appeal=appeal, accept=True, words="Non.", by=by, at=AT)
    told = Notice.objects.filter(kind="moderation.decided").latest("pk")
    assert "assemblée générale" in told.text
    undo(entry=Entry.objects.get(verb="moderation.appeal"), by=as_member(world.member), at=AT)
    undo(entry=Entry.objects.filter(verb="moderation.appeal").latest("pk"), by=as_member(world.member), at=AT)
    by = acting(world.double.user, Role.BOARD)
    settled = actions.settle_appeal(appeal=appeal, accept=True, by=by, at=AT)
    assert settled.accepted is True
    case.refresh_from_db()
    assert case.state == "accepted"


def test_who_contests_a_decision_gives_and_ends_no_role(world: SimpleNamespace) -> None:
    make.membership(world.association, Role.BOARD, world.member.user)
    case = refused(submitted(world.member), world.moderator)
    actions.appeal(case=case, text="Non.", by=as_member(world.member), at=AT)
    post = make.membership(world.association, Role.MODERATOR)
    with pytest.raises(NotAllowed, match="recours"):
        end_role(membership=post, by=acting(world.member.user, Role.BOARD), at=AT)


def test_one_contests_a_decision_once(world: SimpleNamespace) -> None:
    case = refused(submitted(world.member), world.moderator)
    actions.appeal(case=case, text="Non.", by=as_member(world.member), at=AT)
    with pytest.raises(Exception, match="contesté"):
        actions.appeal(case=case, text="Non.", by=as_member(world.member), at=AT)
    with pytest.raises(NotAllowed):
        actions.appeal(case=case, text="Non.", by=as_member(world.other_member), at=AT)


def report(member: Member, source: str, **fields: Any) -> Report:
    given = {"reason": "false", "by": Viewer.nobody(), "at": AT, **fields}
    return actions.report(subject=member, source=source, **given)


def test_three_people_send_it_back_and_nothing_is_hidden(world: SimpleNamespace) -> None:
    report(world.member, "a")
    with pytest.raises(Exception, match="déjà signalé"):
        report(world.member, "a")
    report(world.member, "b")
    case = Case.objects.get()
    assert case.state == "unread"
    assert waiting(world.moderator) == ["Studio"]
    report(world.member, "c")
    case.refresh_from_db()
    world.member.refresh_from_db()
    assert (case.state, case.is_out, world.member.left_on) == ("waiting", True, None)
    told = Notice.objects.get(kind="moderation.reported")
    assert told.owner_id == world.moderator.party_id, "not the one who serves a chamber"


def test_those_who_reported_learn_what_came_of_it(world: SimpleNamespace) -> None:
    report(world.member, "a", email="passant@example.invalid")
    report(world.member, "", by=as_member(world.other_member))
    refused(Case.objects.get(), world.moderator)
    assert "ne le voit plus" in make.mails().get(to="passant@example.invalid").body
    assert Notice.objects.filter(owner=world.other_member.user.party_id).exists()
    assert not Report.objects.filter(closed_at=None).exists()


def test_new_members_wait_and_are_limited(world: SimpleNamespace) -> None:
    today = AT.date()
    new = join(world, "Nouvelle")
    assert not queries.needs_reading(new, at=AT), "there since a year"
    new.joined_on = today
    new.save()
    assert queries.needs_reading(new, at=AT)
    for number in range(3):
        actions_case(new, number)
    with pytest.raises(actions.TooManyToday):
        submitted(new)
    Case.objects.filter(author=new.user.party_id).update(state="accepted")
    assert not queries.needs_reading(new, at=AT), "three were accepted"


def actions_case(member: Member, number: int) -> Case:
    return Case.objects.create(
        organisation=member.organisation,
        subject_type="tests.thing",
        subject_id=str(number),
        title="x",
        author=member.user.party,
        submitted_at=AT,
    )


def test_moderators_are_reminded_once_a_day(world: SimpleNamespace) -> None:
    submitted(world.member)
    later = AT + timedelta(hours=23)
    remind(later)
    assert not Notice.objects.filter(kind="moderation.waiting").exists()
    for _twice in range(2):
        remind(AT + timedelta(hours=25))
    assert Notice.objects.filter(kind="moderation.waiting").count() == 2, "each moderator once"
