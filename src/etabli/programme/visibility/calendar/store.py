"""Where twelve weeks stand: with the artisan, or in the session of whoever has not said who they are."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from etabli.foundation.people.access import Request
from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.queries import NotVisible, get_person
from etabli.foundation.people.viewer import PLANNED_KEY
from etabli.programme.visibility import actions
from etabli.programme.visibility.calendar.ideas import idea_of, ideas
from etabli.programme.visibility.calendar.queries import as_calendar, ideas_had, own_calendar
from etabli.programme.visibility.engine.calendar import (
    Calendar,
    Post,
    another,
    begin,
    candidates,
    monday_of,
)
from etabli.programme.visibility.models import PlannedPost

MOST_UNDONE = 10  # changes that a session remembers


class CalendarStore:
    """The twelve weeks of whoever sends this request, wherever they stand; `calendar` is None before they begin.

    An artisan's are kept at each press. What was planned in this session before they came in is shown until they have
    weeks of their own, and kept when they ask (`device.keeping`).
    """

    def __init__(self, request: Request) -> None:
        self._session, self._viewer = request.session, request.viewer
        self.is_own = request.viewer.role == Role.ARTISAN and request.viewer.person_id is not None
        self.row = own_calendar(request.viewer)
        stored = self._session.get(PLANNED_KEY) or {}
        self.held, self._before = _from_session(stored), _from_session(stored.get("before"))
        self._undone_to: list[dict[str, Any]] = stored.get("undo", [])
        self.calendar = as_calendar(self.row) if self.row is not None else self.held

    @property
    def is_held(self) -> bool:
        """What is shown stands in this session alone."""
        return self.row is None and self.held is not None

    @property
    def has_before(self) -> bool:
        """Whether this session holds the weeks that were planned before those that are shown."""
        return self.row is None and self._before is not None

    def get_post(self, key: int) -> Post:
        """One of those that are shown. Raises NotVisible."""
        posts = self.calendar.posts if self.calendar is not None else ()
        post = next((post for post in posts if post.key == key), None)
        if post is None:
            raise NotVisible
        return post

    def begin(self, trade: str, *, at: datetime) -> None:
        """Twelve weeks from this one, without what they published before. Those of a session that were shown until now
        can be taken up again; an artisan's are in their history. Raises ActionError."""
        had = ideas_had(self._person) if self.is_own else frozenset()
        calendar = begin(ideas(), trade, monday_of(timezone.localdate(at)), had)
        if self.is_own:
            actions.plan_calendar(person=self._person, calendar=calendar, by=self._viewer, at=at)
            self._session.pop(PLANNED_KEY, None)
        else:
            self._before, self.held = self.held, None
            self._hold(calendar)

    def take_up_before(self) -> None:
        """Show the weeks that this session held before; those that are shown are then the ones before. Raises
        NotVisible."""
        if not self.has_before or self._before is None:
            raise NotVisible
        shown, self._before, self.held = self._before, self.held, None
        self._hold(shown)

    @property
    def held_here(self) -> tuple[Calendar, ...]:
        """What this session holds that the artisan's space would take, what is shown last."""
        return tuple(filter(None, (self._before, self.held))) if self.is_held else ()

    def let_go(self) -> None:
        """It is kept elsewhere from now on."""
        self._session.pop(PLANNED_KEY, None)

    @property
    def can_undo(self) -> bool:
        """Whether this session remembers how its weeks were before the last change."""
        return self.row is None and bool(self._undone_to)

    def undo(self) -> None:
        """The weeks of this session are as they were before the last change. Raises NotVisible."""
        if not self.can_undo:
            raise NotVisible
        *earlier, last = self._undone_to
        self._undone_to = earlier
        self.calendar = self.held = _from_session(last)
        self._write()

    def move(self, post: Post, week: date, *, at: datetime) -> None:
        """Into another of the twelve weeks. Raises ActionError."""
        if row := self._row_of(post):
            actions.move_post(row=row, post=post, week=week, by=self._viewer, at=at)
        elif week in self._shown.weeks:
            self._put(replace(post, week=week))

    def replace(self, post: Post, *, at: datetime) -> Post | None:
        """Another idea in its place; None when there is no other. Raises ActionError."""
        idea = another(ideas(), self._shown, post)
        if idea is None:
            return None
        if row := self._row_of(post):
            actions.replace_post(row=row, post=post, idea=idea, by=self._viewer, at=at)
        else:
            self._put(replace(post, idea=idea, text=""))
        return replace(post, idea=idea, text="")

    def mark(self, post: Post, done_on: date | None, *, at: datetime) -> None:
        """Done on that day, or to be done after all. Raises ActionError."""
        if row := self._row_of(post):
            actions.mark_post(row=row, post=post, done_on=done_on, by=self._viewer, at=at)
        else:
            self._put(replace(post, done_on=done_on))

    def write(self, post: Post, text: str, *, at: datetime) -> None:
        """Keep a text. Raises ActionError."""
        if row := self._row_of(post):
            actions.write_post(row=row, post=post, text=text, by=self._viewer, at=at)
        else:
            self._put(replace(post, text=text))

    def add(self, week: date, *, at: datetime) -> Post | None:
        """One idea more in a week; None when there is none left. Raises ActionError."""
        calendar = self._shown
        used = {post.idea.id for post in calendar.posts}
        following = candidates(ideas(), calendar.trade, week, used)
        if not following:
            return None
        post = Post(1 + max((post.key for post in calendar.posts), default=0), week, following[0])
        if self.row is not None:
            actions.add_post(calendar=self.row, week=week, idea=post.idea, by=self._viewer, at=at)
        elif week in calendar.weeks:
            self._hold(replace(calendar, posts=(*calendar.posts, post)))
        return post

    def take_out(self, post: Post, *, at: datetime) -> None:
        """Its week stays, with one idea less. Raises ActionError."""
        if row := self._row_of(post):
            actions.take_out_post(row=row, post=post, by=self._viewer, at=at)
        else:
            self._hold(
                replace(
                    self._shown, posts=tuple(other for other in self._shown.posts if other.key != post.key)
                )
            )

    @property
    def _person(self) -> Person:
        return get_person(self._viewer, self._viewer.person_id or 0)

    @property
    def _shown(self) -> Calendar:
        if self.calendar is None:
            raise NotVisible
        return self.calendar

    def _row_of(self, post: Post) -> PlannedPost | None:
        if self.row is None:
            return None
        return next(row for row in self.row.posts.all() if row.pk == post.key)

    def _put(self, post: Post) -> None:
        calendar = self._shown
        self._hold(
            replace(
                calendar, posts=tuple(post if other.key == post.key else other for other in calendar.posts)
            )
        )

    def _hold(self, calendar: Calendar) -> None:
        """Write it; what was shown, if it is the same twelve weeks, can be taken up again by `undo`."""
        self._undone_to = [*self._undone_to, _to_session(self.held)][-MOST_UNDONE:] if self.held else []
        self.calendar = self.held = calendar
        self._write()

    def _write(self) -> None:
        if self.held is None:
            return
        before = {"before": _to_session(self._before)} if self._before is not None else {}
        self._session[PLANNED_KEY] = _to_session(self.held) | before | {"undo": self._undone_to}


def _to_session(calendar: Calendar) -> dict[str, Any]:
    return {
        "trade": calendar.trade,
        "starts_on": calendar.starts_on.isoformat(),
        "posts": [
            [
                post.key,
                post.week.isoformat(),
                post.idea.id,
                post.text,
                post.done_on.isoformat() if post.done_on else "",
            ]
            for post in calendar.posts
        ],
    }


def _from_session(stored: Mapping[str, Any] | None) -> Calendar | None:
    if not stored:
        return None
    posts = [
        (int(key), date.fromisoformat(week), idea_of(idea), text, done)
        for key, week, idea, text, done in stored["posts"]
    ]
    return Calendar(
        stored["trade"],
        date.fromisoformat(stored["starts_on"]),
        tuple(
            Post(key, week, idea, text, date.fromisoformat(done) if done else None)
            for key, week, idea, text, done in posts
            if idea is not None
        ),
    )
