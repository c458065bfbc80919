"""Any order of sign-ups, withdrawals, changes and undos: never oversold, never a free seat while somebody waits."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.seats import actions
from etabli.foundation.seats.models import Occasion, SignUp
from tests import factories as make
from tests.factories import AT

NUMBERS = st.integers(min_value=0, max_value=7)


class Places(RuleBasedStateMachine):
    """One occasion, eight people, an adviser; each act at a later minute than the one before."""

    @initialize(capacity=st.integers(min_value=1, max_value=4))
    def begin(self, capacity: int) -> None:
        self.chamber = make.chamber()
        self.adviser = make.adviser(self.chamber)
        self.people = [make.person(self.chamber) for _ in range(8)]
        self.occasion = make.occasion(self.chamber, capacity=capacity)
        self.first_entry = getattr(Entry.objects.order_by("-pk").first(), "pk", 0)
        self.at = AT

    def _try(self, act: object, **kwargs: object) -> None:
        self.at += timedelta(minutes=1)
        with suppress(ActionError):
            act(**kwargs, by=self.adviser, at=self.at)  # type: ignore[operator]  # any of our acts

    @rule(number=NUMBERS)
    def sign_up(self, number: int) -> None:
        self._try(actions.sign_up, occasion=self.occasion, person=self.people[number])

    @rule(number=NUMBERS)
    def withdraw(self, number: int) -> None:
        row = SignUp.objects.filter(occasion=self.occasion, person=self.people[number]).first()
        if row is not None:
            self._try(actions.withdraw, sign_up=row)

    @rule(number=NUMBERS)
    def seat_at_door(self, number: int) -> None:
        self._try(actions.seat_at_door, occasion=self.occasion, person=self.people[number])

    @rule(capacity=st.integers(min_value=1, max_value=6))
    def change(self, capacity: int) -> None:
        self._try(actions.change_occasion, occasion=self.occasion, changes={"capacity": capacity})

    @rule(back=st.integers(min_value=0, max_value=5))
    def undo(self, back: int) -> None:
        entries = Entry.objects.filter(pk__gt=self.first_entry, undone_by=None).order_by("-pk")[
            back : back + 1
        ]
        for entry in entries:
            self._try(undo, entry=entry)

    @invariant()
    def seats_are_true(self) -> None:
        if not hasattr(self, "occasion"):
            return
        now = Occasion.objects.get(pk=self.occasion.pk)
        rows = list(SignUp.objects.filter(occasion=now).order_by("number"))
        seated = [row for row in rows if row.status == "seated"]
        waiting = [row for row in rows if row.status == "waiting"]
        assert len(seated) == now.taken <= now.capacity
        assert now.capacity >= 1
        assert not waiting or now.taken == now.capacity, "a seat is free and somebody waits"


class TestPlaces(Places.TestCase, HypothesisTestCase):  # type: ignore[misc, name-defined]  # made by hypothesis
    """Each example in a transaction of its own."""

    settings = settings(max_examples=12, stateful_step_count=18, deadline=None)


pytestmark = pytest.mark.django_db
