"""A relay's computer, lent to those who come by: they sign up near it, and see neither its page nor the others."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.outgoing import Answer
from etabli.foundation.people.models import KioskSession, Membership, Organisation, OrganisationKind, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.models import RelaySignUp, Session
from etabli.territory.places.models import Commune
from etabli.territory.register import lookup
from etabli.territory.relays import links
from etabli.territory.relays.actions import create_relay
from etabli.territory.relays.models import Relay
from tests import factories
from tests.armed import ArmedClient

OPEN, NEAR, SPACE, RESUME = (
    "/mon-relais/ordinateur/",
    "/mon-relais/ordinateur/ateliers/",
    "/mon-relais/",
    "/appareil/reprendre/",
)
PIN = {"pin": "2580", "again": "2580"}
TYPED = {"name": "Jeanne Exemple", "contact": "jeanne@example.org", "trade": "maçon", "may_contact": "on"}


@pytest.fixture
def relay(chamber: Organisation, adviser: Viewer, communes: dict[str, Commune]) -> Relay:
    hall = Organisation.objects.create(kind=OrganisationKind.RELAY, name="Mairie", chamber=chamber)
    told: Any = {
        "kind": "town_hall",
        "name": "Mairie de Pauillac",
        "commune": communes["Pauillac"],
        "organisation": hall,
    }
    return create_relay(chamber=chamber, **told, by=adviser, at=factories.AT)


@pytest.fixture
def post(relay: Relay) -> Membership:
    assert relay.organisation is not None
    return factories.membership(relay.organisation, Role.RELAY)


def by_account(post: Membership) -> Client:
    return factories.become(ArmedClient(), membership=post)


def by_link(post: Membership) -> Client:
    relay = Relay.objects.get(organisation=post.organisation)
    link = links.new_link(relay=relay, contact=None, at=timezone.now())
    client = ArmedClient()
    client.get(urlsplit(links.address_of(link)).path)
    return client


def told(answer: Any) -> str:
    """What a page says, without the token of its foot."""
    text: str = answer.content.decode()
    return text.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("come_in", [by_account, by_link])
def test_those_who_come_by_sign_up_alone_and_see_nobody(
    post: Membership, relay: Relay, session: Session, come_in: Any
) -> None:
    computer = come_in(post)
    assert OPEN in computer.get(SPACE).content.decode()
    assert computer.post(OPEN, PIN).headers["Location"] == NEAR
    page = f"{NEAR}{session.pk}/"
    assert page in computer.get(NEAR).content.decode()
    shown = computer.get(page).content.decode()
    assert 'autocomplete="name"' not in shown
    assert "data-source" not in shown, "no other address answers: no suggestion is asked for"
    answer = computer.post(page, TYPED)
    assert answer.headers["Location"] == f"{page}?inscrit=mail"
    taken = SignUp.objects.get()
    assert (taken.via, taken.person.email) == (relay.code, "jeanne@example.org")
    assert not RelaySignUp.objects.exists(), "they did it themselves: the relay does not list them"
    assert taken.person.consents.exists(), "and said themselves whether the chamber may write"
    said = Entry.objects.get(verb="workshops.sign_up")
    assert said.actor_name.startswith("l’ordinateur ouvert par ")
    for after in (computer.get(answer.headers["Location"]), computer.get(NEAR), computer.get(page)):
        assert "eanne" not in after.content.decode()
    for address in (SPACE, OPEN, "/mon-relais/inscrire/", "/ateliers/", f"/inscriptions/{taken.pk}/"):
        assert computer.get(address).status_code == 403
    back = computer.post(RESUME, {"pin": "2580"})
    assert back.headers["Location"] == SPACE
    assert computer.get(SPACE).status_code == 200


def test_who_signs_up_twice_is_thanked_alike_and_mailed_once_more(post: Membership, session: Session) -> None:
    computer, page = by_account(post), f"{NEAR}{session.pk}/"
    computer.post(OPEN, PIN)
    first, second = (told(computer.get(computer.post(page, TYPED).headers["Location"])) for _time in range(2))
    assert "nous écrivons à cette adresse" in first.lower()
    assert first == second
    assert SignUp.objects.count() == 1
    assert {mail.to for mail in factories.mails().all()} == {"jeanne@example.org"}


def test_what_is_wrong_is_told_and_nobody_signed_up(post: Membership, session: Session) -> None:
    computer = by_account(post)
    computer.post(OPEN, PIN)
    text = computer.post(f"{NEAR}{session.pk}/", {"name": "", "contact": "x"}).content.decode()
    assert "Écrivez votre prénom et votre nom" in text
    assert not SignUp.objects.exists()


def test_a_siret_that_nobody_knows_is_told_to_whoever_typed_it(
    post: Membership, session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.COMPANY_LOOKUP = "https://directory.example"
    monkeypatch.setattr(lookup, "send_request", lambda *_asked, **_limits: Answer(200, b'{"results": []}'))
    computer, page = by_account(post), f"{NEAR}{session.pk}/"
    computer.post(OPEN, PIN)
    for _time in range(2):
        thanks = computer.post(page, {**TYPED, "trade": "732 829 320 00074"}, follow=True).content.decode()
        assert "ne connaît pas ce SIRET" in thanks, "whether they have a place already or not"
        assert "ne connaît pas ce SIRET" not in computer.get(NEAR).content.decode()


def test_it_ends_at_midnight_and_with_the_relay(post: Membership, relay: Relay) -> None:
    computer = by_account(post)
    computer.post(OPEN, PIN)
    ends = timezone.localtime(KioskSession.objects.get().ends_at)
    assert (ends.hour, ends.minute) == (0, 0)
    assert (ends.date() - timezone.localdate()).days == 1
    Relay.objects.update(withdrawn_at=timezone.now())
    assert computer.get(NEAR).status_code == 403


def test_by_a_link_the_code_can_not_be_left_out(post: Membership) -> None:
    computer = by_link(post)
    assert computer.post(OPEN, {"pin": "", "again": ""}).status_code == 422
    assert not KioskSession.objects.exists()


def test_the_adviser_takes_such_a_sign_up_back(post: Membership, session: Session, adviser: Viewer) -> None:
    computer = by_account(post)
    computer.post(OPEN, PIN)
    computer.post(f"{NEAR}{session.pk}/", TYPED)
    undo(entry=Entry.objects.get(verb="workshops.sign_up"), by=adviser, at=timezone.now())
    assert SignUp.objects.get().status == SignUp.Status.WITHDRAWN
