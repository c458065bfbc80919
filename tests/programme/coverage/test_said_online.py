"""Online, as somebody says it after a half-day: noted once, never in the place of what the artisan said."""

from datetime import date, timedelta
from typing import Any

import pytest

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.coverage.actions import note_online
from etabli.programme.coverage.models import OnlinePresence
from etabli.programme.support import actions
from etabli.programme.support.models import FollowUp
from tests import factories as make
from tests.programme.trip import AT, Trip

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=40)
SITE, PAGE = "https://zoe.example.org/", "https://social.example.org/zoe"


@pytest.fixture
def asked(db: None) -> FollowUp:
    trip = Trip()
    booked = trip.booked(trip.person(name="Zoé Exemple"))
    return actions.follow_up(appointment=booked, months=1, by=Viewer.system(trip.chamber.pk), at=LATER)


def adviser(asked: FollowUp) -> Viewer:
    return of_membership(Membership.objects.filter(organisation=asked.chamber, role="adviser").earliest("pk"))


def answer(asked: FollowUp, by: Viewer, address: str = SITE) -> None:
    actions.answer_follow_up(asked=asked, answer="going", address=address, by=by, at=LATER)


def noted(person: Person) -> list[tuple[str, date]]:
    return list(
        OnlinePresence.objects.filter(person=person, withdrawn_at=None).values_list("address", "since_on")
    )


def take_back() -> Any:
    entry = Entry.objects.filter(verb="support.answer").latest("pk")
    person = FollowUp.objects.get().person
    undo(entry=entry, by=make.artisan(person), at=LATER)


def test_what_the_artisan_says_is_noted_and_taken_back_with_the_answer(asked: FollowUp) -> None:
    answer(asked, make.artisan(asked.person))
    assert noted(asked.person) == [(SITE, LATER.date())]
    take_back()
    assert noted(asked.person) == []
    take_back()  # and given again
    assert noted(asked.person) == [(SITE, LATER.date())]


def test_an_answer_without_an_address_notes_nothing(asked: FollowUp) -> None:
    answer(asked, make.artisan(asked.person), "")
    assert noted(asked.person) == []


def test_the_artisan_replaces_what_was_noted_and_keeps_since_when(asked: FollowUp) -> None:
    given: dict[str, Any] = {"since_on": date(2026, 5, 1), "by": adviser(asked), "at": LATER}
    note_online(person=asked.person, address=PAGE, **given)
    answer(asked, make.artisan(asked.person))
    assert noted(asked.person) == [(SITE, date(2026, 5, 1))]
    take_back()
    assert noted(asked.person) == [(PAGE, date(2026, 5, 1))]


def test_what_the_staff_hears_is_noted_but_never_in_the_place_of_what_the_artisan_said(
    asked: FollowUp,
) -> None:
    answer(asked, adviser(asked))
    assert noted(asked.person) == [(SITE, LATER.date())]
    answer(asked, make.artisan(asked.person), PAGE)
    answer(asked, adviser(asked), SITE)
    assert noted(asked.person) == [(PAGE, LATER.date())]
