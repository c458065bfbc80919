"""What followed a workshop, the outlook of the coming weeks, its page."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.foundation.people.viewer import Viewer
from etabli.programme.planning.engine.forecast import Range
from etabli.programme.planning.queries.forecast import Load, outlook, requests_per_session
from etabli.programme.planning.queries.support_requests import held_workshops
from etabli.programme.workshops.models import Session
from tests import factories
from tests.programme.trip import Trip

PAGE = "/prevision/"
NOW = datetime.now(UTC)
TODAY = NOW.date()


@pytest.fixture
def trip(db: None) -> Trip:
    return Trip()


def held(trip: Trip, days: int, came: int, asked: int, after: int = 2) -> Session:
    """A workshop so many days ago, where so many came, some of whom asked for a half-day two days later."""
    session = given(trip, days)
    for rank in range(came):
        person = trip.person()
        trip.sign_up(session, person, present=True)
        if rank < asked:
            trip.wish(person, on=TODAY - timedelta(days=days - after))
    return session


def given(trip: Trip, days: int) -> Session:
    session = trip.session(since=NOW - timedelta(days=days + 1), days=1)
    Session.objects.filter(pk=session.pk).update(published_at=NOW)
    return session


def test_what_followed_is_one_definition(trip: Trip) -> None:
    first = held(trip, 70, came=3, asked=1)
    second = held(trip, 60, came=2, asked=0)
    both, late, away = trip.person(), trip.person(), trip.person()
    for session in (first, second):
        trip.sign_up(session, both, present=True)
    trip.wish(both, on=TODAY - timedelta(days=59))  # counts for the last one that they came to
    trip.sign_up(first, late, present=True)
    trip.wish(late, on=TODAY - timedelta(days=30))  # too long after
    trip.sign_up(second, away, present=False)
    trip.wish(away, on=TODAY - timedelta(days=58))  # did not come
    trip.wish(None, on=TODAY - timedelta(days=59))  # nobody's: can't be supported
    trip.wish(both, on=TODAY - timedelta(days=59), withdrawn_at=NOW)
    told = held_workshops(trip.adviser, today=TODAY)
    assert [(one.pk, one.attended, one.requests) for one in told] == [(first.pk, 5, 1), (second.pk, 3, 1)]
    assert held_workshops(trip.next_door, today=TODAY) == []
    assert held_workshops(Viewer.nobody(), today=TODAY) == []


def test_a_half_day_booked_at_once_is_a_request(trip: Trip) -> None:
    session = held(trip, 40, came=1, asked=0)
    person = session.occasion.sign_ups.get().person
    trip.booked(person, on=max(date(2027, 1, 5), TODAY))
    assert held_workshops(trip.adviser, today=TODAY)[0].requests == 0  # too long after
    appointment = person.appointments.get()
    type(appointment.half_day).objects.filter(pk=appointment.half_day_id).update(
        on=TODAY - timedelta(days=20)
    )
    assert held_workshops(trip.adviser, today=TODAY)[0].requests == 1


def test_the_forecast_of_a_past_workshop_knows_nothing_of_later(trip: Trip) -> None:
    held(trip, 120, came=6, asked=6)
    held(trip, 50, came=6, asked=6)
    before = outlook(trip.adviser, at=NOW).compared
    held(trip, 49, came=9, asked=9)
    after = outlook(trip.adviser, at=NOW).compared
    assert [one.forecast for one in after[1:]] == [one.forecast for one in before]
    assert [one.held.requests for one in after] == [9, 6, 6]


def test_a_workshop_counts_once_no_request_can_follow_it(trip: Trip) -> None:
    usual = requests_per_session(trip.adviser, today=TODAY)
    held(trip, 10, came=8, asked=8)
    assert outlook(trip.adviser, at=NOW).counted == 0
    held(trip, 40, came=8, asked=0)
    assert requests_per_session(trip.adviser, today=TODAY) < usual


@pytest.mark.parametrize("number", [1, 3])
def test_the_outlook_costs_the_same_at_any_size(
    trip: Trip, number: int, django_assert_num_queries: Any
) -> None:
    for rank in range(number):
        held(trip, 40 + rank, came=number, asked=1)
        trip.session(since=NOW, days=10 + rank)
    outlook(trip.adviser, at=NOW)  # the roads are known
    with django_assert_num_queries(21):
        told = outlook(trip.adviser, at=NOW)
    assert (told.counted, len(told.coming), told.load.waiting) == (number, number, number)
    with django_assert_num_queries(4):
        requests_per_session(trip.adviser, today=TODAY)


def test_what_could_give_has_figures() -> None:
    load = Load(waiting=10, coming=Range(50.4, 30, 50, 72), free=40, per_workshop=5.5)
    assert (load.needed, load.lacking, load.to_space, load.a_week, load.in_pairs) == (60, 20, 4, 2, 30)
    assert load.is_over
    tight = Load(waiting=10, coming=Range(50.4, 30, 50, 72), free=70, per_workshop=5.5)
    assert (tight.is_over, tight.may_be_over, tight.left, tight.most) == (False, True, 10, 82)


def test_the_page_before_any_workshop(trip: Trip, client: Client) -> None:
    page = factories.become(client, membership=trip.post).get(PAGE).text
    assert "Aucun atelier n’est encore compté" in page
    assert "Il y a de la place" in page


def test_the_page_says_what_was_forecast_what_came_and_what_lacks(
    trip: Trip, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(trip, 40, came=6, asked=6)
    trip.session(since=NOW, days=10)
    monkeypatch.setattr("etabli.programme.planning.queries.forecast.free_half_days_of_each", lambda *_a: {})
    browser = factories.become(client, membership=trip.post)
    page = browser.get(PAGE).text
    assert "attendues par atelier, avant de compter" in page
    assert "sur 1 atelier compté" in page
    assert "Prévu" in page
    assert "Recevoir deux artisans à la fois" in page
    assert "dans les semaines à venir" in browser.get("/bureau/", follow=True).text


def test_who_finds_no_half_day_in_a_week_waits_for_the_next(trip: Trip) -> None:
    monday = datetime(2027, 1, 11, 9, tzinfo=UTC)
    for _rank in range(14):
        trip.wish(trip.person())
    first, second, *_later = outlook(trip.adviser, at=monday).weeks
    assert (first.monday, first.needed, first.free, first.without) == (date(2027, 1, 11), 14, 8, 6)
    assert (second.needed, second.free, second.without) == (0, 10, 0)


def test_all_figures_end_with_the_last_week_and_a_tight_week_is_named(trip: Trip, client: Client) -> None:
    monday = datetime(2027, 1, 11, 9, tzinfo=UTC)
    for _rank in range(14):
        trip.wish(trip.person())
    with time_machine.travel(monday, tick=False):
        seen = outlook(trip.adviser, at=monday)
        page = factories.become(client, membership=trip.post).get(PAGE).text
    assert seen.load.free == sum(week.free for week in seen.weeks)
    assert not seen.load.is_over
    assert "Il y a de la place" not in page
    assert "6 personnes attendraient encore" in page
