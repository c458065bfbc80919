"""A half-day holds one thing."""

from datetime import date

import pytest

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.diary.actions import HalfDayTaken, hold_half_day, release_half_day
from etabli.programme.diary.models import HalfDay
from etabli.programme.diary.queries import free_half_days
from tests import factories

MONDAY = date(2027, 1, 11)


def hold(membership: Membership, half: str = "am", on: date = MONDAY) -> HalfDay:
    return hold_half_day(
        adviser=membership.user,
        on=on,
        half=half,
        what="Atelier",
        by=of_membership(membership),
        at=factories.AT,
    )


def test_one_thing_at_a_time(membership: Membership) -> None:
    held = hold(membership)
    with pytest.raises(HalfDayTaken):
        hold(membership)
    hold(membership, "pm")
    release_half_day(half_day=held, by=of_membership(membership), at=factories.AT)
    assert hold(membership).pk != held.pk


def test_letting_go_is_taken_back_only_while_it_is_still_free(
    membership: Membership, adviser: Viewer
) -> None:
    held = hold(membership)
    release_half_day(half_day=held, by=adviser, at=factories.AT)
    entry = Entry.objects.filter(verb="diary.release").get()
    hold(membership)
    with pytest.raises(HalfDayTaken):
        undo(entry=entry, by=adviser, at=factories.AT)


def test_free_half_days_leave_out_weekends_and_what_is_held(membership: Membership, adviser: Viewer) -> None:
    hold(membership)
    free = free_half_days(adviser, membership.user, MONDAY, date(2027, 1, 17))
    assert len(free) == 9
    assert (MONDAY, "am") not in free
    assert all(day.weekday() < 5 for day, _half in free)


def test_what_an_adviser_of_two_chambers_does_in_one_is_not_free_in_the_other(
    membership: Membership, neighbour: Membership
) -> None:
    hold(membership)
    both = factories.membership(neighbour.organisation, of=membership.user)
    assert (MONDAY, "am") not in free_half_days(of_membership(both), both.user, MONDAY, MONDAY)


def test_a_neighbour_and_nobody_see_and_hold_nothing(membership: Membership, neighbour: Membership) -> None:
    held = hold(membership)
    assert free_half_days(Viewer.nobody(), membership.user, MONDAY, MONDAY) == []
    for viewer in (Viewer.nobody(), of_membership(neighbour)):
        with pytest.raises(NotAllowed):
            release_half_day(half_day=held, by=viewer, at=factories.AT)
