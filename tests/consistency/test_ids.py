"""Taking back by guessing the numbers of acts: what an artisan or a member decided stays decided."""

import pytest
from django.db.models import Model
from django.forms import model_to_dict

from etabli.community.market.models import Ad, Answer
from etabli.foundation.journal.models import Entry
from etabli.foundation.people import viewer
from etabli.foundation.people.models import Consent
from etabli.procurement.quotes.actions import unshare_quote
from etabli.procurement.quotes.models import QuoteReading
from tests import factories as make
from tests.consistency.objects import RIGHT, WRONG, World, session_of

pytestmark = pytest.mark.django_db
STAFF = ("adviser", "manager")


def try_all(world: World, who: str, *rows: Model) -> None:
    """One browser asks to take back every act there is: no row is ever other than it was."""
    browser, before = world.client(who), [model_to_dict(row) for row in rows]
    for entry in Entry.objects.order_by("-pk"):
        browser.post(f"/historique/{entry.pk}/annuler/")
        for row, was in zip(rows, before, strict=True):
            row.refresh_from_db()
            assert model_to_dict(row) == was, f"{who} took back {entry.verb}"


@pytest.mark.parametrize("who", [*STAFF, "board", "moderator", *WRONG])
def test_nobody_else_takes_back_what_an_artisan_decided(who: str) -> None:
    from etabli.foundation.people.actions import give_consent, withdraw_consent
    from etabli.procurement.briefs.actions import answer_need, start_brief
    from etabli.procurement.needs.catalogue import load

    world, need = World(), load().needs[0].id
    by, at = make.artisan(world.person), make.AT
    reading = QuoteReading.objects.get(pk=world.kwargs("quotes:detail")["pk"])
    unshare_quote(reading=reading, by=by, at=at)
    consent = give_consent(person=world.person, purpose=Consent.Purpose.CONTACT, by=by, at=at)
    withdraw_consent(consent=consent, by=by, at=at)
    brief = start_brief(person=world.person, outcome="site", by=by, at=at)
    said = answer_need(brief=brief, need_id=need, answer="Oui", by=by, at=at)
    try_all(world, who, reading, consent, brief, said)


@pytest.mark.parametrize("who", [who for who in [*RIGHT, *WRONG] if who not in {"artisan", "member"}])
def test_nobody_else_takes_back_an_answer_to_an_ad(who: str) -> None:
    world = World()
    answer = Answer.objects.get(pk=world.kwargs("market:quote")["pk"])
    try_all(world, who, answer)


@pytest.mark.parametrize("who", [*STAFF, "artisan", "member", *WRONG])
def test_nobody_puts_out_again_what_a_moderator_hid(who: str) -> None:
    """Neither by the moderator's own act, nor by the one that put the ad out: it may be withdrawn, never shown."""
    from etabli.community.moderation.actions import decide
    from etabli.community.moderation.models import Case

    world = World()
    world.relay = viewer.of_membership(world.posts["adviser"])
    ad = Ad.objects.get(pk=world.kwargs("market:ad")["pk"])
    case, by = Case.objects.get(), viewer.of_membership(world.posts["moderator"])
    decide(case=case, accept=False, reason="other", words="Hors sujet", by=by, at=make.AT)
    browser = world.client(who)
    for entry in Entry.objects.order_by("-pk"):
        browser.post(f"/historique/{entry.pk}/annuler/")
        ad.refresh_from_db()
        assert ad.hidden_at is not None, f"{who} took back {entry.verb}"


@pytest.mark.parametrize("who", STAFF)
def test_the_chamber_does_not_bring_back_into_the_association_who_was_erased_from_it(who: str) -> None:
    from etabli.community.association.actions import leave
    from tests.consistency.objects.directory import member_of

    world = World()
    member = member_of(world)
    leave(member=member, by=viewer.Viewer.system(member.chamber_id), at=make.AT)
    member.refresh_from_db()
    try_all(world, who, member)


def test_the_staff_still_takes_back_what_a_colleague_did() -> None:
    from etabli.territory.relays.models import Relay

    world = World()
    relay = Relay.objects.get(pk=world.kwargs("relays:detail")["pk"])
    entry = Entry.objects.get(subject_type="relays.relay", subject_id=str(relay.pk))
    world.client("manager").post(f"/historique/{entry.pk}/annuler/")
    assert Relay.objects.get(pk=relay.pk).withdrawn_at is not None


def test_an_adviser_takes_nothing_back_once_the_artisan_writes_alone() -> None:
    from etabli.foundation.people.actions import withdraw_consent
    from etabli.procurement.briefs.actions import answer_need, start_brief
    from etabli.procurement.needs.catalogue import load

    world, need = World(), load().needs[0].id
    by = viewer.of_membership(world.posts["adviser"])
    brief = start_brief(person=world.person, outcome="site", beside=True, by=by, at=make.AT)
    said = answer_need(brief=brief, need_id=need, answer="Oui", by=by, at=make.AT)
    consent = Consent.objects.get(purpose=Consent.Purpose.BESIDE)
    withdraw_consent(consent=consent, by=make.artisan(world.person), at=make.AT)
    try_all(world, "adviser", said, consent)


def test_the_occasion_of_a_session_is_not_moved_from_under_it() -> None:
    from dataclasses import replace

    from etabli.programme.workshops.actions import change_session
    from etabli.programme.workshops.session_changes import plan_of

    world = World()
    session, by = session_of(world), viewer.of_membership(world.posts["adviser"])
    change_session(session=session, wanted=replace(plan_of(session), capacity=5), by=by, at=make.AT)
    entry = Entry.objects.filter(verb="seats.change").latest("pk")
    world.client("adviser").post(f"/historique/{entry.pk}/annuler/")
    session.occasion.refresh_from_db()
    assert session.occasion.capacity == 5


def test_a_sign_up_stays_while_a_presence_rests_on_it() -> None:
    from etabli.foundation.seats.actions import sign_up
    from etabli.programme.workshops.actions import mark_presence

    world = World()
    occasion, by = session_of(world).occasion, viewer.of_membership(world.posts["adviser"])
    row = sign_up(occasion=occasion, holder=make.person(world.chamber), by=by, at=make.AT)
    entry = Entry.objects.filter(verb="seats.sign_up").latest("pk")
    mark_presence(sign_up=row, present=True, by=by, at=make.AT)
    world.client("adviser").post(f"/historique/{entry.pk}/annuler/")
    row.refresh_from_db()
    assert row.status == "seated"
    mark_presence(sign_up=row, present=None, by=by, at=make.AT)
    world.client("adviser").post(f"/historique/{entry.pk}/annuler/")
    row.refresh_from_db()
    assert row.status == "withdrawn"
