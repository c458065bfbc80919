"""Where everybody of a chamber stands: each stage from the rows of its app, in a fixed number of statements."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from etabli.foundation.people.models import Person
from etabli.programme.diagnosis.actions import keep_answers
from etabli.programme.diagnosis.catalogue import load
from etabli.programme.journeys.actions import note_milestone, pause, resume, withdraw_milestone
from etabli.programme.journeys.models import Milestone
from etabli.programme.journeys.queries import History, histories, signs_of_life, stages
from tests import factories as make
from tests.programme.trip import Trip

pytestmark = pytest.mark.django_db
AT = make.AT


@pytest.fixture
def trip(db: None) -> Trip:
    return Trip()


def history(person: Person, at: datetime = AT) -> History | None:
    return next((h for h in histories(person.chamber_id, at) if h.person_id == person.pk), None)


def reached(person: Person, at: datetime = AT) -> dict[str, date]:
    """The stages that somebody reached, each with its day."""
    known = history(person, at)
    both = {**known.reached, **known.reached_for_statistics} if known else {}
    return {code: timezone.localdate(when) for code, when in both.items()}


def answered(person: Person, **answers: str) -> None:
    given = {question.id: "unknown" for question in load().questions} | answers
    keep_answers(chamber=person.chamber, person=person, answers=given, by=make.artisan(person), at=AT)


def test_each_stage_is_reached_by_the_rows_of_its_app(trip: Trip) -> None:
    person = trip.person()
    assert history(person) is None
    answered(person, ease="slow")
    assert reached(person) == {"diagnosis": AT.date()}
    session = trip.session(since=AT - timedelta(days=20))
    trip.sign_up(session, person, present=True)
    trip.wish(person)
    appointment = trip.booked(person, on=date(2027, 1, 11))
    assert reached(person).keys() == {"diagnosis", "seat", "workshop", "half_day_asked", "half_day_booked"}
    trip.reported(appointment)
    later = AT + timedelta(days=10)
    assert reached(person, later)["half_day"] == date(2027, 1, 11)
    assert reached(person, later)["workshop"] == timezone.localdate(session.occasion.starts_at)
    known = history(person, later)
    assert known is not None
    assert (known.ease, known.commune, known.standing.name) == ("slow", "33314", "doing")


def test_what_is_taken_back_does_not_count(trip: Trip) -> None:
    person = trip.person()
    wish = trip.wish(person)
    note_milestone(person=person, kind="online", reached_on=AT.date(), by=make.artisan(person), at=AT)
    assert set(reached(person)) == {"half_day_asked", "online"}
    wish.withdrawn_at = AT
    wish.save()
    milestone = Milestone.objects.get()
    withdraw_milestone(milestone=milestone, by=make.artisan(person), at=AT)
    assert reached(person) == {}


def test_a_pause_and_any_sign_of_life(trip: Trip) -> None:
    person = trip.person()
    by = make.artisan(person)
    journey = pause(person=person, until=date(2027, 3, 1), by=by, at=AT)
    known = history(person, AT + timedelta(days=1))
    assert known is not None
    assert known.standing.is_on_hold
    resume(journey=journey, by=by, at=AT + timedelta(days=2))
    known = history(person, AT + timedelta(days=3))
    assert known is not None
    assert known.standing.name == "resumed"
    known = history(person, AT + timedelta(days=70))
    assert known is not None
    assert known.standing.name == "silent"
    trip.sign_up(trip.session(), person)
    known = history(person, AT + timedelta(days=1))
    assert known is not None
    assert not known.standing.is_on_hold


def test_a_fixed_number_of_statements(trip: Trip, django_assert_num_queries: Any) -> None:
    reached = [
        stage for stage in stages() if stage.code != "gesture"
    ]  # which nobody reaches: it is only shown
    number = len(reached) + len(signs_of_life()) + 4
    for wanted in (1, 3):
        while Person.objects.filter(chamber=trip.chamber).count() < wanted:
            person = trip.person()
            answered(person)
            trip.wish(person)
        with django_assert_num_queries(number):
            assert len(histories(trip.chamber.pk, AT)) == wanted


def test_the_neighbour_sees_none_of_it(trip: Trip) -> None:
    answered(trip.person())
    assert histories(trip.neighbour.pk, AT) == []
