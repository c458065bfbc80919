"""Many people at once, in real threads with real transactions: exact, in order, and nobody sees an error."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Person, Role, User
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.foundation.seats import actions
from etabli.foundation.seats.models import Occasion, SignUp
from tests import factories as make
from tests.at_once import all_at_once
from tests.factories import AT

pytestmark = pytest.mark.django_db(transaction=True)


def test_forty_people_for_twelve_seats() -> None:
    chamber = make.chamber()
    occasion = make.occasion(chamber, capacity=12)
    people = [make.person(chamber) for _ in range(40)]

    def act(person: Any) -> Callable[[], SignUp]:
        own = Occasion.objects.get(pk=occasion.pk)
        return lambda: actions.sign_up(occasion=own, holder=person, by=Viewer.nobody(), at=AT)

    all_at_once([act(person) for person in people])
    rows = list(SignUp.objects.order_by("number"))
    assert [row.number for row in rows] == list(range(1, 41))
    assert [row.status for row in rows] == ["seated"] * 12 + ["waiting"] * 28
    occasion.refresh_from_db()
    assert (occasion.taken, occasion.arrivals) == (12, 40)
    assert Entry.objects.count() == 40


def test_three_hundred_of_both_kinds_for_fifteen_places() -> None:
    """People whom a chamber helps and members, in turn, thirty at once."""
    association = make.association()
    occasion, chamber = make.occasion(association, capacity=15), make.chamber()

    def of_person_or_member(rank: int) -> tuple[Person | User, Viewer]:
        if rank % 2:
            person = make.person(chamber)
            return person, make.artisan(person)
        member = make.membership(association, Role.MEMBER)
        return member.user, of_membership(member)

    holders = [of_person_or_member(rank) for rank in range(300)]

    def come(holder: Person | User, by: Viewer) -> Callable[[], SignUp]:
        own = Occasion.objects.get(pk=occasion.pk)
        return lambda: actions.sign_up(occasion=own, holder=holder, by=by, at=AT)

    for first in range(0, 300, 30):
        all_at_once([come(*each) for each in holders[first : first + 30]])
    rows = list(SignUp.objects.order_by("number"))
    assert [row.status for row in rows] == ["seated"] * 15 + ["waiting"] * 285
    assert {row.holder_id for row in rows} == {holder.party_id for holder, _by in holders}
    occasion.refresh_from_db()
    assert (occasion.taken, occasion.waiting, occasion.arrivals) == (15, 285, 300)


def test_everyone_leaves_while_others_come() -> None:
    chamber = make.chamber()
    occasion = make.occasion(chamber, capacity=5)
    first = [
        actions.sign_up(occasion=occasion, holder=make.person(chamber), by=Viewer.nobody(), at=AT)
        for _ in range(10)
    ]
    newcomers = [make.person(chamber) for _ in range(10)]
    later = AT + timedelta(hours=1)

    def leave(row: SignUp) -> Callable[[], SignUp]:
        own = SignUp.objects.select_related("occasion", "person").get(pk=row.pk)
        by = make.artisan(own.person)
        return lambda: actions.withdraw(sign_up=own, by=by, at=later)

    def come(person: Any) -> Callable[[], SignUp]:
        own = Occasion.objects.get(pk=occasion.pk)
        return lambda: actions.sign_up(occasion=own, holder=person, by=Viewer.nobody(), at=later)

    all_at_once([act for pair in zip(map(leave, first), map(come, newcomers), strict=True) for act in pair])
    occasion.refresh_from_db()
    rows = list(SignUp.objects.exclude(status="withdrawn").order_by("number"))
    assert occasion.taken == 5
    held = [row.status in {"seated", "offered"} for row in rows]
    assert held == [True] * 5 + [False] * 5, "each freed place is held for whoever waited first"
    assert occasion.waiting == 5


def test_forty_strangers_from_one_address_take_three_seats() -> None:
    occasion, rows = _strangers(make.chamber(), 40, capacity=12)
    assert sorted(row.status for row in rows) == ["pending"] * 37 + ["seated"] * 3
    assert (occasion.taken, occasion.waiting, occasion.arrivals) == (3, 0, 40)


def test_twenty_honest_people_behind_one_address_all_get_in() -> None:
    occasion, rows = _strangers(make.chamber(), 20, capacity=20)

    def confirm(row: SignUp) -> Callable[[], SignUp]:
        own = SignUp.objects.select_related("occasion", "person").get(pk=row.pk)
        return lambda: actions.confirm(sign_up=own, by=make.artisan(own.person), at=AT)

    all_at_once([confirm(row) for row in rows if row.status == "pending"])
    assert {row.status for row in SignUp.objects.all()} == {"seated"}
    occasion.refresh_from_db()
    assert (occasion.taken, occasion.waiting) == (20, 0)


def _strangers(chamber: Any, count: int, *, capacity: int) -> tuple[Occasion, list[SignUp]]:
    """They sign up at once, from one address."""
    occasion = make.occasion(chamber, capacity=capacity)

    def come(person: Any) -> Callable[[], SignUp]:
        own = Occasion.objects.get(pk=occasion.pk)
        given = {"occasion": own, "holder": person, "origin": "192.0.2.7"}
        return lambda: actions.sign_up(**given, by=Viewer.nobody(), at=AT)

    all_at_once([come(make.person(chamber)) for _ in range(count)])
    occasion.refresh_from_db()
    return occasion, list(SignUp.objects.order_by("number"))
