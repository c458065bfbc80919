"""From wherever a half-day is asked for: one request at a time, and none beside a half-day to come."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.actions import withdraw_wish
from etabli.programme.demand.asking import HalfDayBooked, ask_half_day
from etabli.programme.demand.models import Wish
from etabli.programme.demand.queries import booked_half_days
from etabli.programme.diary.models import HalfDay
from etabli.programme.support import actions
from etabli.programme.support.models import Appointment, FollowUp
from etabli.programme.surveys import actions as surveys
from etabli.programme.surveys.questionnaires import load_questionnaires
from etabli.programme.workshops.models import Session
from tests import factories as make
from tests.programme.trip import AT, DAY, Trip

pytestmark = pytest.mark.django_db
SHEET = {"useful": "very", "able": "4", "themes": ["loyalty"], "half_day": "yes", "free": ""}


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        load_questionnaires(by=Viewer.system(), at=AT)
        yield Trip()


def somebody(trip: Trip) -> Person:
    return trip.person(name="Zoé Exemple", email="zoe@example.org", phone="05 56 00 00 00")


def staff(trip: Trip) -> Client:
    client = Client()
    make.become(client, membership=trip.post)
    return client


def own(person: Person) -> Client:
    client = Client()
    make.become(client, link=make.link(person))
    return client


def by_telephone(trip: Trip, person: Person) -> None:
    typed = {"wish": "half_day", "name": person.name, "contact": person.phone, "note": ""}
    staff(trip).post("/souhaits/noter/", typed)


def by_their_space(trip: Trip, person: Person) -> None:
    own(person).post(reverse("diagnosis:half_day"), {"note": "Le matin"})


def by_their_project(trip: Trip, person: Person) -> None:
    own(person).post(f"{reverse('diagnosis:half_day')}?next=/projets/", {"note": "Le matin"})


def by_the_diagnosis(trip: Trip, person: Person) -> None:
    typed = {"name": person.name, "contact": person.email}
    Client().post(reverse("diagnosis:half_day"), typed)


def by_the_questionnaire(trip: Trip, person: Person) -> None:
    session = under_way(trip)
    given = {"session": session, "answers": SHEET, "name": person.name, "contact": person.email}
    surveys.submit_answer(**given, by=Viewer.nobody(), at=AT)


def on_paper(trip: Trip, person: Person) -> None:
    surveys.type_sheet(session=under_way(trip), answers=SHEET, person=person, by=trip.adviser, at=AT)


def by_how_it_goes(trip: Trip, person: Person) -> None:
    earlier = trip.booked(person, on=DAY, half="pm")
    Appointment.objects.filter(pk=earlier.pk).update(outcome="helped", reported_at=AT)
    HalfDay.objects.filter(pk=earlier.half_day_id).update(on=AT.date() - timedelta(days=31))
    asked = actions.follow_up(appointment=earlier, months=1, by=trip.adviser, at=AT)
    own(person).post(reverse("support:how_it_goes", args=[asked.pk]), {"answer": "help", "address": ""})
    assert FollowUp.objects.get().answer == "help"


SOURCES = [
    by_telephone,
    by_their_space,
    by_their_project,
    by_the_diagnosis,
    by_the_questionnaire,
    on_paper,
    by_how_it_goes,
]


def under_way(trip: Trip) -> Session:
    """A session that is about to end, with its questionnaire open."""
    return trip.session(since=AT - timedelta(days=10, hours=2))


def requests(person: Person) -> list[Wish]:
    return list(Wish.objects.filter(person=person, kind="half_day", withdrawn_at=None))


@pytest.mark.parametrize("ask", SOURCES)
def test_each_source_makes_one_request_and_none_beside_an_open_one(
    trip: Trip, ask: Callable[[Trip, Person], None]
) -> None:
    person = somebody(trip)
    ask(trip, person)
    made = requests(person)
    assert len(made) == 1
    Wish.objects.exclude(pk=made[0].pk).delete()
    by_telephone(trip, person)
    assert requests(person) == made


@pytest.mark.parametrize("ask", SOURCES)
def test_no_source_makes_a_request_beside_a_half_day_to_come(
    trip: Trip, ask: Callable[[Trip, Person], None]
) -> None:
    person = somebody(trip)
    wish = trip.wish(person)
    trip.booked(person, on=DAY, wish=wish)
    ask(trip, person)
    assert requests(person) == [wish]


def test_on_the_telephone_the_half_day_is_said_with_the_way_to_it_and_another_is_asked_for(
    trip: Trip,
) -> None:
    person = somebody(trip)
    booked = trip.booked(person)
    client, typed = staff(trip), {"wish": "half_day", "name": person.name, "contact": person.phone}
    said = client.post("/souhaits/noter/", {**typed, "note": "Plutôt le lundi"})
    assert "Une demi-journée est déjà réservée" in said.text
    assert f'href="{reverse("support:appointment", args=[booked.pk])}"' in said.text
    assert "Plutôt le lundi" in said.text
    assert requests(person) == []
    client.post("/souhaits/noter/", {**typed, "note": "Plutôt le lundi", "another": "on"})
    assert [wish.note for wish in requests(person)] == ["Plutôt le lundi"]


def test_whoever_types_a_sheet_reads_which_half_day_is_booked(trip: Trip) -> None:
    person = somebody(trip)
    session = under_way(trip)
    trip.sign_up(session, person, present=True)
    trip.booked(person, on=DAY)
    page = staff(trip).post(
        f"/seances/{session.pk}/avis/feuille/", {**SHEET, "person": person.pk}, follow=True
    )
    assert "La feuille 1 est gardée" in page.text
    assert "Zoé Exemple a déjà une demi-journée réservée, lundi 11\u00a0janvier 2027" in page.text


def test_whoever_needs_help_is_led_to_the_half_day_that_is_booked(trip: Trip) -> None:
    person = somebody(trip)
    earlier = trip.booked(person, half="pm")
    asked = actions.follow_up(appointment=earlier, months=1, by=trip.adviser, at=AT)
    answer = own(person).post(
        reverse("support:how_it_goes", args=[asked.pk]), {"answer": "help", "address": ""}
    )
    assert answer["Location"] == reverse("support:appointment", args=[earlier.pk])


def test_a_half_day_with_its_report_is_over_though_its_hours_are_not(trip: Trip) -> None:
    person = somebody(trip)
    booked = trip.booked(person)
    with pytest.raises(HalfDayBooked):
        ask_half_day(chamber=trip.chamber, person=person, source="phone", by=trip.adviser, at=AT)
    Appointment.objects.filter(pk=booked.pk).update(reported_at=AT, outcome="go_on")
    assert booked_half_days(person.pk, at=AT) == []


def test_a_request_that_was_taken_back_stays_away_beside_one_made_since(trip: Trip) -> None:
    person = somebody(trip)
    first = trip.wish(person)
    withdraw_wish(wish=first, by=trip.adviser, at=AT)
    by_telephone(trip, person)
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.get(verb="demand.withdraw"), by=trip.adviser, at=AT)
    assert len(requests(person)) == 1


@pytest.mark.parametrize("is_booked", [False, True])
def test_what_a_known_person_writes_without_signing_in_reaches_their_adviser(
    trip: Trip, is_booked: bool
) -> None:
    who = trip.person(name="Corinne Exemple", phone="05 56 00 00 01")
    wish = trip.wish(who)
    if is_booked:
        shown = reverse("support:appointment", args=[trip.booked(who, wish=wish).pk])
    else:
        shown = reverse("support:book", args=[wish.pk])
    given = {"name": "Corinne Exemple", "contact": "0556000001", "commune": "Blaye"}
    visitor, words = Client(), "Le lundi je suis fermée"
    for _twice in range(2):
        said = visitor.post("/par-ou-commencer/demi-journee/", {**given, "note": words}, follow=True)
    assert "Votre demande est notée" in said.text
    assert words not in said.text
    wish.refresh_from_db()
    assert " ".join(wish.note.split()) == f"Écrit sans se connecter, le lundi 4 janvier 2027 : {words}, Blaye"
    staff = Client()
    make.become(staff, membership=trip.post)
    assert f"{words}, Blaye" in staff.get(shown).text
    undo(entry=Entry.objects.filter(verb="demand.say_more").latest("pk"), by=trip.adviser, at=AT)
    assert words not in staff.get(shown).text


def test_a_request_by_telephone_keeps_both_ways_to_reach_somebody(trip: Trip) -> None:
    typed = {"wish": "half_day", "name": "Corinne Exemple", "contact": "05 56 00 00 01", "note": "Le jeudi"}
    client, address = staff(trip), "/souhaits/noter/"
    said = client.post(address, {**typed, "other_contact": "05 56 00 00 02"}).text
    assert "ici les deux sont pareils" in said
    client.post(address, {**typed, "other_contact": "corinne@example.org"})
    person = Person.objects.get(name="Corinne Exemple")
    assert (person.phone, person.email) == ("05 56 00 00 01", "corinne@example.org")
    client.post(address, {**typed, "note": "Le matin", "other_contact": "autre@example.org"})
    assert Person.objects.filter(name="Corinne Exemple").count() == 1
    assert "autre@example.org" in Wish.objects.get(person=person).note
    known = trip.person(name="Serge Exemple", phone="05 56 00 00 09")
    given = {**typed, "name": known.name, "contact": known.phone, "other_contact": "serge@example.org"}
    client.post(address, given)
    assert "serge@example.org" in Wish.objects.get(person=known).note
