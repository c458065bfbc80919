"""Whatever is done in whatever order, no adviser and no room is held twice."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import settings, strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.viewer import of_membership
from etabli.programme.diary.actions import cross_out, note
from etabli.programme.diary.models import DiaryEntry, HalfDay
from etabli.programme.support import actions as support
from etabli.programme.support.models import Appointment
from etabli.programme.support.notices import hours
from etabli.programme.workshops import actions
from etabli.programme.workshops.changes import Plan, plan_of
from etabli.programme.workshops.models import Session, Theme, Venue
from etabli.programme.workshops.offers import half_day, shifted
from tests import factories as make
from tests.consistency.objects.territory import pauillac
from tests.factories import AT

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
        self.first_entry = getattr(Entry.objects.order_by("-pk").first(), "pk", 0)

    def _try(self, act: Any, **given: Any) -> None:
        self.at += timedelta(minutes=1)
        with suppress(ActionError):
            act(**given, by=self.by, at=self.at)

    def _sessions(self) -> list[Session]:
        rows = Session.objects.filter(chamber=self.chamber).select_related(
            "occasion", "theme", "venue", "adviser"
        )
        return list(rows.order_by("pk"))

    @rule(day=DAYS, half=HALVES, who=TWO, room=TWO, late=TWO, together=st.booleans())
    def create(self, day: int, half: str, who: int, room: int, late: int, together: bool) -> None:
        span, later = half_day(FIRST + timedelta(days=day), half), timedelta(hours=late)
        plan = Plan(self.theme, self.rooms[room], self.advisers[who], span.start + later, span.end + later, 2)
        others = (self.advisers[1 - who],) if together else ()
        self._try(actions.create_session, **vars(replace(plan, co_advisers=others)))

    @rule(which=DAYS, day=DAYS, room=TWO, who=TWO)
    def move(self, which: int, day: int, room: int, who: int) -> None:
        for session in self._sessions()[which : which + 1]:
            plan = shifted(plan_of(session), FIRST + timedelta(days=day))
            plan = replace(plan, venue=self.rooms[room], adviser=self.advisers[who], co_advisers=())
            self._try(actions.change_session, session=session, wanted=plan)

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
        self._try(note, adviser=self.advisers[who], **given)

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
        rooms: list[tuple[Any, Any, Any]] = []
        people: list[tuple[Any, Any, Any]] = []
        for session in self._sessions():
            if session.taken_back_at is None and session.occasion.cancelled_at is None:
                for start, end in session.occasion.spans:
                    rooms.append((session.venue_id, start, end))
                    people += [(who.pk, start, end) for who in plan_of(session).advisers]
        for entry in DiaryEntry.objects.filter(chamber=self.chamber, withdrawn_at=None):
            people.append((entry.adviser_id, entry.starts_at, entry.ends_at))
        booked = Appointment.objects.filter(chamber=self.chamber, cancelled_at=None)
        for appointment in booked.select_related("half_day"):
            people.append((appointment.half_day.adviser_id, *hours(appointment)))
        for held in (rooms, people):
            for one, other in combinations(held, 2):
                assert one[0] != other[0] or one[2] <= other[1] or other[2] <= one[1], (one, other)
        idle = HalfDay.objects.filter(adviser__in=self.advisers, released_at=None, sessions=None)
        assert not idle.filter(entries=None, appointments=None).exists(), "a half-day is held for nothing"
        standing = DiaryEntry.objects.filter(withdrawn_at=None)
        assert (
            not idle.exclude(appointments__cancelled_at=None, appointments__isnull=False)
            .exclude(entries__in=standing)
            .exists()
        ), "a half-day is held for what was crossed out"


class TestBookings(Bookings.TestCase, HypothesisTestCase):  # type: ignore[misc, name-defined]  # made by hypothesis
    """Each example in a transaction of its own."""

    settings = settings(max_examples=15, stateful_step_count=25, deadline=None)


pytestmark = pytest.mark.django_db
