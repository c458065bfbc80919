"""Each figure moves by its own act, in its own chamber, once per person."""

from datetime import date, timedelta
from typing import Any

import pytest

from etabli.foundation.people.models import Person
from etabli.foundation.seats.actions import cancel_occasion
from etabli.foundation.seats.models import SignUp
from etabli.programme.coverage.queries import UNKNOWN_TERRITORY, Figures, by_epci
from etabli.programme.support.actions import call_off
from etabli.territory.register.models import Artisan
from etabli.territory.relays.actions import count_visit
from tests.programme.trip import AT, DAY, Trip

YEAR = (date(2027, 1, 1), date(2027, 12, 31))
MEDOC, BLAYE = "200069995", "200023794"


def figures(trip: Trip, code: str = MEDOC, since: date = YEAR[0], until: date = YEAR[1]) -> Figures:
    return next(row for row in by_epci(trip.chamber.pk, since, until) if row.code == code)


def counts(trip: Trip, code: str = MEDOC) -> tuple[int, int, int, int]:
    row = figures(trip, code)
    return row.reached, row.registered, row.attended, row.supported


def test_every_territory_has_its_row_by_name(trip: Trip) -> None:
    assert [row.code for row in by_epci(trip.chamber.pk, *YEAR)] == [BLAYE, MEDOC, UNKNOWN_TERRITORY]
    assert counts(trip) == counts(trip, BLAYE) == (0, 0, 0, 0)


def test_a_visit_through_a_relay_reaches_its_territory(trip: Trip) -> None:
    relay = trip.relay(trip.blaye)
    count_visit(relay=relay, at=AT)
    count_visit(relay=relay, at=AT + timedelta(days=1))
    count_visit(relay=relay, at=AT - timedelta(days=30))  # last year
    assert counts(trip, BLAYE) == (2, 0, 0, 0)
    assert counts(trip) == (0, 0, 0, 0)


def test_a_sign_up_registers_where_the_business_stands(trip: Trip) -> None:
    trip.sign_up(trip.session(trip.blaye), trip.person(trip.pauillac))
    assert counts(trip) == (0, 1, 0, 0)
    assert counts(trip, BLAYE) == (0, 0, 0, 0)


def test_who_waits_is_registered_and_who_gave_up_is_not(trip: Trip) -> None:
    session = trip.session()
    waiting, gone = trip.sign_up(session, trip.person()), trip.sign_up(session, trip.person())
    SignUp.objects.filter(pk=waiting.pk).update(status=SignUp.Status.WAITING)
    SignUp.objects.filter(pk=gone.pk).update(status=SignUp.Status.WITHDRAWN)
    assert counts(trip) == (0, 1, 0, 0)


def test_a_presence_makes_an_attendance_and_an_absence_none(trip: Trip) -> None:
    session = trip.session()
    trip.sign_up(session, trip.person(), present=True)
    trip.sign_up(session, trip.person(), present=False)
    trip.sign_up(session, trip.person())
    assert counts(trip) == (0, 3, 1, 0)


@pytest.mark.parametrize(
    ("outcome", "supported"),
    [("helped", 1), ("go_on", 1), ("no_help", 1), ("absent", 0), ("unreachable", 0)],
)
def test_a_report_makes_a_support_when_they_met(trip: Trip, outcome: str, supported: int) -> None:
    appointment = trip.booked(trip.person())
    assert counts(trip) == (0, 0, 0, 0)
    trip.reported(appointment, outcome)
    assert counts(trip) == (0, 0, 0, supported)


def test_a_half_day_called_off_counts_for_nothing(trip: Trip) -> None:
    appointment = trip.booked(trip.person())
    call_off(appointment=appointment, by=trip.adviser, at=AT)
    assert counts(trip) == (0, 0, 0, 0)


def test_a_person_counts_once_however_often_they_come(trip: Trip) -> None:
    person = trip.person()
    for rank, half in enumerate(["am", "pm"]):
        trip.sign_up(trip.session(days=10 + rank), person, present=True)
        trip.reported(trip.booked(person, half=half))
    assert counts(trip) == (0, 1, 1, 1)


def test_a_session_called_off_counts_for_nothing(trip: Trip) -> None:
    session = trip.session()
    trip.sign_up(session, trip.person())
    cancel_occasion(occasion=session.occasion, reason="Neige", by=trip.adviser, at=AT)
    assert counts(trip) == (0, 0, 0, 0)


def test_an_occasion_that_is_no_workshop_counts_for_nothing(trip: Trip) -> None:
    from tests import factories as make

    make.sign_up(make.occasion(trip.chamber), trip.person())
    assert counts(trip) == (0, 0, 0, 0)


def test_both_ends_of_the_period_are_included(trip: Trip) -> None:
    trip.reported(trip.booked(trip.person(), on=DAY))
    assert figures(trip, since=DAY, until=DAY).supported == 1
    assert figures(trip, since=DAY + timedelta(days=1)).supported == 0
    assert figures(trip, until=DAY - timedelta(days=1)).supported == 0


def test_the_neighbour_chamber_has_its_own_figures(trip: Trip) -> None:
    person = trip.person(of=trip.neighbour)
    trip.sign_up(trip.session(by=trip.next_door_post), person, present=True)
    count_visit(relay=trip.relay(by=trip.next_door), at=AT)
    trip.businesses(trip.pauillac, 3, of=trip.neighbour)
    assert counts(trip) == (0, 0, 0, 0)
    assert figures(trip).businesses == 0
    theirs = {row.code: row for row in by_epci(trip.neighbour.pk, *YEAR)}[MEDOC]
    assert (theirs.businesses, theirs.reached, theirs.registered, theirs.attended) == (3, 1, 1, 1)


def test_only_open_businesses_are_counted(trip: Trip) -> None:
    from etabli.territory.register.models import Business

    trip.businesses(trip.pauillac, 3)
    Business.objects.filter(pk=Business.objects.latest("pk").pk).update(closed_on=AT.date())
    assert figures(trip).businesses == 2


def test_who_said_no_commune_is_not_lost(trip: Trip) -> None:
    nowhere: Person = trip.person()
    Artisan.objects.filter(person=nowhere).update(commune=None)
    trip.sign_up(trip.session(), nowhere)
    rows = by_epci(trip.chamber.pk, *YEAR)
    assert (rows[-1].code, rows[-1].registered) == (UNKNOWN_TERRITORY, 1)
    assert sum(row.registered for row in rows) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_six_statements_whatever_the_size(trip: Trip, number: int, django_assert_num_queries: Any) -> None:
    session = trip.session()
    for rank in range(number):
        person = trip.person()
        trip.sign_up(session, person, present=True)
        trip.reported(trip.booked(person, on=DAY + timedelta(days=rank)))
        count_visit(relay=trip.relay(), at=AT)
    with django_assert_num_queries(6):
        by_epci(trip.chamber.pk, *YEAR)
    assert counts(trip) == (number, number, number, number)
