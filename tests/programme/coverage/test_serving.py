"""The ground that no session serves: a river without a bridge is as wide as the way round."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.actions import cancel_occasion
from etabli.programme.coverage.queries.session_distances import (
    FAR_MINUTES,
    CommuneDistances,
    session_distances_of,
)
from etabli.programme.workshops.models import Session
from etabli.territory.places.models import Commune
from tests.programme.trip import AT, Trip

TODAY = date(2027, 3, 1)


def far(trip: Trip, code: str, by: Viewer | None = None) -> CommuneDistances:
    return next(
        commune
        for commune in session_distances_of(by or trip.adviser, today=TODAY).communes
        if commune.code == code
    )


@pytest.fixture
def gironde(trip: Trip) -> Trip:
    call_command("load_places", verbosity=0)
    return trip


def held(trip: Trip, town: str, at: datetime = AT) -> Session:
    return trip.session(Commune.objects.get(name=town), days=10, since=at)


def test_blaye_is_far_from_a_session_in_pauillac_though_they_face_each_other(gironde: Trip) -> None:
    held(gironde, "Pauillac")
    blaye, near = far(gironde, "33058"), far(gironde, "33423")  # Saint-Julien, on the same bank
    assert blaye.held is not None
    assert blaye.held.minutes > 100
    assert blaye.is_blank
    assert near.held is not None
    assert (near.held.place, near.is_blank) == ("Pauillac", False)
    assert near.held.minutes <= FAR_MINUTES
    distances = session_distances_of(gironde.adviser, today=TODAY)
    minutes = [commune.held.minutes for commune in distances.communes if commune.held]
    assert minutes == sorted(minutes, reverse=True)
    middles = distances.minutes_of_each()
    assert len(middles) == 28
    assert middles["200069995"] < middles["200023794"]  # Médoc is served, Blaye is not


def test_what_is_planned_what_was_called_off_and_what_is_old_are_told_apart(trip: Trip) -> None:
    assert far(trip, "33314").held is far(trip, "33314").planned is None
    trip.session(days=90)  # after TODAY
    assert far(trip, "33314").held is None
    assert far(trip, "33314").planned is not None
    cancelled = trip.session(days=10)
    cancel_occasion(occasion=cancelled.occasion, reason="Neige", by=trip.adviser, at=AT)
    trip.session(days=1, since=AT - timedelta(days=400))
    assert far(trip, "33314").held is None
    assert far(trip, "33314").is_blank
    trip.session(days=12)
    assert far(trip, "33314").held is not None


def test_the_neighbour_chamber_and_others_see_none_of_it(trip: Trip) -> None:
    trip.session(days=10)
    assert far(trip, "33314", trip.next_door).held is None
    assert session_distances_of(Viewer.nobody(), today=TODAY).communes == ()


@pytest.mark.parametrize("number", [1, 3])
def test_four_statements_whatever_the_size(trip: Trip, number: int, django_assert_num_queries: Any) -> None:
    for rank in range(number):
        trip.session(trip.blaye if rank else trip.pauillac, days=10 + rank)
    with django_assert_num_queries(4):
        session_distances_of(trip.adviser, today=TODAY)
