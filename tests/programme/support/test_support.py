"""Requests, half-days, reports: the acts, their way back, who sees what."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation
from icalendar import Calendar

from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import topic_messages
from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.models import Message
from etabli.foundation.parties.models import Party
from etabli.foundation.people.links import new_link
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer, of_link, of_person
from etabli.programme.diary.actions import HalfDayTaken, hold_half_day
from etabli.programme.diary.queries import free_half_days
from etabli.programme.support import actions, queries
from etabli.programme.support.models import Appointment
from tests import factories as make
from tests.programme.trip import AT, DAY, Trip

LATER = AT + timedelta(hours=1)


@pytest.fixture
def trip(db: None) -> Trip:
    return Trip()


def latest(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("pk")


def is_free(trip: Trip, on: date = DAY, half: str = "am") -> bool:
    return (on, half) in free_half_days(trip.adviser, trip.post.user, on, on)


def meeting(mail: Message) -> Any:
    return Calendar.from_ical(mail.calendar).walk("VEVENT")[0]


# Requests


@pytest.mark.parametrize("number", [1, 3])
def test_requests_wait_oldest_first_in_one_statement(
    trip: Trip, number: int, django_assert_num_queries: Any
) -> None:
    for rank in range(number):
        trip.wish(trip.person(), on=date(2027, 1, 3) - timedelta(days=20 * rank))
    with django_assert_num_queries(1):
        waiting = queries.requests_waiting(trip.adviser, at=AT)
        names = [asked.wish.person.name for asked in waiting if asked.wish.person]
    assert len(names) == number
    assert [asked.wish.expressed_on for asked in waiting] == sorted(a.wish.expressed_on for a in waiting)
    assert [asked.waits_too_long for asked in waiting] == [True] * (number - 1) + [False]


def test_a_request_waits_until_it_has_its_half_day(trip: Trip) -> None:
    wish = trip.wish(trip.person())
    appointment = trip.booked(wish.person, wish=wish)
    assert queries.requests_waiting(trip.adviser, at=AT) == []
    actions.call_off(appointment=appointment, by=trip.adviser, at=LATER)
    assert [asked.wish for asked in queries.requests_waiting(trip.adviser, at=AT)] == [wish]


def test_no_request_without_a_name_nor_one_taken_back(trip: Trip) -> None:
    trip.wish(None)
    gone = trip.wish(trip.person(), withdrawn_at=AT)
    trip.wish(trip.person(), kind="theme", theme_code="visible")
    assert queries.requests_waiting(trip.adviser, at=AT) == []
    with pytest.raises(NotVisible):
        queries.get_request(trip.adviser, gone.pk)


def test_only_the_chamber_sees_its_requests(trip: Trip) -> None:
    wish = trip.wish(trip.person())
    assert queries.requests_waiting(trip.manager, at=AT)
    for stranger in (Viewer.nobody(), trip.next_door, of_person(wish.person)):
        assert queries.requests_waiting(stranger, at=AT) == []
        with pytest.raises(NotVisible):
            queries.get_request(stranger, wish.pk)


# Booking


def test_booking_holds_the_half_day_and_tells_the_artisan(trip: Trip) -> None:
    person = trip.person(email="anna@example.org")
    trip.booked(person, half="pm")
    assert not is_free(trip, half="pm")
    assert is_free(trip, half="am")
    mail = make.mails().get(to="anna@example.org")
    assert "À l’atelier" in mail.body
    assert "/l/" in mail.body
    event = meeting(mail)
    assert event["STATUS"] == "CONFIRMED"
    assert event.decoded("DTSTART").strftime("%d/%m %H:%M") == "11/01 14:00"


def test_the_artisan_is_written_to_in_french_by_an_adviser_who_reads_english(trip: Trip) -> None:
    with translation.override("en"):
        trip.booked(trip.person())
    mail = make.mails().get()
    assert mail.subject == "Votre demi-journée : lundi 11 janvier, 9 h"
    assert "lundi 11\u00a0janvier 2027" in mail.body


def test_nothing_is_sent_to_who_has_no_address(trip: Trip) -> None:
    trip.booked(trip.person(email="", phone="05 56 00 00 00"))
    assert not make.mails().exists()


def test_a_half_day_holds_one_thing(trip: Trip) -> None:
    hold_half_day(adviser=trip.post.user, on=DAY, half="am", what="Réunion", by=trip.adviser, at=AT)
    with pytest.raises(HalfDayTaken):
        trip.booked(trip.person())
    assert not Appointment.objects.exists()
    assert not make.mails().exists()


def test_a_request_gets_one_half_day(trip: Trip) -> None:
    wish = trip.wish(trip.person())
    trip.booked(wish.person, wish=wish)
    with pytest.raises(actions.AlreadyBooked):
        trip.booked(wish.person, half="pm", wish=wish)
    assert is_free(trip, half="pm")


def test_neither_yesterday_nor_the_request_of_another(trip: Trip) -> None:
    with pytest.raises(actions.DayIsOver):
        trip.booked(trip.person(), on=AT.date() - timedelta(days=1))
    with pytest.raises(actions.WrongRequest):
        trip.booked(trip.person(), wish=trip.wish(trip.person()))


def test_only_the_chamber_books_and_reports_and_no_stranger_calls_off(trip: Trip) -> None:
    appointment = trip.booked(trip.person())
    for stranger in (Viewer.nobody(), trip.next_door, of_person(appointment.person)):
        given = {"by": stranger, "at": LATER}
        if not stranger.is_person(appointment.person_id):
            with pytest.raises(NotAllowed):
                actions.call_off(appointment=appointment, **given)
        with pytest.raises(NotAllowed):
            actions.write_report(appointment=appointment, outcome="helped", report="", next_step="", **given)
        with pytest.raises(NotAllowed):
            actions.book(
                person=appointment.person,
                wish=None,
                adviser=trip.post.user,
                on=DAY,
                half="pm",
                place="",
                **given,
            )


# What the artisan is told


def test_called_off_before_it_was_had_goes_unsaid_and_restored_is_told(trip: Trip) -> None:
    appointment = trip.booked(trip.person())
    actions.call_off(appointment=appointment, by=trip.adviser, at=LATER)
    assert make.shown() == []
    assert not make.mails().exists()
    undo(entry=latest("support.call_off"), by=trip.adviser, at=LATER)
    mail = make.mails().get()
    assert "est réservée" in mail.body
    assert (meeting(mail)["STATUS"], meeting(mail)["SEQUENCE"]) == ("CONFIRMED", 3)


def test_restored_before_the_end_of_it_was_had_goes_unsaid(trip: Trip) -> None:
    appointment = trip.booked(trip.person())
    make.mails()
    actions.call_off(appointment=appointment, by=trip.adviser, at=LATER)
    assert "est annulée" in make.shown()[-1].text
    undo(entry=latest("support.call_off"), by=trip.adviser, at=LATER)
    assert make.mails().count() == 1
    appointment.refresh_from_db()
    actions.call_off(appointment=appointment, by=trip.adviser, at=LATER)
    last = make.mails().latest("pk")
    assert "est annulée" in last.body
    assert (meeting(last)["STATUS"], meeting(last)["SEQUENCE"]) == ("CANCELLED", 4)


def test_read_here_then_called_off_before_its_mail_left_is_told_without_a_calendar(trip: Trip) -> None:
    appointment = trip.booked(trip.person())
    topic_messages.mark_read_and_freeze(make.shown(), AT)
    actions.call_off(appointment=appointment, by=trip.adviser, at=LATER)
    mail = make.peek(lambda mails: mails.get())
    assert "est annulée" in mail.body
    assert mail.calendar == "", "nothing stands in their calendar yet"
    undo(entry=latest("support.call_off"), by=trip.adviser, at=LATER)
    mail = make.mails().get()
    assert "est réservée" in mail.body
    assert meeting(mail)["STATUS"] == "CONFIRMED"


def test_read_here_its_mail_still_brings_the_calendar(trip: Trip) -> None:
    trip.booked(trip.person())
    topic_messages.mark_read_and_freeze(make.shown(), AT)
    assert meeting(make.mails().get())["STATUS"] == "CONFIRMED"


def test_what_an_installation_has_told_already_counts(trip: Trip) -> None:
    appointment = trip.booked(trip.person())
    make.mails()
    for rows in (Notice, Message):
        rows.objects.update(key=f"appointment:{appointment.pk}:1")
    actions.call_off(appointment=appointment, by=trip.adviser, at=LATER)
    assert meeting(make.mails().latest("pk"))["STATUS"] == "CANCELLED"


@pytest.mark.parametrize(
    ("language", "booked", "called_off", "entry"),
    [
        ("fr", "est réservée", "est annulée", "Demi-journée d’accompagnement"),
        ("en", "is booked", "is called off", "Half-day of support"),
    ],
)
def test_a_half_day_is_told_in_the_language_of_its_reader(
    trip: Trip, language: str, booked: str, called_off: str, entry: str
) -> None:
    person = trip.person()
    Party.objects.filter(pk=person.party_id).update(language=language)
    appointment = trip.booked(person)
    assert booked in make.mails().get().body
    actions.call_off(appointment=appointment, by=trip.adviser, at=LATER)
    mail = make.mails().latest("pk")
    assert called_off in mail.body
    assert meeting(mail)["SUMMARY"] == entry


def test_who_sees_the_half_day_no_more_is_told_nothing(trip: Trip) -> None:
    appointment = trip.booked(trip.person())
    Appointment.objects.filter(pk=appointment.pk).update(person=trip.person())
    assert make.shown() == []
    assert not make.mails().exists()


# Taking back


def test_a_booking_is_taken_back_and_restored(trip: Trip) -> None:
    wish = trip.wish(trip.person())
    appointment = trip.booked(wish.person, wish=wish)
    make.mails()
    undo(entry=latest("support.book"), by=trip.adviser, at=LATER)
    assert is_free(trip)
    assert len(queries.requests_waiting(trip.adviser, at=AT)) == 1
    make.mails()
    undo(entry=latest("support.book"), by=trip.adviser, at=LATER + timedelta(minutes=1))
    assert not is_free(trip)
    appointment.refresh_from_db()
    assert appointment.cancelled_at is None
    mails = list(make.mails().order_by("pk"))
    assert [meeting(mail)["STATUS"] for mail in mails] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert [meeting(mail)["SEQUENCE"] for mail in mails] == [1, 2, 3]
    assert len({str(meeting(mail)["UID"]) for mail in mails}) == 1


def test_a_half_day_given_to_another_is_not_restored(trip: Trip) -> None:
    appointment = trip.booked(trip.person())
    actions.call_off(appointment=appointment, by=trip.adviser, at=LATER)
    trip.booked(trip.person())
    with pytest.raises(HalfDayTaken):
        undo(entry=latest("support.call_off"), by=trip.adviser, at=LATER)
    appointment.refresh_from_db()
    assert appointment.cancelled_at is not None


def test_a_call_off_is_not_restored_when_the_request_has_another_half_day(trip: Trip) -> None:
    wish = trip.wish(trip.person())
    appointment = trip.booked(wish.person, wish=wish)
    actions.call_off(appointment=appointment, by=trip.adviser, at=LATER)
    trip.booked(wish.person, half="pm", wish=wish)
    with pytest.raises(actions.AlreadyBooked):
        undo(entry=latest("support.call_off"), by=trip.adviser, at=LATER)
    assert is_free(trip, half="am")


def test_the_booking_of_a_half_day_called_off_since_is_not_taken_back(trip: Trip) -> None:
    appointment = trip.booked(trip.person())
    booking = latest("support.book")
    actions.call_off(appointment=appointment, by=trip.adviser, at=LATER)
    with pytest.raises(CannotUndo):
        undo(entry=booking, by=trip.adviser, at=LATER)
    assert is_free(trip)


def test_the_half_day_of_an_appointment_is_not_let_go_behind_its_back(trip: Trip) -> None:
    trip.booked(trip.person())
    with pytest.raises(CannotUndo):
        undo(entry=latest("diary.hold"), by=trip.adviser, at=LATER)
    assert not is_free(trip)


def test_what_is_called_off_stays_so(trip: Trip) -> None:
    appointment = trip.booked(trip.person())
    actions.call_off(appointment=appointment, by=trip.adviser, at=LATER)
    with pytest.raises(actions.CalledOff):
        actions.call_off(appointment=appointment, by=trip.adviser, at=LATER)
    with pytest.raises(actions.CalledOff):
        trip.reported(appointment)


def test_a_report_is_written_again_and_taken_back(trip: Trip) -> None:
    appointment = trip.reported(trip.booked(trip.person()), "go_on")
    trip.reported(appointment, "helped")
    with pytest.raises(actions.AlreadyReported):
        actions.call_off(appointment=appointment, by=trip.adviser, at=LATER)
    with pytest.raises(actions.AlreadyReported):
        undo(entry=latest("support.book"), by=trip.adviser, at=LATER)
    undo(entry=latest("support.report"), by=trip.adviser, at=LATER)
    appointment.refresh_from_db()
    assert appointment.outcome == "go_on"
    first = Entry.objects.filter(verb="support.report").earliest("pk")
    undo(entry=first, by=trip.adviser, at=LATER)
    appointment.refresh_from_db()
    assert (appointment.outcome, appointment.report, appointment.reported_at) == ("", "", None)
    actions.call_off(appointment=appointment, by=trip.adviser, at=LATER)


# Who sees


@pytest.mark.parametrize("number", [1, 3])
def test_half_days_are_read_in_one_statement(trip: Trip, number: int, django_assert_num_queries: Any) -> None:
    for rank in range(number):
        trip.booked(trip.person(), on=DAY + timedelta(days=rank))
    with django_assert_num_queries(1):
        found = queries.open_half_days(trip.adviser)
        assert [(a.person.name, a.half_day.adviser.name, a.chamber.name) for a in found]
    assert [a.half_day.on for a in found] == [DAY + timedelta(days=rank) for rank in range(number)]
    with django_assert_num_queries(1):
        assert queries.appointments(trip.adviser, person=found[0].person) == [found[0]]
    assert list(queries.reported_half_days(trip.adviser)) == []
    trip.reported(found[0])
    assert list(queries.reported_half_days(trip.adviser)) == [found[0]]
    assert queries.open_half_days(trip.adviser) == found[1:]


def test_an_artisan_sees_their_own_half_days(trip: Trip) -> None:
    mine, other = trip.booked(trip.person()), trip.booked(trip.person(), half="pm")
    me = of_person(mine.person)
    assert queries.appointments(me) == [mine]
    assert queries.get_appointment(me, mine.pk) == mine
    with pytest.raises(NotVisible):
        queries.get_appointment(me, other.pk)


def test_neither_neighbours_nor_strangers_see_a_half_day(trip: Trip) -> None:
    appointment = trip.booked(trip.person())
    trip.reported(trip.booked(appointment.person, half="pm"))
    narrow = new_link(person=appointment.person, scope="sign_up", subject_id=1, at=AT)
    for stranger in (Viewer.nobody(), trip.next_door, of_link(narrow)):
        assert queries.appointments(stranger) == []
        assert queries.appointments(stranger, person=appointment.person) == []
        assert queries.open_half_days(stranger) == []
        assert not queries.reported_half_days(stranger)
        with pytest.raises(NotVisible):
            queries.get_appointment(stranger, appointment.pk)
