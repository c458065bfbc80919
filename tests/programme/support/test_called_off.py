"""Whoever calls a half-day off reads whether they owe something, and why; the history says whose it was."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.foundation.journal import queries as journal
from etabli.programme.support.actions import call_off
from tests import factories as make
from tests.programme.trip import AT, Trip

OWED = "Vous ne devez rien"


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        yield Trip()


def test_the_artisan_reads_it_before_and_after(trip: Trip, client: Client) -> None:
    person = trip.person(email="zoe@example.org")
    booked = trip.booked(person)
    make.become(client, link=make.link(person))
    assert "Si vous annulez, vous ne devez rien" in client.get(f"/accompagnement/{booked.pk}/").text
    after = client.post(f"/accompagnement/{booked.pk}/annuler/", {"cancel": "1"}, follow=True)
    assert OWED in after.text


def test_the_adviser_has_it_at_hand_on_the_telephone(trip: Trip, client: Client) -> None:
    booked = trip.booked(trip.person())
    make.become(client, membership=trip.post)
    assert OWED in client.get(f"/accompagnement/{booked.pk}/").text
    assert OWED in client.post(f"/accompagnement/{booked.pk}/annuler/", follow=True).text


def test_the_history_says_that_they_called_off_their_own(trip: Trip) -> None:
    person = trip.person(email="zoe@example.org")
    booked = trip.booked(person)
    call_off(appointment=booked, by=make.artisan(person), at=AT)
    (line, *_others) = journal.history_of(trip.adviser, booked)
    assert f"{person.name} a annulé sa demi-journée" in line.sentence
