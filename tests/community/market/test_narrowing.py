"""Who narrows an ad: the artisan at any time, the staff while nobody has answered.

Whoever serves the chamber and the association touches no ad that is there. Whom a change concerns is told.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from etabli.community.market import actions, queries
from etabli.community.market.models import Ad
from etabli.community.neutrality.models import LogEntry
from etabli.community.neutrality.queries import verdict
from etabli.foundation.journal import ActionError, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import history_of
from etabli.foundation.notices.models import Notice
from etabli.foundation.own_data.actions import ask_erasure, keep_everything
from etabli.foundation.own_data.models import Erasure
from etabli.foundation.people.actions import give_consent, withdraw_consent
from etabli.foundation.people.links import link_url
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import ACTING_KEY, Viewer
from tests import factories as make
from tests.community.conftest import AT, DEADLINE, acting, answer, as_member, enter, pass_on

SOONER, LATER = DEADLINE - timedelta(days=10), DEADLINE + timedelta(days=10)
NARROWED = [(SOONER, 6), (DEADLINE, 5), (LATER, 5), (SOONER, 12)]


def changed(ad: Ad, by: Viewer, day: Any = DEADLINE, cap: int = 6) -> Ad:
    return actions.change_ad(ad=ad, deadline_on=day, answers_cap=cap, by=by, at=AT)


def last_entry() -> Entry:
    return Entry.objects.latest("pk")


def double(world: SimpleNamespace) -> Viewer:
    """The adviser of the chamber who also sits on the board of the association."""
    return acting(world.double.user, Role.ADVISER)


@pytest.mark.parametrize(("day", "cap"), NARROWED)
def test_the_staff_narrows_an_ad_only_while_nobody_has_answered(
    world: SimpleNamespace, day: Any, cap: int
) -> None:
    ad = pass_on(world, world.artisan, by=world.adviser)
    changed(ad, world.adviser, day, cap)
    changed(ad, world.artisan_viewer)
    answer(ad, world.member)
    with pytest.raises(actions.AnswersAreThere, match="seul"):
        changed(ad, world.adviser, day, cap)
    assert changed(ad, world.artisan_viewer, day, cap).answers_cap == cap
    assert changed(ad, world.adviser, LATER, 12).answers_cap == 12, "widening stays possible"


def test_an_answer_that_was_taken_back_is_no_answer(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    actions.withdraw_answer(answer=answer(ad, world.member), by=as_member(world.member), at=AT)
    assert changed(ad, world.adviser, SOONER, 1).answers_cap == 1


@pytest.mark.parametrize("relayed", [True, False])
@pytest.mark.parametrize("answered", [True, False])
def test_who_serves_both_sides_touches_no_ad(world: SimpleNamespace, relayed: bool, answered: bool) -> None:
    by = double(world)
    ad = pass_on(world, world.artisan, by=by if relayed else world.adviser)
    if answered:
        answer(ad, world.member)
    sending = actions.send_elsewhere(ad=ad, destination="feed", by=world.artisan_viewer, at=AT)
    forbidden: list[Callable[[], Any]] = [
        lambda: changed(ad, by, SOONER, 5),
        lambda: changed(ad, by, LATER, 12),
        lambda: actions.withdraw_ad(ad=ad, by=by, at=AT),
        lambda: actions.send_elsewhere(ad=ad, destination="embed", by=by, at=AT),
        lambda: actions.withdraw_sending(sending=sending, by=by, at=AT),
        lambda: withdraw_consent(consent=ad.consent, by=by, at=AT),
        lambda: withdraw_consent(consent=sending.consent, by=by, at=AT),
    ]
    before = list(Ad.objects.values())
    for act in forbidden[:-1]:
        with pytest.raises(NotAllowed):
            act()
    assert list(Ad.objects.values()) == before


def test_who_serves_both_sides_takes_nothing_of_an_ad_back(world: SimpleNamespace) -> None:
    pass_on(world, world.artisan, by=double(world), read=False)
    passed = Entry.objects.get(verb="market.pass_on_ad")
    with pytest.raises(NotAllowed):
        undo(entry=passed, by=double(world), at=AT)
    assert Ad.objects.get().withdrawn_at is None


@time_machine.travel(AT, tick=False)
def test_by_the_link_of_the_artisan_one_stays_who_one_is(world: SimpleNamespace) -> None:
    """An adviser who has opened the artisan's own link, signed in: not the artisan, for what closes the ad."""
    ad = pass_on(world, world.artisan)
    answer(ad, world.member)
    for user, reads_answers in [(world.adviser_user, True), (world.double.user, False)]:
        browser = enter(Client(), user, Role.ADVISER)
        session = browser.session
        session[ACTING_KEY] = {"link": make.link(world.artisan).pk}
        session.save()
        browser.post(f"/annonces/{ad.pk}/changer/", {"deadline_on": SOONER, "answers_cap": 1})
        browser.post(f"/annonces/{ad.pk}/retirer/", {"reason": "Trop tard"})
        ad.refresh_from_db()
        assert (ad.deadline_on, ad.answers_cap, ad.withdrawn_at) == (DEADLINE, 6, None)
        shown = browser.get("/mes-annonces/").content.decode()
        assert ("voici ma proposition" in shown) == reads_answers, "nobody of the association reads answers"


