"""Which half-days are proposed: on a road that is driven already first, never where the road does not fit."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from etabli.programme.diary.actions import add_diary_entry, hold_half_day
from etabli.programme.support.engine import OtherEvent, Slot, propose
from etabli.programme.support.models import Appointment
from etabli.programme.support.places import commune_of, whereabouts_of
from etabli.programme.support.proposals import colleagues_free, free_slots, proposed
from etabli.programme.support.wording import reason
from etabli.programme.workshops.models import Venue
from etabli.territory.places.models import Commune, Epci, Road
from etabli.territory.register.models import Artisan, Business
from tests import factories as make
from tests.programme.trip import AT, Trip

MONDAY = date(2027, 1, 11)


def slot(days: int, half: str = "am") -> Slot:
    on = MONDAY + timedelta(days=days)
    start = datetime(on.year, on.month, on.day, 9 if half == "am" else 14, tzinfo=UTC)
    return Slot(on, half, start, start + timedelta(hours=3, minutes=30))


def event(days: int, half: str, minutes: int | None) -> OtherEvent:
    other = slot(days, half)
    return OtherEvent("Atelier, Blaye", other.starts_at, other.ends_at, minutes)


def named(proposals: Any) -> list[tuple[int, str]]:
    return [((row.slot.on - MONDAY).days, row.slot.half) for row in proposals]


def test_a_road_that_is_shared_comes_before_a_nearer_day() -> None:
    free = [slot(0), slot(1), slot(4, "pm")]
    chosen = propose(free, {slot(4).on: [event(4, "am", 20)]})
    assert named(chosen) == [(4, "pm"), (0, "am"), (1, "am")]
    assert [row.shares_road for row in chosen] == [True, False, False]


def test_a_day_with_something_far_comes_last_and_one_a_day() -> None:
    free = [slot(0, "pm"), slot(1), slot(1, "pm"), slot(2)]
    assert named(propose(free, {slot(0).on: [event(0, "am", 60)]})) == [(1, "am"), (2, "am"), (0, "pm")]


def test_a_shared_road_is_not_worth_more_than_three_weeks_of_waiting() -> None:
    events = {slot(days).on: [event(days, "am", 20)] for days in (21, 23)}
    assert named(propose([slot(0), slot(21, "pm"), slot(23, "pm")], events)) == [
        (21, "pm"),
        (0, "am"),
        (23, "pm"),
    ]


def test_what_stands_that_day_is_said_though_nobody_knows_its_road() -> None:
    both = propose([slot(0, "pm")], {MONDAY: [event(0, "am", None), event(0, "am", 20)]})
    assert both[0].shares_road
    assert reason(both[0]).endswith("Déjà ce jour-là\xa0: Atelier, Blaye 10\xa0h\xa0–\xa013\xa0h\xa030.")
    (alone,) = propose([slot(0, "pm")], {MONDAY: [event(0, "am", None)]})
    assert "Rien d’autre" not in reason(alone)
    assert alone.beside is None
    assert reason(propose([slot(0)], {})[0]) == "Rien d’autre ce jour-là."


def test_a_road_longer_than_the_time_between_is_never_proposed() -> None:
    """From half past twelve to two: ninety minutes, of which a quarter of an hour is kept."""
    assert named(propose([slot(0, "pm")], {MONDAY: [event(0, "am", 75)]})) == [(0, "pm")]
    assert propose([slot(0, "pm")], {MONDAY: [event(0, "am", 76)]}) == ()
    assert propose([slot(0)], {MONDAY: [event(0, "am", 4)]}) == ()  # at the same time


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        trip = Trip()
        Road.objects.create(a=trip.pauillac, b=trip.blaye, km=12)
        yield trip


def of_business(trip: Trip, address: str = "3 rue du Four") -> Any:
    person = trip.person(name="Anna Exemple", email="anna@example.org")
    business = Business.objects.create(
        chamber=trip.chamber,
        name="Four d’Anna",
        siret="12345678900011",
        commune=trip.blaye,
        commune_code="33058",
        postal_code="33390",
        address=address,
    )
    Artisan.objects.filter(person=person).update(business=business, commune=trip.blaye)
    return person


def test_the_place_comes_from_the_register_then_the_nearest_room(trip: Trip) -> None:
    Venue.objects.create(chamber=trip.chamber, name="Mairie", commune=trip.pauillac, capacity=9)
    where = whereabouts_of(trip.adviser, of_business(trip))
    assert where.places == ("Four d’Anna, 3 rue du Four, 33390 Blaye", "Mairie, Pauillac")
    assert where.commune == "33058"
    assert whereabouts_of(trip.next_door, of_business_of_none(trip)).places == ()


def of_business_of_none(trip: Trip) -> Any:
    return trip.person(trip.blaye)


def test_without_an_address_the_nearest_room_is_the_place(trip: Trip) -> None:
    assert whereabouts_of(trip.adviser, trip.person(trip.blaye)).places == ()
    Venue.objects.create(chamber=trip.chamber, name="Mairie", commune=trip.pauillac, capacity=9)
    where = whereabouts_of(trip.adviser, trip.person(trip.blaye))
    assert (where.places, where.commune) == (("Mairie, Pauillac",), "33314")


def test_the_day_of_a_neighbour_is_proposed_first_and_held_ones_never(trip: Trip) -> None:
    on = MONDAY + timedelta(days=10)
    trip.booked(trip.person(trip.pauillac), on=on, half="am")
    hold_half_day(adviser=trip.post.user, on=MONDAY, half="am", what="Réunion", by=trip.adviser, at=AT)
    free = free_slots(trip.adviser, trip.post.user, at=AT)
    chosen = proposed(trip.adviser, trip.post.user, free, trip.blaye.pk, at=AT).proposals
    assert (chosen[0].slot.on, chosen[0].slot.half, chosen[0].shares_road) == (on, "pm", True)
    assert (MONDAY, "am") not in [(row.on, row.half) for row in free]
    own = Appointment.objects.get()
    alone = proposed(trip.adviser, trip.post.user, free, trip.blaye.pk, but=f"appointment-{own.pk}", at=AT)
    assert not any(row.shares_road for row in alone.proposals)


@pytest.mark.parametrize("commune", ["33058", ""])
def test_a_meeting_and_a_busy_hour_are_said_without_their_titles(trip: Trip, commune: str) -> None:
    start = datetime(2027, 1, 11, 15, tzinfo=UTC)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=1)}
    add_diary_entry(
        adviser=trip.post.user, kind="meeting", title="Budget de Zoé", **times, by=trip.adviser, at=AT
    )
    free = [row for row in free_slots(trip.adviser, trip.post.user, at=AT) if row.on == MONDAY]
    (proposal,) = proposed(trip.adviser, trip.post.user, free, commune, at=AT).proposals
    assert reason(proposal) == "Déjà ce jour-là\xa0: Réunion 16\xa0h\xa0–\xa017\xa0h."


def test_one_press_books_at_the_place_of_the_register(trip: Trip, client: Any) -> None:
    wish = trip.wish(of_business(trip), note="Une page pour mon fournil")
    make.become(client, membership=trip.post)
    address = reverse("support:book", args=[wish.pk])
    page = client.get(address)
    assert "Une page pour mon fournil" in page.text
    assert len(page.context["proposals"]) == 3
    (_first, value, _why, _soon), *_others = page.context["proposals"]
    where = page.context["form"].fields["where"].initial
    client.post(address, {"half_day": value, "where": where, "elsewhere": ""})
    booked = Appointment.objects.get()
    assert booked.place == "Four d’Anna, 3 rue du Four, 33390 Blaye"
    assert f"{booked.half_day.on}/{booked.half_day.half}" == value
    assert "Four d’Anna" in make.mails().get().body


def test_a_colleague_who_is_held_is_not_offered(trip: Trip) -> None:
    busy, able = (make.membership(trip.chamber).user for _rank in range(2))
    booked = trip.booked(trip.person())
    hold_half_day(adviser=busy, on=booked.half_day.on, half="am", what="Réunion", by=trip.adviser, at=AT)
    assert list(colleagues_free(trip.adviser, booked.half_day)) == [able]


def test_a_day_on_which_nobody_knows_the_road_comes_last_and_says_so() -> None:
    unknown = replace(event(0, "am", None), is_placed=True)
    chosen = propose([slot(0, "pm"), slot(3)], {MONDAY: [unknown]})
    assert named(chosen) == [(3, "am"), (0, "pm")]
    assert "route" in reason(chosen[1])
    assert "route" not in reason(chosen[0])


@pytest.fixture
def far(trip: Trip) -> Commune:
    """La Teste, more than a hundred kilometres by road from Blaye, where a half-day ends at half past twelve."""
    epci = Epci.objects.create(code="243300563", name="COBAS")
    made = Commune.objects.create(
        code="33529",
        name="La Teste-de-Buch",
        epci=epci,
        population=26000,
        lat=44.6,
        lon=-1.1,
        postal_codes="33260",
    )
    Road.objects.create(a=made, b=trip.blaye, km=105)
    trip.booked(trip.person(trip.blaye), on=MONDAY + timedelta(days=3), half="am")
    Appointment.objects.update(place="3 rue du Four, 33390 Blaye")
    return made


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("12 rue du Port, 33260 La Teste-de-Buch", "33529"),
        ("12 rue du Port 33260 La Teste de Buch", "33529"),
        ("Mairie, Blaye", "33058"),
        ("Chez ma sœur", ""),
        ("12 rue de Blaye", ""),
        ("1 rue Haute, 64000 Pau", ""),
    ],
)
def test_the_commune_of_an_address_that_was_typed(trip: Trip, far: Commune, address: str, code: str) -> None:
    assert commune_of(address) == code


def test_to_move_a_half_day_its_typed_place_says_which_days_the_road_allows(
    trip: Trip, far: Commune, client: Any
) -> None:
    """Nobody knows where they work: only the address that was typed for the half-day says it."""
    moved = trip.booked(make.person(trip.chamber), on=MONDAY + timedelta(days=9), half="am")
    Appointment.objects.filter(pk=moved.pk).update(place="12 rue du Port, 33260 La Teste-de-Buch")
    make.become(client, membership=trip.post)
    address = reverse("support:move", args=[moved.pk])
    page, day = client.get(address), (MONDAY + timedelta(days=3)).isoformat()
    assert f"{day}/pm" not in [value for _row, value, _why, _soon in page.context["proposals"]]
    assert "la route est trop longue" in page.text
    refused = client.post(address, {"another": f"{day}/pm"})
    assert "trop longue" in refused.text
    assert Appointment.objects.get(pk=moved.pk).half_day.on == MONDAY + timedelta(days=9)
    client.post(address, {"another": f"{day}/pm", "anyway": "on"})
    assert Appointment.objects.get(pk=moved.pk).half_day.on == MONDAY + timedelta(days=3)


def test_to_book_the_place_that_is_typed_is_looked_at(trip: Trip, far: Commune, client: Any) -> None:
    wish = trip.wish(make.person(trip.chamber, email="anna@example.org"))
    make.become(client, membership=trip.post)
    address, day = reverse("support:book", args=[wish.pk]), (MONDAY + timedelta(days=3)).isoformat()
    assert "près de son entreprise" not in client.get(address).text
    typed = {"half_day": f"{day}/pm", "elsewhere": "12 rue du Port, 33260 La Teste-de-Buch"}
    assert "trop longue" in client.post(address, typed).text
    offered = client.post(address, {**typed, "half_day": "", "send": "1", "offer": [f"{day}/pm"]})
    assert offered.status_code == 200
    assert Appointment.objects.count() == 1
    client.post(address, {**typed, "elsewhere": "1 rue Haute, 33390 Blaye"})
    assert Appointment.objects.count() == 2


def test_a_half_day_taken_meanwhile_in_the_list_is_said_so(trip: Trip, client: Any) -> None:
    moved = trip.booked(make.person(trip.chamber), on=MONDAY + timedelta(days=9), half="am")
    trip.booked(make.person(trip.chamber), on=MONDAY + timedelta(days=3), half="pm")
    make.become(client, membership=trip.post)
    taken = (MONDAY + timedelta(days=3)).isoformat() + "/pm"
    refused = client.post(reverse("support:move", args=[moved.pk]), {"another": taken})
    assert "Cette demi-journée n’est plus libre" in refused.text
    assert Appointment.objects.get(pk=moved.pk).half_day.on == MONDAY + timedelta(days=9)
