"""Half-days of people who have no e-mail: whoever is to be told of a change stands on the list of calls."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import history_of
from etabli.foundation.notices.actions import tell_by_phone
from etabli.foundation.notices.calls import CallLine
from etabli.foundation.notices.queries import lines_of, waiting_calls
from etabli.foundation.people.models import Person
from etabli.programme.support import actions
from etabli.programme.support.models import Appointment
from tests import factories as make
from tests.programme.trip import AT, DAY, Trip

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        yield Trip()


def somebody(trip: Trip, email: str = "") -> Person:
    return trip.person(name="Serge Exemple", email=email, phone="05 56 00 00 00")


def booked(trip: Trip, email: str = "") -> Appointment:
    person = somebody(trip, email)
    return trip.booked(person, wish=trip.wish(person))


def said(trip: Trip) -> list[str]:
    """What is to be said in each call that waits."""
    calls = lines_of(waiting_calls(trip.adviser, at=timezone.now()))
    return [_text(line).replace("\u00a0", " ") for line in calls]


def _text(line: CallLine) -> str:
    return " ".join(piece.text for block in line.words for pieces in block.lines for piece in pieces)


def test_a_day_agreed_on_the_telephone_is_not_said_again(trip: Trip) -> None:
    booked(trip)
    assert said(trip) == []


def test_a_half_day_that_is_moved_is_to_be_said_before_either_day(trip: Trip) -> None:
    appointment = booked(trip)
    client = Client()
    make.become(client, membership=trip.post)
    move = reverse("support:move", args=[appointment.pk])
    page = client.post(move, {"half_day": "2027-01-18/am"}, follow=True)
    assert "Serge Exemple n’a pas d’e-mail" in page.text
    (words,) = said(trip)
    assert "Votre demi-journée du lundi 11 janvier, 9 h, est déplacée" in words
    assert "Votre demi-journée d’accompagnement est réservée" not in words
    (call,) = waiting_calls(trip.adviser, at=AT)
    assert call.before == appointment.hours[0]
    assert (
        f'href="{reverse("support:appointment", args=[appointment.pk])}"'
        in client.get(reverse("notices:calls")).text
    )
    client.post(reverse("notices:told", args=[call.pk]), {})
    assert said(trip) == []


@pytest.mark.parametrize(
    ("email", "said"), [("", "n’a pas d’e-mail"), ("serge@exemple.fr", "apprend le nouveau jour par e-mail")]
)
def test_before_it_is_moved_the_page_says_how_the_artisan_learns_it(
    trip: Trip, email: str, said: str
) -> None:
    appointment, client = booked(trip, email), Client()
    make.become(client, membership=trip.post)
    assert said in client.get(reverse("support:move", args=[appointment.pk])).text


def test_the_history_says_from_which_day_to_which(trip: Trip) -> None:
    appointment = booked(trip)
    former = str(appointment.half_day)
    moved = actions.move(appointment=appointment, on=DAY, half="pm", by=trip.adviser, at=AT)
    line = history_of(trip.adviser, moved)[0]
    assert [(row.before, row.after) for row in line.changes] == [(former, str(moved.half_day))]
    assert former != str(moved.half_day)


def test_moved_back_or_told_nobody_is_to_be_called(trip: Trip) -> None:
    appointment = booked(trip)
    actions.move(appointment=appointment, on=DAY, half="pm", by=trip.adviser, at=AT)
    undo(entry=Entry.objects.get(verb="support.move"), by=trip.adviser, at=LATER)
    assert said(trip) == []


def test_whoever_was_told_is_told_that_it_is_taken_back(trip: Trip) -> None:
    appointment = booked(trip)
    moved = actions.move(appointment=appointment, on=DAY, half="pm", by=trip.adviser, at=AT)
    tell_by_phone(call=waiting_calls(trip.adviser, at=AT)[0], by=trip.adviser, at=AT)
    assert said(trip) == []
    undo(entry=Entry.objects.get(verb="support.move"), by=trip.adviser, at=LATER)
    (words,) = said(trip)
    assert "Votre demi-journée du lundi 11 janvier, 14 h, est déplacée" in words
    actions.call_off(appointment=Appointment.objects.get(pk=moved.pk), by=trip.adviser, at=LATER)
    (words,) = said(trip)
    assert "Votre demi-journée est annulée" in words


def test_called_off_and_restored_once_it_was_told(trip: Trip) -> None:
    appointment = booked(trip)
    actions.call_off(appointment=appointment, by=trip.adviser, at=AT)
    (words,) = said(trip)
    assert "Votre demi-journée est annulée" in words
    tell_by_phone(call=waiting_calls(trip.adviser, at=AT)[0], by=trip.adviser, at=AT)
    undo(entry=Entry.objects.get(verb="support.call_off"), by=trip.adviser, at=LATER)
    (words,) = said(trip)
    assert "lundi 11 janvier 2027, 9 h" in words


def test_a_colleague_who_receives_them_is_to_be_said(trip: Trip) -> None:
    appointment, colleague = booked(trip), make.membership(trip.chamber).user
    actions.hand_over(appointment=appointment, to=colleague, by=trip.adviser, at=AT)
    (words,) = said(trip)
    assert f"{colleague.name} vous reçoit à la place d" in words


def test_nobody_calls_who_has_an_e_mail_or_cancels_it_themselves(trip: Trip) -> None:
    with_mail = booked(trip, "serge@example.org")
    actions.move(appointment=with_mail, on=DAY, half="pm", by=trip.adviser, at=AT)
    assert said(trip) == []
    person = trip.person(name="Ali Exemple", email="", phone="05 56 00 00 01")
    own = trip.booked(person, wish=trip.wish(person))
    actions.ask_another_day(appointment=own, by=make.artisan(person), at=AT)
    assert said(trip) == []
