"""An artisan's own history: what they did themselves, and what was done for them, whoever they were known as then."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.actions import sign_up
from tests import factories as make
from tests.programme.trip import AT, Trip

pytestmark = pytest.mark.django_db


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        yield Trip()


def history_of(person: Any) -> str:
    client = Client()
    make.become(client, link=make.link(person))
    return client.get("/historique/").text


def test_it_holds_the_sign_ups_made_by_the_public_page_and_by_the_chamber(trip: Trip) -> None:
    person, other = trip.person(), trip.person(name="Zoé Exemple")
    for by, days in ((Viewer.nobody(), 10), (make.artisan(person), 20), (trip.adviser, 25)):
        sign_up(occasion=trip.session(days=days).occasion, holder=person, via="web", by=by, at=AT)
    sign_up(occasion=trip.session(days=30).occasion, holder=other, via="web", by=Viewer.nobody(), at=AT)
    page = history_of(person)
    for told in ("vous avez pris une place", "sans vous connecter", "User"):
        assert told in page
    assert "un visiteur" not in page
    assert page.count("sans vous connecter") == 1
    assert "Zoé Exemple" not in page


def test_what_a_visitor_did_for_them_is_not_offered_to_be_taken_back_by_them(trip: Trip) -> None:
    person = trip.person()
    sign_up(occasion=trip.session().occasion, holder=person, via="web", by=Viewer.nobody(), at=AT)
    assert "/annuler/" not in history_of(person).replace("/historique/annuler/", "")
