"""What the clock does for ads, the list's filters, and what the artisan changes and tells."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.community.association.models import Member
from etabli.community.market import actions, queries, tasks
from etabli.community.market.models import Ad
from etabli.community.moderation.models import Case
from etabli.community.neutrality.draws import commit_seeds
from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Membership, Role
from tests import factories as make
from tests.community.conftest import AT, DEADLINE, acting, answer, as_member, enter, join, pass_on, seen_by


def told(kind: str = "market.new_ad") -> set[int]:
    return set(Notice.objects.filter(kind=kind).values_list("owner", flat=True))


def party(member: Member) -> int:
    return member.user.party_id


def choose(member: Member, **chosen: Any) -> None:
    given = {"trades": (), "epci_codes": (), "stopped": False, **chosen}
    actions.choose_alerts(member=member, **given, by=as_member(member), at=AT)


# Alerts


def test_members_are_told_by_trade_place_and_choice(world: SimpleNamespace) -> None:
    writer, everywhere = join(world, "Rédactrice", "writer"), join(world, "Toutes", "trainer")
    near, far, none = (
        join(world, "Près", "trainer"),
        join(world, "Loin", "trainer"),
        join(world, "Aucune", "writer"),
    )
    choose(everywhere)
    choose(near, epci_codes=["200070720"])
    choose(far, epci_codes=["200000001"])
    choose(none, stopped=True)
    pass_on(world, world.artisan, trades=["writer"], epci_code="200070720")
    tasks.alert_due(AT)
    tasks.alert_due(AT)
    # other_member is a writer too; world.double, on both sides, stands aside whatever they chose
    assert told() == {party(one) for one in (writer, everywhere, near, world.other_member)}


def test_who_stands_aside_is_not_told(world: SimpleNamespace) -> None:
    choose(world.double)
    pass_on(world, world.artisan)
    tasks.alert_due(AT)
    assert party(world.double) not in told()
    assert party(world.member) in told()


def test_members_are_told_in_batches_and_once(world: SimpleNamespace, monkeypatch: Any) -> None:
    from etabli.community.market.queries import due

    monkeypatch.setattr(due, "MEMBERS_AT_ONCE", 2)
    others = [join(world, f"Membre {number}") for number in range(3)]
    ad = pass_on(world, world.artisan)
    tasks.alert_due(AT)
    assert len(told()) == 2
    for _minute in range(4):
        tasks.alert_due(AT)
    everyone = [world.member, world.other_member, *others]
    assert told() == {party(one) for one in everyone}
    assert Notice.objects.filter(kind="market.new_ad").count() == len(everyone)
    assert Ad.objects.get(pk=ad.pk).alerted_at is not None


def test_an_ad_that_waits_tells_nobody(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan, read=False)
    tasks.alert_due(AT)
    assert told() == set()
    assert Case.objects.get().subject_id == str(ad.pk)


# The last day


def test_the_artisan_is_reminded_once_then_asked_once(world: SimpleNamespace) -> None:
    pass_on(world, world.artisan)
    for days in (4, 3, 3):
        tasks.remind_due(AT.replace(month=2, day=1) - timedelta(days=days))
    assert Notice.objects.filter(kind="market.ends").count() == 1
    for days in (0, 1, 2):
        tasks.ask_due(AT.replace(month=2, day=1) + timedelta(days=days))
    kinds = ["market.ends", "market.outcome"]
    assert [shown.url.rsplit("/", 2)[1] for shown in make.shown(kind__in=kinds)] == ["changer", "suite"]
    assert Notice.objects.filter(kind__in=kinds).count() == 2


def test_more_time_and_more_answers_never_fewer_than_there_are(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan, answers_cap=1)
    answer(ad, world.member)
    later = DEADLINE + timedelta(days=20)
    actions.change_ad(ad=ad, deadline_on=later, answers_cap=2, by=world.artisan_viewer, at=AT)
    change = Entry.objects.filter(verb="market.change_ad").latest("pk")
    answer(ad, world.other_member)
    with pytest.raises(CannotUndo):
        undo(entry=change, by=world.artisan_viewer, at=AT)
    with pytest.raises(actions.AdNotFit):
        actions.change_ad(ad=ad, deadline_on=later, answers_cap=1, by=world.artisan_viewer, at=AT)
    with pytest.raises(NotAllowed):
        actions.change_ad(ad=ad, deadline_on=later, answers_cap=3, by=as_member(world.member), at=AT)
    assert Ad.objects.get().deadline_on == later


# What came of it


def test_what_came_is_the_artisans_and_only_counted(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    sent = answer(ad, world.member)
    actions.record_outcome(ad=ad, came_of="here", answer=sent, by=world.artisan_viewer, at=AT)
    for viewer in (as_member(world.member), world.adviser):
        with pytest.raises(NotAllowed):
            actions.record_outcome(ad=ad, came_of="none", by=viewer, at=AT)
    with pytest.raises(actions.AdNotFit):
        actions.record_outcome(ad=ad, came_of="none", reason="x", by=world.artisan_viewer, at=AT)
    actions.record_outcome(ad=ad, came_of="none", reason="price", by=world.artisan_viewer, at=AT)
    ad.refresh_from_db()
    assert (ad.came_of, ad.came_of_reason, ad.came_of_answer) == ("none", "price", None)
    assert queries.figures(world.chamber.pk) == queries.Figures(ads=1, answers=1)


# The list


def test_the_list_is_filtered_by_trade_place_words_and_room(world: SimpleNamespace) -> None:
    writing = pass_on(world, world.artisan, trades=["writer", "trainer"], epci_code="1", answers_cap=1)
    anything = pass_on(world, world.artisan, number=2, title="Une boutique de miel", epci_code="2")
    answer(writing, world.member)
    site = pass_on(world, world.artisan, number=3, trades=["developer"], epci_code="2")
    viewer = as_member(world.member)
    assert set(seen_by(viewer, trade="writer")) == {writing.pk, anything.pk}
    assert set(seen_by(viewer, trade="developer")) == {anything.pk, site.pk}
    assert seen_by(viewer, epci="1") == [writing.pk]
    assert seen_by(viewer, words="boutique miel") == [anything.pk]
    assert set(seen_by(viewer, taking=True)) == {anything.pk, site.pk}


def test_a_filter_that_no_ad_answers_any_more_is_left_out(client: Client, world: SimpleNamespace) -> None:
    last = pass_on(world, world.artisan, trades=["writer"], epci_code="1", place="CC Médoc Estuaire")
    pass_on(world, world.artisan, number=2, title="Une boutique de miel", trades=["developer"], epci_code="2")
    address = "/annonces/?metier=writer&lieu=1"
    with time_machine.travel(AT, tick=False):
        enter(client, world.member.user, Role.MEMBER)
        page = client.get(address).content.decode()
        assert "Une boutique de miel" not in page
        assert "<b>" in page
        actions.withdraw_ad(ad=last, by=world.artisan_viewer, at=AT)
        page = client.get(address).content.decode()
    assert "Une boutique de miel" in page
    assert "Revoir toutes les annonces" not in page
    assert "Sélectionnez un choix" not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_a_page_of_the_list_makes_only_its_own_cards(
    world: SimpleNamespace, rows: int, django_assert_num_queries: Any
) -> None:
    ad = pass_on(world, world.artisan)
    same = ("chamber_id", "person_id", "consent_id", "relayed_by_id", "deadline_on")
    fields = {name: getattr(ad, name) for name in same}
    Ad.objects.bulk_create(
        Ad(**fields, title=f"{n}", text="x", place="x", brief_ref=f"b:{n}", passed_on_at=AT, published_at=AT)
        for n in range(rows - 1)
    )
    commit_seeds(AT)
    viewer, seen = as_member(world.member), []
    with django_assert_num_queries(5):  # edition, rows of whoever begins, seeds, what I answered, cards
        ads = queries.open_ads(viewer, queries.AdFilter(), at=AT)
    for page in range(1, ads.page.paginator.num_pages + 1):
        seen += [
            c.pk for c in queries.open_ads(viewer, queries.AdFilter(), page=page, key=ads.key, at=AT).cards
        ]
    assert len(seen) == len(set(seen)) == rows == ads.total


def test_a_board_member_in_two_roles_is_no_moderator_of_it(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan, read=False)
    board = Membership.objects.create(
        user=world.other_member.user, organisation=world.association, role=Role.BOARD
    )
    with pytest.raises(NotAllowed):
        actions.publish_ad(subject=ad, by=acting(world.double.user, Role.BOARD), at=AT)
    actions.publish_ad(subject=ad, by=acting(board.user, Role.BOARD), at=AT)
    assert seen_by(as_member(world.member)) == [ad.pk]
