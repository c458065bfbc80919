"""A half-day that its artisan moves or cancels: who is told, what is free again, and the way back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import topic_messages
from etabli.foundation.notices.models import Notice
from etabli.programme.diary.queries import free_half_days
from etabli.programme.support import actions, queries
from etabli.programme.support.models import Appointment
from tests import factories as make
from tests.programme.trip import AT, DAY, Trip

pytestmark = pytest.mark.django_db
MOVED = "support.half_day_moved"


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        yield Trip()


def booked(trip: Trip) -> Appointment:
    person = trip.person(name="Zoé Exemple", email="zoe@example.org")
    return trip.booked(person, wish=trip.wish(person))


def own(appointment: Appointment) -> Client:
    client = Client()
    make.become(client, link=make.link(appointment.person))
    return client


def titles(kind: str = MOVED) -> list[str]:
    """What their readers find, of this kind."""
    notices = list(Notice.objects.filter(kind=kind))
    return [notice.title for notice in notices if topic_messages.write_words(notice)]


def is_free(trip: Trip) -> bool:
    return (DAY, "am") in free_half_days(trip.adviser, trip.post.user, DAY, DAY)


def test_another_day_is_asked_for_in_one_press_and_taken_back(trip: Trip) -> None:
    appointment = booked(trip)
    client = own(appointment)
    assert (
        f"/accompagnement/{appointment.pk}/annuler/" in client.get(f"/accompagnement/{appointment.pk}/").text
    )
    assert "Le jour que vous avez est alors libéré" in client.get(f"/accompagnement/{appointment.pk}/").text
    page = client.post(f"/accompagnement/{appointment.pk}/annuler/", follow=True)
    assert "qui vous propose un autre jour" in page.text
    assert is_free(trip)
    assert [asked.wish for asked in queries.requests_waiting(trip.adviser, at=AT)] == [appointment.wish]
    assert titles()[0].startswith("Zoé Exemple demande un autre jour")
    entry = Entry.objects.get(verb="support.ask_another_day")
    page = client.post(f"/historique/{entry.pk}/annuler/", follow=True)
    assert "vous avez demandé un autre jour" in page.text
    assert "vous avez annulé" not in page.text
    appointment.refresh_from_db()
    assert appointment.cancelled_at is None
    assert not is_free(trip)
    assert titles() == []  # the adviser had not read it: nothing is left to tell


def test_whoever_wants_none_any_more_waits_for_nothing(trip: Trip) -> None:
    appointment = booked(trip)
    client = own(appointment)
    client.post(f"/accompagnement/{appointment.pk}/annuler/", {"cancel": "1"})
    assert queries.requests_waiting(trip.adviser, at=AT) == []
    assert titles()[0].startswith("Zoé Exemple annule la demi-journée")
    appointment.refresh_from_db()
    undo(entry=Entry.objects.get(verb="support.call_off"), by=make.artisan(appointment.person), at=AT)
    appointment.refresh_from_db()
    assert appointment.wish is not None
    assert appointment.wish.withdrawn_at is None
    assert (appointment.cancelled_at, is_free(trip)) == (None, False)


def test_an_adviser_who_calls_off_is_told_of_nothing(trip: Trip) -> None:
    actions.call_off(appointment=booked(trip), by=trip.adviser, at=AT)
    assert titles() == []


def test_neither_once_it_has_begun_nor_by_somebody_else(trip: Trip) -> None:
    appointment = booked(trip)
    with pytest.raises(NotAllowed):
        actions.call_off(appointment=appointment, by=make.artisan(trip.person()), at=AT)
    stranger = Client()
    make.become(stranger, link=make.link(trip.person()))
    assert stranger.post(f"/accompagnement/{appointment.pk}/annuler/").status_code == 404
    late = AT + timedelta(days=400)
    with pytest.raises(actions.DayIsOver):
        actions.call_off(appointment=appointment, by=make.artisan(appointment.person), at=late)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


NIGHT = AT.replace(hour=22)
SUNDAY = datetime(2027, 1, 10, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (AT, None),
        (NIGHT, "Nos e-mails partent après la nuit : mardi 5 janvier 2027, 7 h 30"),
        (SUNDAY, "Nos e-mails partent après la nuit : lundi 11 janvier 2027, 7 h 30"),
    ],
)
def test_the_page_says_when_the_mail_leaves_and_it_leaves_then(
    trip: Trip, now: datetime, said: str | None
) -> None:
    wish = trip.wish(trip.person(name="Zoé Exemple", email="zoe@example.org"))
    with time_machine.travel(now, tick=False):
        client = Client()
        make.become(client, membership=trip.post)
        on, half = free_half_days(trip.adviser, trip.post.user, date(2027, 1, 18), date(2027, 1, 22))[0]
        given = {"half_day": f"{on.isoformat()}/{half}", "elsewhere": "Mairie"}
        page = plain(client.post(reverse("support:book", args=[wish.pk]), given, follow=True).text)
        assert "Un e-mail part pour Zoé Exemple" in page
        assert ("Nos e-mails partent" in page) == (said is not None)
        assert said is None or said in page
        notice = Notice.objects.get(owner=wish.person.party_id)
        assert (notice.leaves_at > now) == (said is not None)


def test_what_had_not_left_is_not_said_to_be_written(trip: Trip) -> None:
    person = trip.person(name="Zoé Exemple", email="zoe@example.org")
    with time_machine.travel(NIGHT, tick=False) as clock:
        booked = trip.booked(person, on=date(2027, 1, 19), wish=trip.wish(person))
        client = Client()
        make.become(client, membership=trip.post)
        clock.shift(60)
        off = client.post(reverse("support:call_off", args=[booked.pk]), follow=True)
        assert "Rien n’était encore parti" in plain(off.text)
        assert not Notice.objects.filter(owner=person.party_id).exists()
