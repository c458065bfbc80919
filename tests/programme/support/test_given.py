"""A half-day that its adviser moves, or gives to a colleague: what the artisan reads, and the way back."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import topic_messages
from etabli.foundation.notices.models import Notice
from etabli.programme.diary.actions import HalfDayTaken, hold_half_day
from etabli.programme.diary.queries import free_half_days
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


def known(trip: Trip) -> Appointment:
    """Booked, mailed and read."""
    booked = trip.booked(trip.person(name="Zoé Exemple", email="zoe@example.org"))
    Notice.objects.update(read_at=AT, shown_at=AT, leaves_at=None, digest_due_at=None)
    return booked


def told() -> list[tuple[str, str]]:
    open_ones = [
        notice for notice in Notice.objects.filter(read_at=None) if topic_messages.write_words(notice)
    ]
    return [(notice.title, notice.text) for notice in open_ones]


def is_free(trip: Trip, on: date, half: str) -> bool:
    return (on, half) in free_half_days(trip.adviser, trip.post.user, on, on)


def test_two_presses_move_it_and_its_artisan_reads_both_days(trip: Trip) -> None:
    booked = known(trip)
    client = Client()
    make.become(client, membership=trip.post)
    page = client.get(reverse("support:appointment", args=[booked.pk]))
    move = reverse("support:move", args=[booked.pk])
    assert f'href="{move}"' in page.text
    value = client.get(move).context["proposals"][0][1]
    client.post(move, {"half_day": value})
    booked.refresh_from_db()
    assert f"{booked.half_day.on}/{booked.half_day.half}" == value
    assert is_free(trip, DAY, "am")
    ((title, text),) = told()
    assert title.startswith("Votre demi-journée est déplacée")
    assert "lundi 11 janvier" in text.replace("\u00a0", " ")


def test_moved_and_moved_back_there_is_nothing_to_tell(trip: Trip) -> None:
    booked = known(trip)
    actions.move(appointment=booked, on=DAY, half="pm", by=trip.adviser, at=AT)
    assert len(told()) == 1
    undo(entry=Entry.objects.get(verb="support.move"), by=trip.adviser, at=LATER)
    booked.refresh_from_db()
    assert (booked.half_day.on, booked.half_day.half) == (DAY, "am")
    assert told() == []
    assert is_free(trip, DAY, "pm")


def test_it_is_not_taken_back_once_its_former_day_is_taken(trip: Trip) -> None:
    booked = known(trip)
    actions.move(appointment=booked, on=DAY, half="pm", by=trip.adviser, at=AT)
    hold_half_day(adviser=trip.post.user, on=DAY, half="am", what="Réunion", by=trip.adviser, at=AT)
    with pytest.raises((CannotUndo, HalfDayTaken)):
        undo(entry=Entry.objects.get(verb="support.move"), by=trip.adviser, at=LATER)


def test_called_off_after_a_move_it_names_the_day_that_they_know(trip: Trip) -> None:
    booked = known(trip)
    moved = actions.move(appointment=booked, on=DAY, half="pm", by=trip.adviser, at=AT)
    actions.call_off(appointment=moved, by=trip.adviser, at=LATER)
    ((title, _text),) = told()
    assert title.replace("\u00a0", " ") == "Votre demi-journée est annulée : lundi 11 janvier, 9 h"


def test_a_past_day_and_a_report_refuse_the_move(trip: Trip) -> None:
    booked = known(trip)
    with pytest.raises(actions.DayIsOver):
        actions.move(appointment=booked, on=date(2020, 1, 6), half="am", by=trip.adviser, at=AT)
    trip.reported(booked)
    with pytest.raises(actions.AlreadyReported):
        actions.move(appointment=booked, on=DAY, half="pm", by=trip.adviser, at=AT)


def test_a_colleague_receives_them_by_the_page(trip: Trip) -> None:
    booked, colleague = known(trip), make.membership(trip.chamber).user
    client = Client()
    make.become(client, membership=trip.post)
    client.post(reverse("support:give", args=[booked.pk]), {"to": colleague.pk})
    booked.refresh_from_db()
    assert booked.half_day.adviser == colleague
    ((_title, text),) = told()
    assert f"{colleague.name} vous reçoit à la place d" in text
    refused = client.post(reverse("support:give", args=[booked.pk]), {"to": "999999"})
    assert "to" in refused.context["colleagues"].errors
