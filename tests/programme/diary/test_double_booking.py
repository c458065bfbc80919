"""Whatever is done in whatever order, no adviser and no room is held twice, but for what somebody agreed to."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import settings, strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.viewer import of_membership
from etabli.programme.diary.actions import add_diary_entry, cross_out
from etabli.programme.diary.clashes import agreed_entries, clashes_of
from etabli.programme.diary.days import halves_between
from etabli.programme.diary.models import DiaryEntry, HalfDay
from etabli.programme.support import actions as support
from etabli.programme.support.models import Appointment
from etabli.programme.workshops import actions
from etabli.programme.workshops.models import Session, Theme, Venue
from etabli.programme.workshops.proposed_sessions import half_day, shift_plan
from etabli.programme.workshops.session_changes import Plan, half_days_of, plan_of
from tests import factories as make
from tests.consistency.objects.territory import pauillac
from tests.factories import AT

type Held = tuple[int, datetime, datetime, Any]

DAYS = st.integers(min_value=0, max_value=2)
HALVES = st.sampled_from(["am", "pm"])
TWO = st.integers(min_value=0, max_value=1)
FIRST = AT.date() + timedelta(days=30)


class Bookings(RuleBasedStateMachine):
    """Two advisers, two rooms, three days; each act a minute after the last."""

    @initialize()
    def begin(self) -> None:
        chamber = make.chamber()
        posts = [make.membership(chamber), make.membership(chamber)]
        self.by, self.at, self.chamber = of_membership(posts[0]), AT, chamber
        self.advisers = [post.user for post in posts]
        self.rooms = [
            Venue.objects.create(chamber=chamber, name=name, commune=pauillac(), capacity=9)
            for name in ("Mairie", "Autre")
        ]
        text = {"fr": {"title": "Être visible"}}
        self.theme, _new = Theme.objects.get_or_create(code="visible", defaults={"text": text})
        self.agreed: set[tuple[int, int]] = set()  # (session, entry of the diary)
        self.first_entry = getattr(Entry.objects.order_by("-pk").first(), "pk", 0)

    def _try(self, act: Any, **given: Any) -> Any:
        self.at += timedelta(minutes=1)
        with suppress(ActionError):
            return act(**given, by=self.by, at=self.at)

    def _agree(self, plan: Plan) -> list[int]:
        """To all that is noted in the diaries of those who give it."""
        asked = [(who, span) for who in plan.advisers for span in plan.spans]
        return agreed_entries(clashes_of(self.by, asked).keys())

    def _sessions(self) -> list[Session]:
        rows = Session.objects.filter(chamber=self.chamber).select_related(
            "occasion", "theme", "venue", "adviser"
        )
        return list(rows.order_by("pk"))

    def _standing(self) -> list[Session]:
        return [
            row for row in self._sessions() if row.taken_back_at is None and not row.occasion.cancelled_at
        ]

    @rule(day=DAYS, half=HALVES, who=TWO, room=TWO, late=TWO, how=TWO)
    def create(self, day: int, half: str, who: int, room: int, late: int, how: int) -> None:
        span, later = half_day(FIRST + timedelta(days=day), half), timedelta(hours=late)
        plan = Plan(self.theme, self.rooms[room], self.advisers[who], span.start + later, span.end + later, 2)
        plan = replace(plan, co_advisers=(self.advisers[1 - who],) if how else ())
        self._try(actions.create_session, **vars(plan))

    @rule(day=DAYS, half=HALVES, who=TWO, room=TWO)
    def create_all_the_same(self, day: int, half: str, who: int, room: int) -> None:
        """Over a meeting that is noted first, where it can be."""
        span = half_day(FIRST + timedelta(days=day), half)
        meeting = {"kind": "meeting", "title": "", "starts_at": span.start, "ends_at": span.end}
        self._try(add_diary_entry, adviser=self.advisers[who], **meeting)
        plan = Plan(self.theme, self.rooms[room], self.advisers[who], span.start, span.end, 2)
        beside = self._agree(plan)
        if made := self._try(actions.create_session, **vars(plan), beside=beside):
            self.agreed |= {(made.pk, number) for number in beside}

    @rule(which=DAYS, day=DAYS, room=TWO, who=TWO)
    def move(self, which: int, day: int, room: int, who: int) -> None:
        for session in self._sessions()[which : which + 1]:
            plan = shift_plan(plan_of(session), FIRST + timedelta(days=day))
            plan = replace(plan, venue=self.rooms[room], adviser=self.advisers[who], co_advisers=())
            self._try(actions.change_session, session=session, wanted=plan)

    @rule(which=DAYS, day=DAYS, who=TWO)
    def move_all_the_same(self, which: int, day: int, who: int) -> None:
        for session in self._sessions()[which : which + 1]:
            plan = shift_plan(plan_of(session), FIRST + timedelta(days=day))
            plan = replace(plan, adviser=self.advisers[who], co_advisers=())
            beside = self._agree(plan)
            if self._try(actions.change_session, session=session, wanted=plan, beside=beside):
                self.agreed |= {(session.pk, number) for number in beside}

    @rule(which=DAYS)
    def call_off(self, which: int) -> None:
        for session in self._sessions()[which : which + 1]:
            self._try(actions.call_off, session=session, reason="Panne")

    @rule(day=DAYS, who=TWO, start=st.integers(8, 18), lasts=st.integers(1, 30))
    def note(self, day: int, who: int, start: int, lasts: int) -> None:
        begins = half_day(FIRST + timedelta(days=day), "am").start + timedelta(hours=start - 9)
        given = {
            "kind": "meeting",
            "title": "",
            "starts_at": begins,
            "ends_at": begins + timedelta(hours=lasts),
        }
        self._try(add_diary_entry, adviser=self.advisers[who], **given)

    @rule(which=DAYS)
    def cross_out(self, which: int) -> None:
        for entry in DiaryEntry.objects.filter(chamber=self.chamber).order_by("pk")[which : which + 1]:
            self._try(cross_out, entry=entry)

    @rule(day=DAYS, half=HALVES, who=TWO)
    def book(self, day: int, half: str, who: int) -> None:
        given = {"person": make.person(self.chamber), "wish": None, "place": "Ici"}
        on = FIRST + timedelta(days=day)
        self._try(support.book, adviser=self.advisers[who], on=on, half=half, **given)

    @rule(which=DAYS)
    def call_off_booking(self, which: int) -> None:
        for appointment in Appointment.objects.filter(chamber=self.chamber).order_by("pk")[which : which + 1]:
            self._try(support.call_off, appointment=appointment)

    @rule(back=DAYS)
    def undo(self, back: int) -> None:
        entries = Entry.objects.filter(pk__gt=self.first_entry, undone_by=None, parent=None)
        for entry in entries.order_by("-pk")[back : back + 1]:
            self._try(undo, entry=entry)

    @invariant()
    def nothing_is_held_twice(self) -> None:
        if not hasattr(self, "theme"):
            return
        rooms: list[Held] = []
        people: list[Held] = []
        for session in self._standing():
            for start, end in session.occasion.spans:
                rooms.append((session.venue_id, start, end, session))
                people += [(who.pk, start, end, session) for who in plan_of(session).advisers]
        for entry in DiaryEntry.objects.filter(chamber=self.chamber, withdrawn_at=None):
            people.append((entry.adviser_id, entry.starts_at, entry.ends_at, entry))
        booked = Appointment.objects.filter(chamber=self.chamber, cancelled_at=None)
        for appointment in booked.select_related("half_day"):
            people.append((appointment.half_day.adviser_id, *appointment.hours, appointment))
        for held in (rooms, people):
            for one, other in combinations(held, 2):
                is_apart = one[0] != other[0] or one[2] <= other[1] or other[2] <= one[1]
                assert is_apart or (one[3].pk, other[3].pk) in self.agreed, (one, other)
                assert is_apart or (isinstance(one[3], Session) and isinstance(other[3], DiaryEntry))

    @invariant()
    def what_stands_holds_its_half_days_and_nothing_else_does(self) -> None:
        if not hasattr(self, "theme"):
            return
        needed = {
            (who.pk, on, half)
            for session in self._standing()
            for who, on, half in half_days_of(plan_of(session))
        }
        for entry in DiaryEntry.objects.filter(chamber=self.chamber, withdrawn_at=None):
            needed |= {
                (entry.adviser_id, on, half) for on, half in halves_between(entry.starts_at, entry.ends_at)
            }
        for appointment in Appointment.objects.filter(chamber=self.chamber, cancelled_at=None):
            row = appointment.half_day
            needed.add((row.adviser_id, row.on, row.half))
        held = HalfDay.objects.filter(adviser__in=self.advisers, released_at=None)
        assert set(held.values_list("adviser", "on", "half")) == needed


class TestBookings(Bookings.TestCase, HypothesisTestCase):  # type: ignore[misc, name-defined]  # made by hypothesis
    """Each example in a transaction of its own."""

    settings = settings(max_examples=15, stateful_step_count=25, deadline=None)


pytestmark = pytest.mark.django_db
