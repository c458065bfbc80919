"""Two requests of one person, as when two persons were joined: seen together, and never both booked blindly."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.actions import merge_persons
from etabli.foundation.people.models import Person
from etabli.programme.demand.actions import OtherPerson, StillAnswered, join_wishes
from etabli.programme.demand.models import Wish
from etabli.programme.diary.queries import free_half_days
from etabli.programme.support.models import Appointment
from etabli.programme.support.queries import requests_waiting
from tests import factories as make
from tests.programme.trip import AT, DAY, Trip


@pytest.fixture
def trip(db: None) -> Iterator[Trip]:
    with time_machine.travel(AT, tick=False):
        yield Trip()


def joined(trip: Trip, **merged: Any) -> tuple[Wish, Wish]:
    """The requests of two persons who are one for the chamber."""
    kept = trip.person(name="Zoé Exemple", phone="0556000001")
    other = trip.person(name="Zoé Exemple", phone="0556000001", **merged)
    asked = trip.wish(kept, note="Ma fiche"), trip.wish(other, note="Un devis", source="phone")
    merge_persons(kept=kept, merged=other, checked="Elle me l’a dit", by=trip.adviser, at=AT)
    return asked


def staff(trip: Trip) -> Client:
    client = Client()
    make.become(client, membership=trip.post)
    return client


def day_of(trip: Trip) -> str:
    on, half = free_half_days(trip.adviser, trip.post.user, DAY, DAY + timedelta(days=9))[0]
    return f"{on.isoformat()}/{half}"


@pytest.mark.parametrize(
    "email", ["", "zoe@example.org"]
)  # with a mail, their things wait for their own word
def test_both_are_seen_in_the_list_and_beside_each_other(trip: Trip, email: str) -> None:
    first, second = joined(trip, email=email)
    trip.wish(trip.person())
    assert [row.other_requests for row in requests_waiting(trip.adviser, at=AT)] == [1, 1, 0]
    assert staff(trip).get(reverse("support:requests")).text.count("demandé deux fois") == 2
    page = staff(trip).get(reverse("support:book", args=[first.pk])).text
    assert "Un devis" in page
    assert reverse("support:same", args=[first.pk, second.pk]) in page


def test_one_of_two_is_booked_only_once_somebody_says_that_they_are_two(trip: Trip) -> None:
    first, second = joined(trip)
    address, given = (
        reverse("support:book", args=[first.pk]),
        {"half_day": day_of(trip), "elsewhere": "Mairie"},
    )
    refused = staff(trip).post(address, given)
    assert "si les deux demandes sont la même" in refused.text
    assert not Appointment.objects.exists()
    staff(trip).post(address, {**given, "two_wanted": "on"})
    assert Appointment.objects.get().wish_id == first.pk
    booked = staff(trip).get(reverse("support:book", args=[second.pk])).text
    assert "Une demi-journée est déjà réservée" in booked
    staff(trip).post(reverse("support:same", args=[first.pk, second.pk]))
    first.refresh_from_db()
    assert first.note == "Ma fiche\nUn devis"
    assert requests_waiting(trip.adviser, at=AT) == []


def test_said_to_be_one_it_is_booked_at_once_and_parted_again(trip: Trip) -> None:
    first, second = joined(trip)
    staff(trip).post(reverse("support:same", args=[first.pk, second.pk]))
    [row] = requests_waiting(trip.adviser, at=AT)
    assert (row.wish.pk, row.wish.note, row.other_requests) == (first.pk, "Ma fiche\nUn devis", 0)
    entry = Entry.objects.filter(verb="demand.join").latest("pk")
    undo(entry=entry, by=trip.adviser, at=AT)
    assert [row.wish.note for row in requests_waiting(trip.adviser, at=AT)] == ["Ma fiche", "Un devis"]
    trip.booked(Person.objects.get(pk=second.person_id), wish=Wish.objects.get(pk=second.pk))
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.filter(verb="demand.join").latest("pk"), by=trip.adviser, at=AT)


def test_the_requests_of_two_people_are_two_and_a_booked_one_stays(trip: Trip) -> None:
    first, other = trip.wish(trip.person()), trip.wish(trip.person())
    with pytest.raises(OtherPerson):
        join_wishes(wish=other, kept=first, by=trip.adviser, at=AT)
    answer = staff(trip).post(reverse("support:same", args=[first.pk, other.pk]), follow=True)
    assert "pas celles d’une même personne" in answer.text
    kept, gone = joined(trip)
    Wish.objects.filter(pk=gone.pk).update(person=kept.person_id)
    trip.booked(Person.objects.get(pk=kept.person_id), wish=Wish.objects.get(pk=gone.pk))
    with pytest.raises(StillAnswered):
        join_wishes(
            wish=Wish.objects.get(pk=gone.pk), kept=Wish.objects.get(pk=kept.pk), by=trip.adviser, at=AT
        )
