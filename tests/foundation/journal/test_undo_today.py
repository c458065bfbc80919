"""Taking back by the light of today: roles that ended, links that were cut, agreements; and what the history shows."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from etabli.foundation.journal import NotAllowed, may_undo, undo
from etabli.foundation.journal.actions import take_back
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import entries_by, history_of, lines_of
from etabli.foundation.journal.undo_many import entries_to_undo_back_to, preview_undo, undoable_entries
from etabli.foundation.people import viewer
from etabli.foundation.people.actions import end_role, give_consent, revoke_link, withdraw_consent
from etabli.foundation.people.models import Consent, Membership, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.actions import sign_up
from tests import factories as make
from tests.factories import AT
from tests.foundation.journal.conftest import renamed

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def payment() -> Any:
    """What a treasurer recorded, who is on the board no longer, but still a member."""
    from tests.consistency.objects import World
    from tests.consistency.scenarios import SCENARIOS

    scenario = SCENARIOS["association.record_payment"](World())
    scenario.act()
    entry = Entry.objects.filter(verb="association.record_payment").latest("pk")
    return entry, scenario.by, replace(scenario.by, role=Role.MEMBER)


def test_a_treasurer_without_the_role_takes_no_payment_back(payment: Any) -> None:
    entry, treasurer, member = payment
    for attempt in (
        lambda: undo(entry=entry, by=member, at=LATER),
        lambda: take_back(entries=[entry], by=member, at=LATER),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert undoable_entries(member, [entry.pk]) == []
    assert [step.refusal != "" for step in preview_undo([entry], by=member, at=LATER)] == [True]
    assert entries_to_undo_back_to(member, entry) == []
    undo(entry=entry, by=treasurer, at=LATER)
    back = Entry.objects.get(undoes=entry)
    with pytest.raises(NotAllowed):
        undo(entry=back, by=member, at=LATER)


def test_nor_reads_it_in_the_history(payment: Any) -> None:
    entry, treasurer, member = payment
    assert entry in entries_by(treasurer)
    assert entry not in entries_by(member)


def test_who_was_given_management_and_lost_it_gives_no_role_back() -> None:
    chamber = make.chamber()
    boss, other = make.membership(chamber, Role.MANAGER), make.membership(chamber, Role.MANAGER)
    end_role(membership=make.membership(chamber), by=viewer.of_membership(boss), at=AT)
    ended = Entry.objects.get(verb="people.end_role")
    Membership.objects.filter(pk=boss.pk).update(role=Role.ADVISER)
    with pytest.raises(NotAllowed):
        undo(entry=ended, by=replace(viewer.of_membership(boss), role=Role.ADVISER), at=LATER)
    undo(entry=ended, by=viewer.of_membership(other), at=LATER)


def test_staff_keeps_the_undo_of_visitors_and_of_the_clock() -> None:
    chamber = make.chamber()
    person, occasion = make.person(chamber), make.occasion(chamber)
    sign_up(occasion=occasion, holder=person, by=Viewer.nobody(), at=AT)
    taken = Entry.objects.get(verb="seats.sign_up")
    assert not may_undo(make.adviser(make.chamber("Voisine")), taken)
    assert may_undo(make.adviser(chamber), taken)
    moved = renamed(person, "Anna", Viewer.system(chamber.pk))
    assert may_undo(make.adviser(chamber), moved)


def test_a_link_that_was_cut_takes_nothing_back(client: Client) -> None:
    person = make.person(make.chamber(), name="Anne")
    link = make.link(person)
    entry = renamed(person, "Anna", viewer.of_link(link))
    browser = make.become(client, link=link)
    revoke_link(link=link, by=make.adviser(person.chamber), at=AT)
    browser.post(f"/historique/{entry.pk}/annuler/")
    person.refresh_from_db()
    assert person.name == "Anna"


# Agreements


def test_an_agreement_ends_as_easily_as_it_was_given() -> None:
    chamber = make.chamber()
    person = make.person(chamber)
    artisan, adviser, colleague = make.artisan(person), make.adviser(chamber), make.adviser(chamber)
    for giver, enders in ((artisan, [artisan]), (adviser, [artisan, adviser, colleague])):
        for ender in enders:
            given = give_consent(person=person, purpose="contact", by=giver, at=AT)
            entry = Entry.objects.filter(verb="people.consent").latest("pk")
            assert any(line.can_undo for line in history_of(ender, given))
            undo(entry=entry, by=ender, at=LATER)
            assert Consent.objects.get(pk=given.pk).withdrawn_at is not None
    for stranger in (  # what the artisan agreed to by themselves, the staff doesn't take back either
        adviser,
        make.adviser(make.chamber("Voisine")),
        make.artisan(make.person(chamber)),
        Viewer.nobody(),
    ):
        given = give_consent(person=person, purpose="contact", by=artisan, at=AT)
        assert not any(line.can_undo for line in history_of(stranger, given))
        with pytest.raises(NotAllowed):
            undo(entry=Entry.objects.latest("pk"), by=stranger, at=LATER)


def test_what_an_artisan_no_longer_agrees_to_stays_so() -> None:
    chamber = make.chamber()
    person = make.person(chamber)
    given = give_consent(person=person, purpose="contact", by=make.adviser(chamber), at=AT)
    withdraw_consent(consent=given, by=make.artisan(person), at=AT)
    withdrawal = Entry.objects.get(verb="people.withdraw_consent")
    with pytest.raises(NotAllowed):
        undo(entry=withdrawal, by=make.adviser(chamber), at=LATER)


def test_an_agreement_given_by_a_link_is_ended_by_it() -> None:
    from tests.consistency.objects import World
    from tests.consistency.scenarios import SCENARIOS

    scenario = SCENARIOS["showcase.agree"](World())
    scenario.act()
    agreed = Entry.objects.filter(verb="people.consent").latest("pk")
    consent = Consent.objects.get(pk=agreed.subject_id)
    link = make.link(consent.person, scope="story", subject_id=int(consent.subject_id))
    assert may_undo(viewer.of_link(link), agreed)
    elsewhere = make.link(consent.person, scope="story", subject_id=int(consent.subject_id) + 1)
    assert not may_undo(viewer.of_link(elsewhere), agreed)


# The toast, and the history


def test_the_toast_offers_only_what_would_be_allowed(client: Client) -> None:
    chamber = make.chamber()
    boss = make.membership(chamber, Role.MANAGER)
    make.membership(chamber, Role.MANAGER)
    person = make.person(chamber, name="Anne")
    browser = make.become(client, membership=boss)
    asked = {"name": "Anna", "phone": ""}
    assert (
        "annuler/" in browser.post(f"/personnes/{person.pk}/corriger/", asked, follow=True).content.decode()
    )
    browser.post(f"/personnes/{person.pk}/corriger/", {"name": "Annie", "phone": ""})
    Membership.objects.filter(pk=boss.pk).update(ended_on=AT.date())
    told = browser.get("/aide/").content.decode()
    assert "annuler/" not in told


def test_an_adviser_who_moved_reads_nothing_of_the_former_chamber() -> None:
    chamber, other = make.chamber(), make.chamber("Voisine")
    post = make.membership(chamber)
    entry = renamed(make.person(chamber), "Anna", viewer.of_membership(post))
    moved = viewer.of_membership(make.membership(other, of=post.user))
    assert list(entries_by(moved)) == []
    Entry.objects.update(organisation_id=None)  # whatever an old entry says of where it was
    assert list(entries_by(moved)) == []
    assert list(entries_by(viewer.of_membership(post))) == [entry]


def test_a_history_by_link_is_that_of_the_artisan(client: Client) -> None:
    person = make.person(make.chamber(), name="Anne")
    link = make.link(person)
    renamed(person, "Anna", viewer.of_link(link))
    page = make.become(client, link=link).get("/historique/")
    assert len(page.context["page"].object_list) == 1


def test_counts_and_pages_are_those_of_what_is_shown(client: Client, payment: Any) -> None:
    entry, treasurer, member = payment
    values = Entry.objects.filter(pk=entry.pk).values().get() | {"id": None}
    Entry.objects.bulk_create([Entry(**values) for _ in range(99)])
    statements = []
    for who, shown in ((treasurer, 100), (member, 0)):
        with CaptureQueriesContext(connection) as seen:
            found = entries_by(who).filter(verb=entry.verb)
            assert found.count() == shown
            assert len(lines_of(who, found.select_related("undone_by", "root")[:30])) == min(shown, 30)
        statements.append(len(seen))
    assert statements == [3, 3], "what kinds of things, how many, which"
