"""Ads and sealed answers: who sees them, who may act on them, who stands aside."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine

from etabli.community.market import actions, queries, rules
from etabli.community.market.models import Ad
from etabli.community.market.queries import due
from etabli.community.moderation.actions import decide
from etabli.community.moderation.models import Case
from etabli.community.moderation.queries import queue
from etabli.community.neutrality.actions import declare_interest, end_interest
from etabli.community.neutrality.log import pseudonym
from etabli.community.neutrality.models import LogEntry
from etabli.community.neutrality.rules import Aside
from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.actions import withdraw_consent
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer, of_person
from tests.community.conftest import AT, acting, answer, answers_of, as_member, join, pass_on, seen_by


def test_answers_are_sealed(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan, by=world.adviser)
    sent = answer(ad, world.member)
    assert queries.get_answer(world.artisan_viewer, sent.pk) == sent
    assert queries.get_answer(as_member(world.member), sent.pk) == sent
    assert [card.author for card in answers_of(ad)] == ["Studio"]
    others = [
        as_member(world.other_member),
        acting(world.double.user, Role.MEMBER),
        acting(world.double.user, Role.BOARD),
        acting(world.double.user, Role.MODERATOR),
        acting(world.double.user, Role.ADVISER),
        world.adviser,
        world.moderator,
        of_person(world.other_artisan),
        world.neighbour_adviser,
        world.neighbour_member,
        Viewer.nobody(),
    ]
    for viewer in others:
        with pytest.raises(NotVisible):
            queries.get_answer(viewer, sent.pk)
        assert not any(own.answers for own in queries.my_ads(viewer, at=AT))
        assert queries.my_answer(viewer, ad) is None


def test_who_sees_the_ads(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    for viewer in [as_member(world.member), acting(world.double.user, Role.BOARD), world.moderator]:
        assert seen_by(viewer) == [ad.pk]
        assert queries.get_ad(viewer, ad.pk, at=AT) == ad
    for viewer in [world.artisan_viewer, world.adviser]:
        assert seen_by(viewer) == []
        assert queries.get_ad(viewer, ad.pk, at=AT) == ad
    for viewer in [
        of_person(world.other_artisan),
        world.neighbour_member,
        world.neighbour_adviser,
        Viewer.nobody(),
    ]:
        assert seen_by(viewer) == []
        with pytest.raises(NotVisible):
            queries.get_ad(viewer, ad.pk, at=AT)


@pytest.mark.parametrize("relays", [True, False])
@pytest.mark.parametrize("role", [Role.MEMBER, Role.BOARD, Role.MODERATOR])
def test_who_sits_on_both_sides_stands_aside(world: SimpleNamespace, relays: bool, role: Role) -> None:
    relay = acting(world.double.user, Role.ADVISER) if relays else world.adviser
    ad = pass_on(world, world.artisan, by=relay)
    viewer = acting(world.double.user, role)
    with pytest.raises(NotAllowed):
        actions.answer_ad(ad=ad, message="Bonjour", upload=None, by=viewer, at=AT)
    with pytest.raises(NotAllowed):
        actions.withdraw_ad(ad=ad, by=viewer, at=AT)
    with pytest.raises(NotAllowed):
        actions.hide_ad(subject=ad, reason="", by=viewer, at=AT)
    with pytest.raises(NotAllowed):
        actions.publish_ad(subject=ad, by=viewer, at=AT)
    with pytest.raises(NotAllowed):
        undo(entry=Entry.objects.get(verb="market.pass_on_ad"), by=viewer, at=AT)
    log = LogEntry.objects.get(kind="ad.passed_on")
    assert log.payload["serves_both_sides"] is relays


def test_a_relay_who_has_left_the_chamber_still_stands_aside(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan, by=acting(world.double.user, Role.ADVISER))
    world.double.user.memberships.filter(role=Role.ADVISER).update(ended_on=date(2027, 1, 12))
    with pytest.raises(NotAllowed):
        answer(ad, world.double)


def test_a_moderator_without_a_part_in_it_may_take_an_ad_away(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    actions.hide_ad(subject=ad, reason="Un nom y est écrit", by=world.moderator, at=AT)
    assert seen_by(as_member(world.member)) == []
    assert Ad.objects.get(pk=ad.pk).hidden_reason == "Un nom y est écrit"
    with pytest.raises(actions.AdClosed):
        answer(ad, world.member)


def test_an_ad_waits_for_a_moderator(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan, read=False)
    assert seen_by(as_member(world.member)) == []
    with pytest.raises(NotVisible):
        queries.get_ad(as_member(world.member), ad.pk, at=AT)
    with pytest.raises(actions.AdClosed):
        answer(ad, world.member)
    assert queries.get_ad(world.moderator, ad.pk, at=AT) == ad
    actions.publish_ad(subject=ad, by=world.moderator, at=AT)
    assert seen_by(as_member(world.member)) == [ad.pk]


def test_the_case_of_an_ad_closes_and_opens_again_with_it(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan, read=False)
    actions.withdraw_ad(ad=ad, by=world.artisan_viewer, at=AT)
    case = Case.objects.get()
    assert case.state == Case.State.WITHDRAWN
    undo(entry=Entry.objects.latest("pk"), by=world.artisan_viewer, at=AT)
    case.refresh_from_db()
    assert case.state == Case.State.WAITING
    withdraw_consent(consent=ad.consent, by=world.artisan_viewer, at=AT)
    case.refresh_from_db()
    assert case.state == Case.State.WITHDRAWN
    assert queue(world.moderator) == []


def test_an_association_may_read_afterwards(world: SimpleNamespace) -> None:
    board = Membership.objects.create(user=world.member.user, organisation=world.association, role=Role.BOARD)
    actions.choose_reading(
        organisation=world.association, after=True, by=acting(board.user, Role.BOARD), at=AT
    )
    ad = pass_on(world, world.artisan, read=False)
    assert seen_by(as_member(world.member)) == [ad.pk]
    with pytest.raises(NotAllowed):
        actions.choose_reading(organisation=world.association, after=False, by=as_member(world.member), at=AT)


def test_nobody_answers_their_own_ad(world: SimpleNamespace) -> None:
    both = join(world, "Artisane et graphiste")
    world.other_artisan.user = both.user
    world.other_artisan.save()
    with pytest.raises(NotAllowed):
        answer(pass_on(world, world.other_artisan), both)


def test_one_answers_as_a_member_and_in_the_association_of_that_chamber(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    for viewer in [world.artisan_viewer, world.adviser, world.moderator, world.neighbour_member]:
        with pytest.raises(NotAllowed):
            actions.answer_ad(ad=ad, message="Bonjour", upload=None, by=viewer, at=AT)


def test_only_its_author_withdraws_an_answer(world: SimpleNamespace) -> None:
    sent = answer(pass_on(world, world.artisan), world.member)
    for viewer in [as_member(world.other_member), world.artisan_viewer, world.adviser, world.moderator]:
        with pytest.raises(NotAllowed):
            actions.withdraw_answer(answer=sent, by=viewer, at=AT)


# Whoever declared an interest in this ad, or in its chamber


@pytest.fixture(params=["market.ad:{ad}", "people.organisation:{chamber}"])
def declared(request: pytest.FixtureRequest, world: SimpleNamespace) -> SimpleNamespace:
    """A member, on the board and a moderator, who knows the artisan of the ad: its case waits."""
    for role in (Role.BOARD, Role.MODERATOR):
        Membership.objects.create(user=world.member.user, organisation=world.association, role=role)
    ad = pass_on(world, world.artisan)
    letter = actions.send_message(
        answer=answer(ad, world.other_member), text="Bonjour", by=world.artisan_viewer, at=AT
    )
    interest = declare_interest(
        organisation=world.association,
        user=world.member.user,
        kind="kin",
        text="Je connais l’artisan.",
        about=request.param.format(ad=ad.pk, chamber=world.chamber.pk),
        by=as_member(world.member),
        at=AT,
    )
    case = Case.objects.get(subject_type="market.ad")
    return SimpleNamespace(ad=ad, letter=letter, interest=interest, case=case, user=world.member.user)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.BOARD, Role.MODERATOR])
def test_whoever_declared_an_interest_stands_aside(declared: SimpleNamespace, role: Role) -> None:
    viewer, ad = acting(declared.user, role), declared.ad
    forbidden = [
        lambda: actions.answer_ad(ad=ad, message="Bonjour", upload=None, by=viewer, at=AT),
        lambda: actions.publish_ad(subject=ad, by=viewer, at=AT),
        lambda: actions.hide_ad(subject=ad, reason="", by=viewer, at=AT),
        lambda: actions.hide_letter(subject=declared.letter, reason="", by=viewer, at=AT),
        lambda: actions.keep_letter(subject=declared.letter, by=viewer, at=AT),
        lambda: decide(case=declared.case, accept=True, by=viewer, at=AT),
        lambda: decide(case=declared.case, accept=False, reason="false", by=viewer, at=AT),
    ]
    for act in forbidden:
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotVisible):
        queries.get_answer(viewer, declared.letter.answer_id)
    assert rules.why_aside(viewer, ad) is Aside.DECLARED


def test_a_declared_interest_is_in_the_log_and_ends(
    declared: SimpleNamespace, world: SimpleNamespace
) -> None:
    kind, _colon, number = declared.interest.about.partition(":")
    entry = LogEntry.objects.get(kind="interest.declared")
    assert entry.payload["about"] == pseudonym(kind.rpartition(".")[2], number)
    assert declared.user.pk not in {post.user_id for post in due.next_members_to_alert(declared.ad)[0]}
    moderator = acting(declared.user, Role.MODERATOR)
    with time_machine.travel(AT, tick=False):
        end_interest(interest=declared.interest, by=as_member(world.member), at=AT)
    with time_machine.travel(AT + timedelta(days=29), tick=False), pytest.raises(NotAllowed):
        decide(case=declared.case, accept=True, by=moderator, at=AT)
    with time_machine.travel(AT + timedelta(days=31), tick=False):
        assert decide(case=declared.case, accept=True, by=moderator, at=AT).state == Case.State.ACCEPTED


def test_an_interest_in_another_ad_forbids_nothing(world: SimpleNamespace) -> None:
    ad, other = (pass_on(world, world.artisan, number=number) for number in (1, 2))
    said = {"kind": "kin", "text": "Un cousin.", "about": f"market.ad:{other.pk}"}
    declare_interest(
        organisation=world.association, user=world.member.user, by=as_member(world.member), at=AT, **said
    )
    assert answer(ad, world.member)
    assert {post.user_id for post in due.next_members_to_alert(ad)[0]} >= {world.member.user_id}


def moderating(world: SimpleNamespace) -> Viewer:
    """The first member also is a moderator."""
    Membership.objects.create(user=world.member.user, organisation=world.association, role=Role.MODERATOR)
    return acting(world.member.user, Role.MODERATOR)


@pytest.mark.parametrize("took_back", [True, False])
def test_who_has_answered_does_not_moderate(world: SimpleNamespace, took_back: bool) -> None:
    ad = pass_on(world, world.artisan)
    moderator = moderating(world)
    sent = answer(ad, world.member)
    if took_back:
        actions.withdraw_answer(answer=sent, by=as_member(world.member), at=AT)
    with pytest.raises(NotAllowed):
        actions.hide_ad(subject=ad, reason="", by=moderator, at=AT)
    assert queries.my_answer(moderator, ad) is None


def test_who_has_come_to_serve_the_chamber_restores_no_answer(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    actions.withdraw_answer(answer=answer(ad, world.member), by=as_member(world.member), at=AT)
    Membership.objects.create(user=world.member.user, organisation=world.chamber, role=Role.ADVISER)
    with pytest.raises(NotAllowed):
        undo(entry=Entry.objects.latest("pk"), by=acting(world.member.user, Role.MEMBER), at=AT)
    assert answers_of(ad) == ()
