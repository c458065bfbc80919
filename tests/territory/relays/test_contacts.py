"""Whom to ask for at a relay: who may be written to, and what is taken back."""

from __future__ import annotations

import pytest
from django.utils import translation

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.territory.places.models import Commune
from etabli.territory.relays import actions, queries
from etabli.territory.relays.actions.contacts import NothingToReach
from etabli.territory.relays.models import Relay, RelayContact
from etabli.territory.relays.rules import looks_generic
from tests.factories import mails
from tests.territory.conftest import AT, Staff
from tests.territory.relays.test_relays import make


@pytest.fixture
def relay(adviser: Staff, communes: dict[str, Commune]) -> Relay:
    return make(adviser, communes["Pauillac"])


def add(relay: Relay, by: Staff, **told: str) -> RelayContact:
    return actions.add_contact(relay=relay, **told, by=by.viewer, at=AT)


@pytest.mark.parametrize(
    ("email", "generic"),
    [
        ("mairie@pauillac.example", True),
        ("secretariat.mairie@x.example", True),
        ("contact-pro@x.example", True),
        ("", False),
        ("nadia.infosse@x.example", False),
        ("maire@x.example", False),
        ("n.mairielle@x.example", False),
    ],
)
def test_an_address_of_a_place_is_told_from_a_persons(email: str, generic: bool) -> None:
    assert looks_generic(email) is generic


def test_the_place_may_be_written_to_and_a_person_only_once_they_agreed(relay: Relay, adviser: Staff) -> None:
    person = add(relay, adviser, name="Nadia", email="Nadia@x.example ")
    assert queries.mail_contact(relay) is None
    place = add(relay, adviser, email="mairie@x.example")
    assert queries.mail_contact(relay) == place
    actions.record_agreement(contact=person, how="au téléphone", by=adviser.viewer, at=AT)
    assert queries.mail_contact(relay) == person
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert queries.mail_contact(relay) == place
    actions.record_refusal(contact=place, by=adviser.viewer, at=AT)
    assert queries.mail_contact(relay) is None
    for contact in RelayContact.objects.all():
        assert contact.may_be_written_to is False


def test_another_address_has_to_be_agreed_to_anew(relay: Relay, adviser: Staff) -> None:
    person = add(relay, adviser, name="Nadia", email="nadia@x.example")
    actions.record_agreement(contact=person, how="au téléphone", by=adviser.viewer, at=AT)
    told = {"name": "Nadia", "role": "secrétaire de mairie", "phone": "", "is_generic": False}
    actions.correct_contact(contact=person, email="nadia@x.example", **told, by=adviser.viewer, at=AT)
    assert person.may_be_written_to
    actions.correct_contact(contact=person, email="nadia@y.example", **told, by=adviser.viewer, at=AT)
    assert not person.may_be_written_to


def test_a_contact_is_taken_out_and_comes_back(relay: Relay, adviser: Staff, neighbour: Staff) -> None:
    person = add(relay, adviser, role="secrétaire de mairie", phone="05 56 00 00 00")
    actions.withdraw_contact(contact=person, by=adviser.viewer, at=AT)
    assert queries.contacts(adviser.viewer, relay) == []
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert queries.contacts(adviser.viewer, relay) == [person]
    assert queries.contacts(neighbour.viewer, relay) == []
    with pytest.raises(NotAllowed):
        add(relay, neighbour, name="X")
    with pytest.raises(NothingToReach):
        add(relay, adviser, name=" ")


def test_relays_of_a_territory_are_those_that_reach_it(
    adviser: Staff, neighbour: Staff, communes: dict[str, Commune]
) -> None:
    here = make(adviser, communes["Pauillac"])
    both = make(adviser, communes["Blaye"], "Club des deux rives")
    actions.correct_relay(
        relay=both, kind="club", name=both.name, commune=both.commune, facts={"communes": communes.values()},
        by=adviser.viewer, at=AT,
    )  # fmt: skip
    medoc, blaye = communes["Pauillac"].epci, communes["Blaye"].epci
    assert queries.relays_of_epci(adviser.viewer, medoc) == [both, here]
    assert queries.relays_of_epci(adviser.viewer, blaye) == [both]
    assert queries.relays_of_epci(neighbour.viewer, medoc) == []


@pytest.mark.parametrize(("language", "greeting"), [("", "Bonjour,"), ("en", "Hello,")])
def test_a_relay_is_written_to_in_its_language_whatever_the_adviser_reads(
    relay: Relay, adviser: Staff, language: str, greeting: str
) -> None:
    relay.party.language = language
    relay.party.save()
    contact = add(relay, adviser, name="Nadia", email="nadia@x.example")
    with translation.override("fr" if language else "en"):
        actions.send_link(contact=contact, by=adviser.viewer, at=AT)
    mail = mails().get()
    assert mail.body.startswith(greeting)
    assert mail.language == (language or "fr")
