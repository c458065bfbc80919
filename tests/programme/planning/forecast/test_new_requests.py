"""What each way of asking for a half-day, and of booking one, does to the forecast and to the weeks."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from etabli.programme.demand.actions import join_wishes
from etabli.programme.demand.models import Wish
from etabli.programme.planning.queries.forecast import Outlook, outlook
from etabli.programme.planning.queries.support_requests import held_workshops
from etabli.programme.support import actions as support
from etabli.programme.support.offered import slot_of
from etabli.programme.workshops.models import Session
from tests import factories as make
from tests.programme.trip import Trip

MONDAY = datetime(2027, 1, 11, 9, tzinfo=UTC)
TODAY = MONDAY.date()


@pytest.fixture
def trip(db: None) -> Trip:
    return Trip()


def seen(trip: Trip) -> Outlook:
    return outlook(trip.adviser, at=MONDAY)


def requests_after(trip: Trip) -> int:
    return held_workshops(trip.adviser, today=TODAY)[0].requests


def attended(trip: Trip, number: int = 1) -> list[Wish]:
    """So many people who came to a workshop twenty days ago, and asked for a half-day ten days later."""
    session = trip.session(since=MONDAY - timedelta(days=21), days=1)
    Session.objects.filter(pk=session.pk).update(published_at=MONDAY)
    people = [trip.person(email=f"zoe{rank}@example.org") for rank in range(number)]
    for person in people:
        trip.sign_up(session, person, present=True)
    return [trip.wish(person, on=TODAY - timedelta(days=10)) for person in people]


@pytest.mark.parametrize("source", Wish.Source.values)
def test_each_way_of_asking_counts_once_but_help_asked_for_after_a_half_day(trip: Trip, source: str) -> None:
    [asked] = attended(trip)
    Wish.objects.filter(pk=asked.pk).update(source=source)
    assert requests_after(trip) == (source != Wish.Source.FOLLOW_UP)
    assert seen(trip).load.waiting == 1  # whoever asked it takes a half-day


def test_two_requests_that_are_one_count_once(trip: Trip) -> None:
    [asked] = attended(trip)
    again = trip.wish(asked.person, on=TODAY - timedelta(days=9), note="Toujours")
    assert (requests_after(trip), seen(trip).load.waiting) == (2, 2)
    join_wishes(wish=again, kept=asked, by=trip.adviser, at=MONDAY)
    assert (requests_after(trip), seen(trip).load.waiting) == (1, 1)


def test_a_half_day_leaves_both_sides_of_its_week_and_comes_back(trip: Trip) -> None:
    [asked] = attended(trip)
    assert asked.person is not None
    before = seen(trip)
    in_a_week = TODAY + timedelta(days=8)
    with time_machine.travel(MONDAY, tick=False):
        booked = trip.booked(asked.person, on=in_a_week, wish=asked)
        during = seen(trip)
        assert (before.load.waiting, during.load.waiting) == (1, 0)
        assert during.weeks[1].free == before.weeks[1].free - 1
        assert requests_after(trip) == 1  # a booked request was asked for all the same
        support.move(
            appointment=booked, on=in_a_week + timedelta(days=7), half="am", by=trip.adviser, at=MONDAY
        )
        moved = seen(trip)
        assert (moved.weeks[1].free, moved.weeks[2].free) == (before.weeks[1].free, before.weeks[2].free - 1)
        booked.refresh_from_db()
        support.call_off(appointment=booked, by=trip.adviser, at=MONDAY)
    assert seen(trip) == before


def test_days_that_are_offered_are_held_once_one_is_chosen(trip: Trip) -> None:
    [asked] = attended(trip)
    assert asked.person is not None
    slots = [slot_of(f"{TODAY + timedelta(days=days)}/am") for days in (8, 15)]
    before = seen(trip)
    with time_machine.travel(MONDAY, tick=False):
        offer = support.offer_days(
            wish=asked, adviser=trip.post.user, slots=slots, place="Mairie", by=trip.adviser, at=MONDAY
        )
        assert seen(trip) == before
        support.choose_day(offer=offer, day=slots[1].value, by=make.artisan(asked.person), at=MONDAY)
    after = seen(trip)
    assert (after.load.waiting, after.load.free) == (0, before.load.free - 1)
    assert after.weeks[2].free == before.weeks[2].free - 1


def test_the_weeks_carry_each_request_until_it_has_a_half_day(trip: Trip) -> None:
    """What is needed in the weeks is what waits and what is forecast; nobody falls out between two of them."""
    attended(trip, 12)
    trip.session(since=MONDAY, days=10)
    forecast = seen(trip)
    needed = sum(week.needed for week in forecast.weeks)
    assert abs(needed - (forecast.load.waiting + forecast.load.coming.mean)) <= 1
    without = 0
    for week in forecast.weeks:
        without = max(0, without + week.needed - week.free)
        assert week.without == without