def test_undoing_a_widening_is_a_narrowing(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    changed(ad, world.adviser, LATER, 12)
    widened = last_entry()
    undo(entry=widened, by=world.adviser, at=AT)
    undo(entry=last_entry(), by=world.adviser, at=AT)
    answer(ad, world.member)
    latest = Entry.objects.filter(verb="market.change_ad").latest("pk")
    with pytest.raises(actions.AnswersAreThere):
        undo(entry=latest, by=world.adviser, at=AT)
    ad.refresh_from_db()
    assert (ad.deadline_on, ad.answers_cap) == (LATER, 12)


def test_undoing_what_passed_an_ad_on_withdraws_it(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan, by=world.adviser)
    answer(ad, world.member)
    with pytest.raises(ActionError):
        undo(entry=Entry.objects.get(verb="market.pass_on_ad"), by=world.adviser, at=AT)
    with pytest.raises(actions.AnswersAreThere):
        actions.withdraw_ad(ad=ad, by=world.adviser, at=AT)
    assert queries.is_out(Ad.objects.get())


def test_the_artisan_is_told_what_was_changed_and_by_whom(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    changed(ad, world.adviser, LATER, 8)
    (told,) = make.shown(kind="market.changed")
    for part in ("Conseillère", "1er\xa0février 2027", "11\xa0février 2027", "6 → 8"):
        assert part in told.text
    assert "Conseillère a modifié" in make.mails().get(subject=told.title).body
    changed(ad, world.adviser, LATER, 8)
    assert Notice.objects.filter(kind="market.changed").count() == 1, "nothing changed: nothing to tell"
    undo(entry=Entry.objects.filter(verb="market.change_ad").earliest("pk"), by=world.adviser, at=AT)
    assert len(make.shown(kind="market.changed")) == 2, "taking back what they had is a change too"
    changed(ad, world.artisan_viewer, SOONER, 5)
    assert len(make.shown(kind="market.changed")) == 1, "what they changed since themselves they know"


def test_those_who_answered_are_told_when_an_ad_is_narrowed(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    answer(ad, world.member)
    gone = answer(ad, world.other_member)
    actions.withdraw_answer(answer=gone, by=as_member(world.other_member), at=AT)
    changed(ad, world.artisan_viewer, LATER, 12)
    assert not Notice.objects.filter(kind="market.moved").exists()
    changed(ad, world.artisan_viewer, SOONER, 12)
    actions.withdraw_ad(ad=ad, by=world.artisan_viewer, at=AT)
    (told,) = make.shown(kind="market.moved")
    assert told.owner_id == world.member.user.party_id
    assert "est retirée" in told.text
    assert "Asso" not in told.text


def test_the_end_of_an_agreement_is_written_down_and_told(world: SimpleNamespace) -> None:
    """The staff may record that an artisan no longer agrees: it was no harder to agree. It stays seen."""
    ad = pass_on(world, world.artisan, by=world.adviser)
    answer(ad, world.member)
    withdraw_consent(consent=ad.consent, by=world.adviser, at=AT)
    assert LogEntry.objects.get(kind="ad.agreement_ended").payload["has_answers"] is True
    assert (
        "n’êtes plus d’accord"
        in make.peek(lambda mails: mails.get(subject__icontains="retirée", to=world.artisan.email)).body
    )
    assert len(make.shown(kind="market.moved")) == 1
    undo(entry=Entry.objects.get(verb="people.withdraw_consent"), by=world.adviser, at=AT)
    assert LogEntry.objects.filter(kind="ad.agreement_restored").count() == 1


def test_what_the_artisan_agreed_to_by_themselves_no_adviser_ends(world: SimpleNamespace) -> None:
    """Neither by the act nor by taking back what the artisan did; ended and given again by them, it is theirs too."""
    brief, by = world.artisan, world.artisan_viewer  # any object: what matters is who agrees
    given = give_consent(person=world.artisan, purpose="ad", about=brief, by=by, at=AT)
    for forbidden in (
        lambda: withdraw_consent(consent=given, by=world.adviser, at=AT),
        lambda: undo(entry=last_entry(), by=world.adviser, at=AT),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    line = history_of(world.adviser, given)[0]
    assert not line.can_undo
    noted = give_consent(person=world.artisan, purpose="ad", about=brief, by=world.adviser, at=AT)
    undo(entry=last_entry(), by=by, at=AT)
    undo(entry=last_entry(), by=by, at=AT)
    noted.refresh_from_db()
    assert noted.withdrawn_at is None
    with pytest.raises(NotAllowed):
        withdraw_consent(consent=noted, by=world.adviser, at=AT)


def test_by_the_link_of_the_artisan_an_adviser_decides_nothing_of_it(world: SimpleNamespace) -> None:
    beside = replace(world.artisan_viewer, beside=world.adviser.actor)
    ad = pass_on(world, world.artisan)
    withdraw_consent(consent=ad.consent, by=world.artisan_viewer, at=AT)
    for by in (world.adviser, beside, double(world)):
        with pytest.raises(NotAllowed):
            undo(entry=last_entry(), by=by, at=AT)
    assert not queries.is_out(Ad.objects.get())


@time_machine.travel(AT, tick=False)
def test_the_artisan_reads_who_wrote_down_that_they_no_longer_agree_and_puts_it_back(
    client: Client, world: SimpleNamespace
) -> None:
    ad = pass_on(world, world.artisan, by=world.adviser)
    answer(ad, world.member)
    withdraw_consent(consent=ad.consent, by=world.adviser, at=AT)
    ended, told = last_entry().pk, make.mails().get(to=world.artisan.email, subject__icontains="retirée")
    assert "a noté que vous n’êtes plus d’accord" in told.body
    own = client
    own.get(link_url(make.link(world.artisan)), follow=True)
    for page in ("/mes-annonces/", f"/annonces/{ad.pk}/"):
        text = own.get(page).content.decode()
        assert "Conseillère, de la chambre, a noté que vous n’êtes plus d’accord" in text
        assert "Retirée : vous n’êtes plus d’accord" not in text.replace("\xa0", " ")
        assert reverse("people:undo", args=[ended]) in text
    own.post(reverse("people:undo", args=[ended]), {"next": "/mes-annonces/"})
    assert queries.is_out(Ad.objects.get())
    assert "a noté" not in own.get("/mes-annonces/").content.decode()
    undo(entry=last_entry(), by=world.artisan_viewer, at=AT)
    assert "vous n’êtes plus d’accord" in own.get("/mes-annonces/").content.decode(), "now they said it"
    with pytest.raises(NotAllowed):
        undo(entry=last_entry(), by=world.adviser, at=AT)


def test_who_serves_both_sides_has_no_ad_erased_behind_its_answers(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    sent = answer(ad, world.member)
    with pytest.raises(NotAllowed, match="un collègue"):
        ask_erasure(subject=world.artisan, by=double(world), at=AT)
    erasure = ask_erasure(subject=world.artisan, by=world.adviser, at=AT)
    keep_everything(erasure=erasure, by=double(world), at=AT)
    with pytest.raises(NotAllowed):
        undo(entry=last_entry(), by=double(world), at=AT)
    ask_erasure(subject=world.artisan, by=world.artisan_viewer, at=AT)
    keep_everything(erasure=Erasure.objects.latest("pk"), by=world.artisan_viewer, at=AT)
    actions.withdraw_answer(answer=sent, by=as_member(world.member), at=AT)
    assert ask_erasure(subject=world.artisan, by=double(world), at=AT)


def test_the_log_says_before_and_after_and_names_nobody(world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    changed(ad, world.adviser, LATER, 8)
    payload = LogEntry.objects.get(kind="ad.changed").payload
    assert payload["before"] == {"answers_cap": 6, "deadline_on": DEADLINE.isoformat()}
    assert (payload["answers_cap"], payload["deadline_on"]) == (8, LATER.isoformat())
    assert (payload["has_answers"], payload["serves_both_sides"]) == (False, False)
    assert "Conseillère" not in str(payload)
    assert verdict().holds


def test_the_page_says_why_the_staff_can_not(client: Client, world: SimpleNamespace) -> None:
    ad = pass_on(world, world.artisan)
    answer(ad, world.member)
    with time_machine.travel(AT, tick=False):
        staff = enter(client, world.adviser_user)
        page = staff.get(f"/annonces/{ad.pk}/").content.decode()
        assert "seul l’artisan" in page
        assert f"/annonces/{ad.pk}/retirer/" not in page
        refused = staff.post(f"/annonces/{ad.pk}/changer/", {"deadline_on": SOONER, "answers_cap": 6})
        assert refused.status_code == 422
        both = enter(Client(), world.double.user, Role.ADVISER).get(f"/annonces/{ad.pk}/").content.decode()
        assert "Vous agissez aussi pour l’association" in both
        assert f"/annonces/{ad.pk}/changer/" not in both


def test_a_double_role_chooses_neither_the_day_nor_the_number_as_it_passes_on(world: SimpleNamespace) -> None:
    """Nobody of the association passes on an ad that is closed behind the first answer."""
    bounds = {"deadline_on": (AT + timedelta(days=1)).date(), "answers_cap": 1}
    ad = pass_on(world, world.artisan, by=double(world), **bounds)
    assert (ad.deadline_on, ad.answers_cap) == ((AT + timedelta(days=21)).date(), 6)
    free = pass_on(world, world.other_artisan, by=world.adviser, number=2, **bounds)
    assert (free.deadline_on, free.answers_cap) == (bounds["deadline_on"], 1)


def test_the_artisan_is_told_who_passed_it_on_until_when_and_for_how_many(world: SimpleNamespace) -> None:
    pass_on(world, world.other_artisan, number=2)
    assert not Notice.objects.filter(kind="market.changed").exists(), "who does it knows it"
    pass_on(world, world.artisan, by=double(world))
    (told,) = make.shown(kind="market.changed")
    for part in ("Dominique", "2\xa0février 2027", "au plus\xa0: 6"):
        assert part in told.text
