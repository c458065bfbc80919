"""Any order of changes, announcements and undos of a session: its diary, its occasion and its people always agree."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings, strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.viewer import of_membership
from etabli.foundation.ui.typography import full_spans
from etabli.programme.diary.models import HalfDay
from etabli.programme.workshops import actions, session_changes
from etabli.programme.workshops.models import Session, Theme, Venue
from etabli.programme.workshops.proposed_sessions import half_day, shift_plan
from etabli.programme.workshops.session_changes import Plan
from tests import factories as make
from tests.consistency.objects.territory import pauillac
from tests.factories import AT

TEXT = {"fr": {"title": "Être visible"}}
SMALL = st.integers(min_value=0, max_value=3)


class Sessions(RuleBasedStateMachine):
    """One session and its neighbour in the diary, two advisers, two rooms; each act a minute after the last."""

    @initialize(announce=st.booleans())
    def begin(self, announce: bool) -> None:
        chamber = make.chamber()
        self.post, self.at = make.membership(chamber), AT
        self.by = of_membership(self.post)
        self.advisers = [self.post.user, make.membership(chamber).user]
        self.first_entry = getattr(Entry.objects.order_by("-pk").first(), "pk", 0)
        self.rooms = [
            Venue.objects.create(chamber=chamber, name=name, commune=pauillac(), capacity=9)
            for name in ("Mairie", "Autre")
        ]
        span = half_day(AT.date() + timedelta(days=30), "am")
        theme, _new = Theme.objects.get_or_create(code="visible", defaults={"text": TEXT})
        near = Plan(theme, self.rooms[0], self.post.user, span.start, span.end, 2)
        actions.create_session(**vars(near), by=self.by, at=AT)
        self.base = shift_plan(near, AT.date() + timedelta(days=31))
        self.session = actions.create_session(**vars(self.base), announce=announce, by=self.by, at=AT)
        self.person = make.person(chamber)

    def _try(self, act: Any, **given: Any) -> None:
        self.at += timedelta(minutes=1)
        with suppress(ActionError):
            act(**given, by=self.by, at=self.at)

    def _fresh(self) -> Session:
        return Session.objects.select_related("occasion", "theme", "venue", "adviser").get(pk=self.session.pk)

    @rule(
        days=SMALL,
        half_days=st.integers(1, 2),
        room=st.integers(0, 1),
        together=st.booleans(),
        places=st.integers(1, 3),
    )
    def change(self, days: int, half_days: int, room: int, together: bool, places: int) -> None:
        moved = shift_plan(self.base, self.base.starts_at.date() + timedelta(days=days))
        spans = [
            type(moved.spans[0])(*(at + timedelta(days=3 * n) for at in moved.spans[0]))
            for n in range(half_days)
        ]
        wanted = replace(
            moved,
            venue=self.rooms[room],
            capacity=places,
            ends_at=spans[-1].end,
            sittings=tuple(spans) if half_days > 1 else (),
            co_advisers=(self.advisers[1],) if together else (),
        )
        self._try(actions.change_session, session=self._fresh(), wanted=wanted)

    @rule()
    def announce(self) -> None:
        self._try(actions.announce_session, session=self._fresh())

    @rule()
    def join(self) -> None:
        self._try(actions.sign_up_for_session, session=self._fresh(), person=self.person)

    @rule(back=SMALL)
    def undo(self, back: int) -> None:
        entries = Entry.objects.filter(pk__gt=self.first_entry, undone_by=None, verb__startswith="workshops.")
        for entry in entries.order_by("-pk")[back : back + 1]:
            self._try(undo, entry=entry)

    @invariant()
    def all_agree(self) -> None:
        if not hasattr(self, "person"):
            return
        for session in Session.objects.filter(chamber=self.post.organisation):
            plan = session_changes.plan_of(session)
            wanted = {(who.pk, *rest) for who, *rest in session_changes.half_days_of(plan)}
            held = set(session.half_days.filter(released_at=None).values_list("adviser", "on", "half"))
            assert held == (wanted if session.taken_back_at is None else set())
            assert not session_changes.occasion_changes(session.occasion, plan, session.version)
            assert session.taken_back_at is None or session.published_at is None
        held_now = HalfDay.objects.filter(adviser__in=self.advisers, released_at=None)
        assert not held_now.filter(sessions=None).exists(), "a half-day is held for nothing"
        occasion = self._fresh().occasion
        if occasion.sign_ups.exists():
            told = make.shown(owner=self.person.party)[-1]
            assert full_spans(occasion.spans) in told.text, "the last message is not what holds"
            assert occasion.place in told.text


class TestSessions(Sessions.TestCase, HypothesisTestCase):  # type: ignore[misc, name-defined]  # made by hypothesis
    """Each example in a transaction of its own."""

    settings = settings(max_examples=10, stateful_step_count=10, deadline=None)


pytestmark = pytest.mark.django_db
