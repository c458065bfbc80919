"""When somebody was last heard of: the latest past day of any of the kinds of things that are theirs."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from etabli.foundation.own_data.queries import last_heard
from etabli.foundation.people.models import Person
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = 365


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(make.AT, tick=False):
        yield


@pytest.fixture
def person() -> Person:
    """Known for a year."""
    return make.person(make.chamber(), created_at=make.AT - timedelta(days=YEAR))


def day(number: int) -> date:
    return (make.AT + timedelta(days=number)).date()


@pytest.mark.parametrize(
    ("signed_up", "confirmed", "heard"),
    [(-30, None, -30), (-30, -10, -10), (-30, 20, -30), (5, None, -YEAR)],
    ids=["signed up", "confirmed since", "confirms later", "signs up later"],
)
def test_it_is_the_latest_of_what_has_happened(
    person: Person, signed_up: int, confirmed: int | None, heard: int
) -> None:
    assert last_heard([person]) == {person.pk: day(-YEAR)}
    sign_up = make.sign_up(make.occasion(person.chamber), person)
    sign_up.signed_up_at = make.AT + timedelta(days=signed_up)
    sign_up.confirmed_at = None if confirmed is None else make.AT + timedelta(days=confirmed)
    sign_up.save()
    assert last_heard([person]) == {person.pk: day(heard)}


def test_each_has_their_own_and_two_cost_as_many_statements_as_one(person: Person) -> None:
    other, counts = make.person(person.chamber), []
    assert last_heard([person, other]) == {person.pk: day(-YEAR), other.pk: day(0)}
    for people in ([], [person], [person, other]):
        with CaptureQueriesContext(connection) as sent:
            last_heard(people)
        counts.append(len(sent))
    assert counts[0] == 0
    assert counts[1] == counts[2] > 0
