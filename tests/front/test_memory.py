"""All that was done about a person, all that was ever entered for them: by whom it is read, and how it comes back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.actions import correct_person, give_consent, withdraw_consent
from etabli.foundation.people.models import Consent
from etabli.front.person_timeline import PAGE_SIZE
from etabli.procurement.briefs.actions import start_brief, withdraw_brief
from etabli.procurement.briefs.models import Brief
from etabli.territory.register.actions import attach_artisan
from etabli.territory.register.trades import trade
from tests import factories as make
from tests.consistency.objects import World
from tests.factories import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def shown(client: Client, world: World, page: str) -> str:
    answer = client.get(f"/personnes/{world.person.pk}/{page}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("page", ["historique", "rien-n-est-perdu"])
def test_what_was_done_about_somebody_is_told_to_them_and_to_their_chamber(world: World, page: str) -> None:
    me = make.artisan(world.person)
    correct_person(person=world.person, name="Anna", phone="05 56 00 00 01", by=me, at=AT)
    start_brief(person=world.person, outcome="site", by=me, at=AT)
    for who, teller in (("artisan", "vous avez corrigé"), ("adviser", " a corrigé")):
        text = shown(world.client(who), world, page)
        assert teller in text
        assert "Un site internet" in text
        assert "05 56 00 00 01" in text


def test_what_an_artisan_did_not_show_is_not_told_to_the_chamber(world: World) -> None:
    from tests.consistency.scenarios import SCENARIOS

    SCENARIOS["quotes.share"](world)
    for page in ("historique", "rien-n-est-perdu"):
        assert "devis.pdf" in shown(world.client("artisan"), world, page)
        assert "devis.pdf" not in shown(world.client("adviser"), world, page)


def test_what_was_shown_is_told(world: World) -> None:
    from tests.consistency.scenarios import SCENARIOS

    SCENARIOS["quotes.share"](world).act()
    assert "devis.pdf" in shown(world.client("adviser"), world, "historique")


def test_no_code_of_a_program_is_shown(world: World) -> None:
    attach_artisan(person=world.person, trade_code="4399CZ", by=make.artisan(world.person), at=AT)
    text = shown(world.client("artisan"), world, "rien-n-est-perdu")
    assert escape(trade("4399CZ").label) in text
    assert "4399CZ" not in text


def test_what_was_put_away_is_there_and_comes_back(world: World) -> None:
    me = make.artisan(world.person)
    brief = start_brief(person=world.person, outcome="site", by=me, at=AT)
    withdraw_brief(brief=brief, by=me, at=AT)
    client = world.client("artisan")
    text = shown(client, world, "rien-n-est-perdu")
    assert "mis de côté" in text
    away = Entry.objects.get(verb="briefs.withdraw")
    assert f"/historique/{away.pk}/annuler/" in text
    client.post(f"/historique/{away.pk}/annuler/")
    assert Brief.objects.get().state == Brief.State.DRAFT
    assert "mis de côté" not in shown(client, world, "rien-n-est-perdu")


def test_a_value_that_was_replaced_is_still_read(world: World) -> None:
    correct_person(person=world.person, name="Anna", phone="", by=make.artisan(world.person), at=AT)
    correct_person(person=world.person, name="Annie", phone="", by=make.artisan(world.person), at=AT)
    text = shown(world.client("artisan"), world, "rien-n-est-perdu")
    assert "Anna <span" in text
    assert "<b>Annie</b>" in text


def consents(world: World, number: int) -> None:
    for rank in range(number):
        at = AT + timedelta(days=rank)
        consent = give_consent(
            person=world.person, purpose=Consent.Purpose.CONTACT, by=make.artisan(world.person), at=at
        )
        withdraw_consent(consent=consent, by=make.artisan(world.person), at=at)


@pytest.mark.parametrize("page", ["historique", "rien-n-est-perdu"])
def test_it_costs_the_same_at_one_and_at_three(world: World, page: str) -> None:
    client, counts = world.client("artisan"), []
    for number in (1, 2):
        consents(world, number)
        with CaptureQueriesContext(connection) as seen:
            shown(client, world, page)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_things_come_page_by_page(world: World) -> None:
    consents(world, 23)
    client = world.client("artisan")
    first = shown(client, world, "rien-n-est-perdu")
    assert first.count("mis de côté") == PAGE_SIZE
    assert client.get(f"/personnes/{world.person.pk}/rien-n-est-perdu/?page=2").status_code == 200
