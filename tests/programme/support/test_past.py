"""Half-days that are over: held on another day than was written, or held without a booking."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.programme.diary.queries import free_half_days
from etabli.programme.support import actions
from etabli.programme.support.models import Appointment
from etabli.programme.support.queries import requests_waiting
from tests import factories as make
from tests.programme.trip import AT, DAY, Trip

OVER = AT + timedelta(days=9)  # two days after DAY
HELD_ON = DAY + timedelta(days=1)


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        yield Trip()


def test_the_day_of_one_that_is_over_is_corrected_with_or_without_its_report(trip: Trip) -> None:
    booked = trip.reported(trip.booked(trip.person(email="zoe@example.org")))
    notices = Notice.objects.count()
    actions.correct_day(appointment=booked, on=HELD_ON, half="pm", by=trip.adviser, at=OVER)
    held = Appointment.objects.get(pk=booked.pk)
    assert (held.half_day.on, held.half_day.half, held.outcome) == (HELD_ON, "pm", "helped")
    assert Notice.objects.count() == notices
    assert (DAY, "am") in free_half_days(trip.adviser, trip.post.user, DAY, DAY)
    undo(entry=Entry.objects.filter(verb="support.correct_day").latest("pk"), by=trip.adviser, at=OVER)
    assert Appointment.objects.get(pk=booked.pk).half_day.on == DAY


def test_neither_a_day_to_come_nor_a_half_day_to_come_is_corrected(trip: Trip) -> None:
    booked = trip.booked(trip.person())
    asked = {"appointment": booked, "half": "am", "by": trip.adviser}
    with pytest.raises(actions.NotBegun):
        actions.correct_day(**asked, on=AT.date() - timedelta(days=1), at=AT)
    with pytest.raises(actions.NotPast):
        actions.correct_day(**asked, on=OVER.date() + timedelta(days=1), at=OVER)


def test_one_held_yesterday_without_a_booking_is_written_down_and_answers_the_request(
    trip: Trip, client: Client
) -> None:
    person = trip.person(email="zoe@example.org")
    trip.wish(person)
    notices, yesterday = Notice.objects.count(), AT.date() - timedelta(days=1)
    make.become(client, membership=trip.post)
    address = f"/accompagnement/deja/{person.pk}/"
    assert "rien pour une demi-journée passée" in client.get(address).text
    asked = client.get(address).context["form"]["wish"].value()
    typed = {"half": "pm", "place": "À l’atelier", "wish": asked}
    late = client.post(address, {**typed, "on": str(AT.date() + timedelta(days=2))})
    assert "encore à venir" in late.text
    client.post(address, {**typed, "on": str(yesterday)})
    held = Appointment.objects.get()
    assert (held.half_day.on, held.half_day.half, held.place) == (yesterday, "pm", "À l’atelier")
    assert held.half_day.adviser == trip.post.user
    assert requests_waiting(trip.adviser, at=AT) == []
    assert Notice.objects.count() == notices
    entry = Entry.objects.filter(verb="support.note_held").latest("pk")
    undo(entry=entry, by=trip.adviser, at=AT)
    assert len(requests_waiting(trip.adviser, at=AT)) == 1


def test_a_request_whose_half_day_was_called_off_is_answered_only_if_it_is_said(
    trip: Trip, client: Client
) -> None:
    person = trip.person(email="zoe@example.org")
    booked = trip.booked(person, wish=trip.wish(person))
    actions.call_off(appointment=booked, is_still_wanted=True, by=trip.adviser, at=AT)
    make.become(client, membership=trip.post)
    address = f"/accompagnement/deja/{person.pk}/"
    typed = {"on": str(AT.date() - timedelta(days=1)), "half": "pm", "place": "À l’atelier"}
    assert client.get(address).context["form"]["wish"].value() is None
    assert "wish" in client.post(address, typed).context["form"].errors
    client.post(address, {**typed, "wish": "another"})
    assert Appointment.objects.get(cancelled_at=None).wish is None
    assert len(requests_waiting(trip.adviser, at=AT)) == 1


def test_the_page_of_one_that_is_over_leads_to_its_day(trip: Trip, client: Client) -> None:
    booked = trip.booked(trip.person())
    make.become(client, membership=trip.post)
    address = f"/accompagnement/{booked.pk}/jour/"
    assert address not in client.get(f"/accompagnement/{booked.pk}/").text
    with time_machine.travel(OVER, tick=False):
        client = Client()
        make.become(client, membership=trip.post)
        assert address in client.get(f"/accompagnement/{booked.pk}/").text
        client.post(address, {"on": str(HELD_ON), "half": "am"})
    assert Appointment.objects.get(pk=booked.pk).half_day.on == HELD_ON
