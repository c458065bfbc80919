"""The pages of support, by the browser of each."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation
from etabli.front.staff_desk import staff_desk
from etabli.programme.demand.models import Wish
from etabli.programme.diary.models import HalfDay
from etabli.programme.diary.queries import free_half_days
from etabli.programme.support.models import Appointment
from tests import factories as make
from tests.programme.trip import AT, DAY, Trip


@pytest.fixture
def trip(db: None) -> Iterator[Trip]:
    with time_machine.travel(AT, tick=False):
        yield Trip()


def coming(trip: Trip) -> tuple[date, str]:
    today = timezone.localdate()
    return free_half_days(trip.adviser, trip.post.user, today + timedelta(days=1), today + timedelta(days=9))[
        0
    ]


def booked_soon(trip: Trip) -> Appointment:
    on, half = coming(trip)
    return trip.booked(trip.person(), on=on, half=half)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    trip: Trip, client: Any, number: int, django_assert_num_queries: Any
) -> None:
    for rank in range(number):
        trip.wish(trip.person())
        trip.booked(trip.person(), on=date(2027, 1, 11) + timedelta(days=rank))
    make.become(client, membership=trip.post)
    with django_assert_num_queries(
        7
    ):  # the session, the user, the roles, the lists, how many reports, questions
        answer = client.get(reverse("support:requests"))
    assert answer.status_code == 200
    assert len(answer.context["waiting"]) == len(answer.context["to_come"]) == number


def test_a_request_is_booked_reported_and_found_in_its_place(trip: Trip, client: Any) -> None:
    wish = trip.wish(trip.person(name="Anna Exemple", email="anna@example.org"))
    make.become(client, membership=trip.post)
    assert "Anna Exemple" in client.get(reverse("support:requests")).content.decode()
    on, half = coming(trip)
    address = reverse("support:book", args=[wish.pk])
    answer = client.post(address, {"half_day": f"{on}/{half}", "elsewhere": "Chez elle"}, follow=True)
    appointment = Appointment.objects.get()
    assert answer.redirect_chain == [(reverse("support:appointment", args=[appointment.pk]), 302)]
    assert make.mails().get().to == "anna@example.org"
    assert f"/historique/{Entry.objects.latest('pk').pk}/annuler/" in answer.content.decode()
    assert client.get(address).status_code == 302  # it has its half-day: nothing to book twice
    HalfDay.objects.filter(pk=appointment.half_day_id).update(on=timezone.localdate(), half="am")
    told = {"outcome": "helped", "report": "La fiche est à jour.", "next_step": "Une photo par semaine."}
    answer = client.post(reverse("support:report", args=[appointment.pk]), told, follow=True)
    assert "Une photo par semaine." in answer.content.decode()
    page = client.get(reverse("support:requests"))
    assert [a.pk for a in page.context["told"]] == [appointment.pk]


def test_reports_are_read_twelve_at_a_time(trip: Trip, client: Any) -> None:
    for rank in range(13):
        trip.reported(trip.booked(trip.person(), on=date(2027, 1, 11) + timedelta(days=rank)))
    make.become(client, membership=trip.post)
    page = client.get(reverse("support:requests"))
    assert len(page.context["told"]) == 12
    assert "?rapports=2" in page.content.decode()
    older = client.get(reverse("support:requests"), {"rapports": "2"})
    assert [one.half_day.on for one in older.context["told"]] == [date(2027, 1, 11)]
    assert '<details class="more" open>' in older.content.decode()


def test_bad_input_is_told_and_nothing_is_lost(trip: Trip, client: Any) -> None:
    wish = trip.wish(trip.person())
    make.become(client, membership=trip.post)
    address = reverse("support:book", args=[wish.pk])
    answer = client.post(address, {"half_day": "2020-01-01/am", "elsewhere": "Chez elle"})
    assert "another" in answer.context["form"].errors
    assert "Chez elle" in answer.content.decode()
    appointment = booked_soon(trip)
    answer = client.post(reverse("support:report", args=[appointment.pk]), {"report": "Un mot."})
    assert "outcome" in answer.context["form"].errors
    assert "Un mot." in answer.content.decode()
    appointment.refresh_from_db()
    assert appointment.reported_at is None


def test_a_half_day_taken_meanwhile_is_told_on_the_form(trip: Trip, client: Any, monkeypatch: Any) -> None:
    """Two windows: the second still offers the half-day that the first has just booked."""
    on, half = coming(trip)
    trip.booked(trip.person(), on=on, half=half)
    monkeypatch.setattr("etabli.programme.support.proposals.free_half_days", lambda *args: [(on, half)])
    make.become(client, membership=trip.post)
    wish = trip.wish(trip.person())
    answer = client.post(
        reverse("support:book", args=[wish.pk]), {"half_day": f"{on}/{half}", "elsewhere": "Chez elle"}
    )
    assert answer.status_code == 200
    assert "déjà prise" in answer.content.decode() or "already taken" in answer.content.decode()
    assert Appointment.objects.count() == 1


def test_who_has_no_address_is_to_be_called(trip: Trip, client: Any) -> None:
    wish = trip.wish(trip.person(name="Anna", email="", phone="05 56 00 00 00"))
    make.become(client, membership=trip.post)
    address = reverse("support:book", args=[wish.pk])
    assert "05 56 00 00 00" in client.get(address).content.decode()
    on, half = coming(trip)
    answer = client.post(address, {"half_day": f"{on}/{half}", "elsewhere": "Chez elle"}, follow=True)
    assert "par téléphone" in answer.content.decode()


def test_calling_off_puts_the_request_back_in_the_list(trip: Trip, client: Any) -> None:
    on, half = coming(trip)
    wish = trip.wish(trip.person())
    appointment = trip.booked(wish.person, on=on, half=half, wish=wish)
    make.become(client, membership=trip.post)
    answer = client.post(reverse("support:call_off", args=[appointment.pk]), follow=True)
    assert [asked.wish for asked in answer.context["waiting"]] == [wish]
    page = client.get(reverse("support:appointment", args=[appointment.pk]))
    assert "n’aura pas lieu" in page.content.decode()


def test_the_artisan_reads_their_half_day_and_changes_nothing(trip: Trip, client: Any) -> None:
    appointment = trip.reported(booked_soon(trip))
    make.become(client, link=make.link(appointment.person))
    page = client.get(reverse("support:appointment", args=[appointment.pk]))
    assert "Une photo par semaine." in page.content.decode()
    assert "history" not in page.content.decode()
    assert client.get(reverse("support:report", args=[appointment.pk])).status_code == 403
    assert client.post(reverse("support:call_off", args=[appointment.pk])).status_code == 409


def test_management_reads_and_is_offered_nothing_it_may_not_do(trip: Trip, client: Any) -> None:
    wish = trip.wish(trip.person())
    appointment = booked_soon(trip)
    membership = trip.chamber.memberships.get(role="manager")
    make.become(client, membership=membership)
    page = client.get(reverse("support:requests")).content.decode()
    assert wish.person is not None
    assert wish.person.name in page
    assert reverse("support:book", args=[wish.pk]) not in page
    detail = client.get(reverse("support:appointment", args=[appointment.pk])).content.decode()
    assert reverse("support:report", args=[appointment.pk]) not in detail


def test_the_neighbour_chamber_finds_nothing_and_nobody_signs_in_first(trip: Trip, client: Any) -> None:
    wish = trip.wish(trip.person())
    appointment = booked_soon(trip)
    addresses = [
        reverse("support:book", args=[wish.pk]),
        reverse("support:appointment", args=[appointment.pk]),
        reverse("support:report", args=[appointment.pk]),
    ]
    for address in [*addresses, reverse("support:requests")]:
        assert client.get(address)["Location"] == f"/connexion/?next={address}"
    make.become(client, membership=trip.next_door_post)
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert client.post(reverse("support:call_off", args=[appointment.pk])).status_code == 404


def test_the_report_is_the_first_action_once_the_half_day_has_begun(trip: Trip, client: Any) -> None:
    make.become(client, membership=trip.post)
    appointment = booked_soon(trip)
    address, report = (
        reverse(f"support:{name}", args=[appointment.pk]) for name in ("appointment", "report")
    )
    assert f'href="{report}"' not in client.get(address).content.decode()
    HalfDay.objects.filter(pk=appointment.half_day_id).update(on=timezone.localdate() - timedelta(days=1))
    assert f'class="btn" href="{report}"' in client.get(address).content.decode()


# What whoever asked sees of the day that was booked for them

HALF_DAY = "/par-ou-commencer/demi-journee/"
ZOE = {"name": "Zoé Exemple", "contact": "05 56 00 00 01", "commune": "Blaye"}


def seen(answer: Any) -> str:
    """Its text, with plain spaces."""
    return str(answer.text).replace("\xa0", " ")


def test_a_visitor_sees_the_day_that_was_booked_and_asks_for_no_second_one(trip: Trip, client: Any) -> None:
    client.post(HALF_DAY, ZOE)
    asked = Wish.objects.get()
    booked = trip.booked(asked.person, wish=asked)
    page = seen(client.get(HALF_DAY))
    assert "11 janvier" in page
    assert 'name="contact"' not in page
    client.post(HALF_DAY, ZOE)
    client_of_another_device = Client()
    client_of_another_device.post(HALF_DAY, ZOE)
    assert Wish.objects.count() == 1
    assert booked.place not in seen(client_of_another_device.get(HALF_DAY))


def test_whoever_has_a_day_asks_for_another_by_saying_so_and_keeps_both_in_sight(
    trip: Trip, client: Any
) -> None:
    client.post(HALF_DAY, ZOE)
    asked = Wish.objects.get()
    trip.booked(asked.person, wish=asked)
    assert f"{HALF_DAY}?another=1" in seen(client.get(HALF_DAY))
    page = seen(client.post(f"{HALF_DAY}?another=1", ZOE, follow=True))
    assert Wish.objects.count() == 2
    assert "11 janvier" in page
    assert "Une demi-journée est demandée" in page


def test_the_artisan_is_told_the_day_they_have_where_they_ask(trip: Trip, client: Any) -> None:
    booked = trip.booked(trip.person())  # by their adviser, without a request
    make.become(client, link=make.link(booked.person))
    page = seen(client.get(HALF_DAY))
    assert "11 janvier" in page
    assert reverse("support:appointment", args=[booked.pk]) in page
    client.post(HALF_DAY, {"note": ""})
    assert not Wish.objects.exists()


def test_the_path_says_both_half_days_the_first_first(trip: Trip, client: Any) -> None:
    person = trip.person()
    trip.booked(person, on=DAY + timedelta(days=7))
    trip.booked(person)
    make.become(client, link=make.link(person))
    page = seen(client.get(reverse("journeys:path")))
    assert page.index("11 janvier") < page.index("18 janvier")


def test_what_comes_next_is_said_where_one_has_asked(trip: Trip, client: Any) -> None:
    Organisation.objects.filter(pk=trip.chamber.pk).update(phone="05 56 00 00 00")
    answer = client.post(HALF_DAY, ZOE, follow=True)
    assert answer.redirect_chain == [(HALF_DAY, 302)]
    assert "Sans nouvelles" in answer.text
    assert "05 56 00 00 00" in answer.text


def test_the_commune_that_was_typed_stays_with_the_person_and_the_adviser_reads_it(
    trip: Trip, client: Any
) -> None:
    client.post(HALF_DAY, ZOE)
    asked = Wish.objects.get()
    assert asked.person.artisan.commune == trip.blaye
    make.become(client, membership=trip.post)
    assert "Blaye" in client.get(reverse("support:book", args=[asked.pk])).text


def test_the_commune_of_somebody_who_is_known_is_not_changed_by_what_a_visitor_types(
    trip: Trip, client: Any
) -> None:
    known = trip.person(name="Zoé Exemple", phone="05 56 00 00 01")
    client.post(HALF_DAY, ZOE)
    known.artisan.refresh_from_db()
    assert known.artisan.commune == trip.pauillac
    make.become(client, membership=trip.post)
    assert "Blaye" in client.get(reverse("support:requests")).text


@pytest.mark.parametrize(("minutes", "is_past"), [(-1, False), (0, True)])
def test_a_half_day_is_past_when_it_has_ended(trip: Trip, client: Any, minutes: int, is_past: bool) -> None:
    """Not when its day begins: from midnight on, this afternoon is still to come."""
    appointment = booked_soon(trip)
    ended = appointment.hours[1] + timedelta(minutes=minutes)
    with time_machine.travel(ended, tick=False):
        make.become(client, membership=trip.post)
        page = client.get(reverse("support:requests"))
        to_do = staff_desk(trip.adviser, ended)["to_do"]
    assert [bool(page.context[name]) for name in ("to_tell", "to_come")] == [is_past, not is_past]
    assert any(appointment.person == thing.person for thing in to_do) is is_past
