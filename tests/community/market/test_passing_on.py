"""Passing an ad on: the artisan's agreement, who may, what is fit, and taking it back."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from etabli.community.market import actions, queries
from etabli.community.market.models import Ad
from etabli.community.neutrality.queries import verdict
from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.parties import SYSTEM
from etabli.foundation.people.actions import withdraw_consent
from etabli.foundation.people.models import Consent, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer, of_person
from tests.community.conftest import (
    AT,
    acting,
    answer,
    answers_of,
    as_member,
    pass_on,
    seen_by,
)
from tests.community.market.test_market import kinds, last_entry


def test_no_ad_without_consent(world: SimpleNamespace) -> None:
    given = {
        "person": world.artisan,
        "title": "Un site",
        "text": "Un site",
        "needs": [],
        "place": "CC",
        "budget": "Je ne sais pas encore",
        "deadline_on": date(2027, 2, 1),
        "by": world.adviser,
        "at": AT,
    }
    with pytest.raises(actions.NoConsent):
        actions.pass_on_ad(**given, brief_ref="briefs.brief:1")
    Consent.objects.create(
        person=world.other_artisan,
        purpose=Consent.Purpose.AD,
        subject_type="briefs.brief",
        subject_id="1",
        given_at=AT,
        recorded_by_id=SYSTEM,
    )
    for reference in ["briefs.brief:1", "briefs.brief", ""]:
        with pytest.raises(actions.NoConsent):
            actions.pass_on_ad(**given, brief_ref=reference)


def test_who_may_pass_on(world: SimpleNamespace) -> None:
    for viewer in [
        as_member(world.member),
        acting(world.double.user, Role.BOARD),
        world.neighbour_adviser,
        of_person(world.other_artisan),
        Viewer.nobody(),
    ]:
        with pytest.raises(NotAllowed):
            pass_on(world, world.artisan, by=viewer)
    ad = pass_on(world, world.artisan, by=world.adviser)
    assert ad.relayed_by_id == world.adviser_user.party_id


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"text": ""},
        {"budget": " "},
        {"deadline_on": date(2027, 1, 11)},
        {"answers_cap": 0},
        {"answers_cap": 13},
    ],
)
def test_an_ad_that_is_not_fit(world: SimpleNamespace, wrong: dict[str, object]) -> None:
    with pytest.raises(actions.AdNotFit):
        pass_on(world, world.artisan, **wrong)


def test_one_ad_at_a_time_for_a_brief(world: SimpleNamespace) -> None:
    first = pass_on(world, world.artisan)
    with pytest.raises(actions.AlreadyPassedOn):
        pass_on(world, world.artisan)
    actions.withdraw_ad(ad=first, by=world.artisan_viewer, at=AT)
    withdrawal = last_entry()
    pass_on(world, world.artisan)
    with pytest.raises(CannotUndo):
        undo(entry=withdrawal, by=world.artisan_viewer, at=AT)


def test_once_the_artisan_no_longer_agrees_the_brief_is_passed_on_anew(world: SimpleNamespace) -> None:
    first = pass_on(world, world.artisan)
    answer(first, world.member)
    withdraw_consent(consent=first.consent, by=world.artisan_viewer, at=AT)
    end = last_entry()
    second = pass_on(world, world.artisan, at=AT + timedelta(hours=1))
    assert seen_by(as_member(world.member)) == [second.pk]
    assert answers_of(Ad.objects.get(pk=first.pk)), "the artisan keeps what they received"
    with pytest.raises(CannotUndo, match="Une autre annonce"):
        undo(entry=end, by=world.artisan_viewer, at=AT)
    actions.withdraw_ad(ad=second, by=world.artisan_viewer, at=AT)
    undo(entry=end, by=world.artisan_viewer, at=AT)
    assert seen_by(as_member(world.member)) == [first.pk]
    assert [kind for kind in kinds() if kind.startswith("ad.")] == [
        "ad.passed_on",
        "ad.agreement_ended",
        "ad.withdrawn",
        "ad.passed_on",
        "ad.withdrawn",
        "ad.restored",
        "ad.agreement_restored",
    ]
    assert verdict().holds


def test_an_ad_withdrawn_by_its_artisan_stays_so_when_they_agree_again(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    actions.withdraw_ad(ad=ad, by=world.artisan_viewer, at=AT)
    withdraw_consent(consent=ad.consent, by=world.artisan_viewer, at=AT)
    undo(entry=last_entry(), by=world.artisan_viewer, at=AT)
    assert seen_by(as_member(world.member)) == []


def test_an_ad_goes_and_comes_back(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    undo(entry=Entry.objects.get(verb="market.pass_on_ad"), by=world.artisan_viewer, at=AT)
    assert seen_by(as_member(world.member)) == []
    undo(entry=Entry.objects.filter(verb="market.pass_on_ad").latest("pk"), by=world.artisan_viewer, at=AT)
    assert seen_by(as_member(world.member)) == [ad.pk]
    assert [kind for kind in kinds() if kind.startswith("ad.")] == [
        "ad.passed_on",
        "ad.withdrawn",
        "ad.restored",
    ]
    assert verdict().holds


def test_the_reason_of_a_withdrawal_goes_and_comes_back_with_it(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    actions.withdraw_ad(ad=ad, reason=" Trop tôt ", by=world.artisan_viewer, at=AT)
    reasons = []
    for _time in range(2):
        undo(entry=last_entry(), by=world.artisan_viewer, at=AT)
        reasons.append(Ad.objects.get().withdrawal_reason)
    assert reasons == ["", "Trop tôt"]


def test_a_reason_too_long_is_refused_whole(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    with pytest.raises(actions.AdNotFit):
        actions.withdraw_ad(ad=ad, reason="x" * 301, by=world.artisan_viewer, at=AT)
    assert Ad.objects.get().withdrawn_at is None


def test_consent_withdrawn_the_ad_is_gone_everywhere(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    answer(ad, world.other_member)
    withdraw_consent(consent=ad.consent, by=world.artisan_viewer, at=AT)
    for member in [world.member, world.other_member]:
        assert seen_by(as_member(member)) == []
        with pytest.raises(NotVisible):
            queries.get_ad(as_member(member), ad.pk, at=AT)
    with pytest.raises(actions.AdClosed):
        answer(Ad.objects.get(pk=ad.pk), world.member)
    assert Ad.objects.get(pk=ad.pk).answers_taken == 1
