"""The relays to call this week: each with its reasons, its number, and one click."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from etabli.foundation.people.viewer import Viewer
from etabli.programme.outreach.queries.calls import relays_to_call
from etabli.programme.outreach.wording import reasons_of
from etabli.territory.relays.actions import note_contact
from etabli.territory.relays.models import ContactNote, Relay
from tests import factories
from tests.programme.trip import AT, Trip

Make = Callable[..., Relay]
NUMBER = {"phone": "05 56 00 00 01"}


def said(trip: Trip, at: Any = AT) -> dict[str, list[str]]:
    return {call.relay.name: reasons_of(call) for call in relays_to_call(trip.adviser, at=at).calls}


def test_each_says_why(trip: Trip, relay_of: Make) -> None:
    trip.session(days=9)
    trip.businesses(trip.pauillac, 40)
    trip.businesses(trip.blaye, 40)
    trip.sign_up(trip.session(days=1), trip.person(trip.blaye))
    relay = relay_of("Ici", **NUMBER)
    promised = relay_of("Promis", commune=trip.blaye, **NUMBER)
    note_contact(
        relay=promised,
        kind="call",
        text="Rappeler",
        next_on=AT.date(),
        by=trip.adviser,
        at=AT - timedelta(days=2),
    )
    found = said(trip)
    assert list(found) == ["Promis", "Ici"]
    assert found["Promis"] == ["Vous aviez convenu du lundi 4\u00a0janvier."]
    assert found["Ici"] == [
        "12 places libres tout près, le mercredi 13\u00a0janvier (Pauillac).",
        "CC Médoc Cœur de Presqu’île\u00a0: peu d’inscrits depuis un an (0, pour 40 entreprises).",
        "Vous ne leur avez jamais parlé.",
    ]
    assert relay.name == "Ici"


def test_what_the_product_sent_is_no_exchange(trip: Trip, relay_of: Make) -> None:
    relay = relay_of(**NUMBER)
    note_contact(relay=relay, kind=ContactNote.Kind.KIT, text="Envoyé", by=trip.adviser, at=AT)
    assert list(said(trip)) == [relay.name]
    note_contact(relay=relay, kind="meeting", text="Vus", by=trip.adviser, at=AT)
    assert said(trip) == {}
    assert list(said(trip, AT + timedelta(days=90))) == [relay.name]


def test_only_those_with_a_number_and_ten_at_most(trip: Trip, relay_of: Make) -> None:
    relay_of("Sans numéro")
    for rank in range(11):
        relay_of(f"Mairie {rank}", **NUMBER)
    found = relays_to_call(trip.adviser, at=AT)
    assert (len(found.calls), found.without_number) == (10, 1)
    assert relays_to_call(trip.next_door, at=AT).calls == ()
    assert relays_to_call(Viewer.nobody(), at=AT).calls == ()


@pytest.mark.parametrize("number", [1, 3])
def test_ten_statements_whatever_the_number(
    trip: Trip, relay_of: Make, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for rank in range(number):
        relay_of(f"Mairie {rank}", **NUMBER)
    relays_to_call(trip.adviser, at=AT)  # the roads are read once
    with django_assert_num_queries(10):
        assert len(relays_to_call(trip.adviser, at=AT).calls) == number


def test_called_in_one_click(trip: Trip, relay_of: Make, client: Client) -> None:
    relay = relay_of(**NUMBER)
    desk = factories.become(client, membership=trip.post)
    page = desk.get("/relais/a-appeler/").content.decode()
    assert "05 56 00 00 01" in page
    assert "jamais parlé" in page
    after = desk.post(f"/relais/a-appeler/{relay.pk}/", follow=True).content.decode()
    assert "Personne à appeler cette semaine" in after
    note = ContactNote.objects.get()
    assert (note.kind, timezone.localdate(note.at)) == ("call", timezone.localdate())
