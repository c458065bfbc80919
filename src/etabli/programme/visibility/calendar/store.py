"""Where twelve weeks stand: with the artisan, or in the session of whoever has not said who they are."""

from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from etabli.foundation.people.access import Request
from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.queries import NotVisible, get_person
from etabli.foundation.people.viewer import PLANNED_KEY
from etabli.programme.visibility import actions
from etabli.programme.visibility.calendar.ideas import ideas
from etabli.programme.visibility.calendar.queries import as_calendar, ideas_had, own_calendar
from etabli.programme.visibility.calendar.session import held_calendars, held_changes, to_session
from etabli.programme.visibility.engine.calendar import (
    Calendar,
    Change,
    Changes,
    Post,
    another,
    begin,
    candidates,
    monday_of,
    published_in,
)
from etabli.programme.visibility.models import PlannedPost

MOST_BEFORE = 5  # twelve weeks planned before, that a session remembers


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
        held = held_calendars(stored)
        self.held: Calendar | None = held[0] if held else None
        self._before = held[1:]
        self._changes = held_changes(stored)
        self.calendar = as_calendar(self.row) if self.row is not None else self.held

    @property
    def is_held(self) -> bool:
        """What is shown stands in this session alone."""
        return self.row is None and self.held is not None

    @property
    def has_before(self) -> bool:
        """Whether this session holds weeks that were planned before those that are shown."""
        return self.row is None and bool(self._before)

    def get_post(self, key: int) -> Post:
        """One of those that are shown. Raises NotVisible."""
        posts = self.calendar.posts if self.calendar is not None else ()
        post = next((post for post in posts if post.key == key), None)
        if post is None:
            raise NotVisible
        return post

    def begin(self, trade: str, *, at: datetime) -> None:
        """Twelve weeks from this one; what was published of those until now stays in its week, and comes as no other.
        Those of a session that were shown can be taken up again; an artisan's are in their history. Raises
        ActionError."""
        had = ideas_had(self._person) if self.is_own else frozenset()
        monday = monday_of(timezone.localdate(at))
        calendar = begin(ideas(), trade, monday, had, published_in(self.calendar, monday))
        if self.is_own:
            actions.plan_calendar(person=self._person, calendar=calendar, by=self._viewer, at=at)
            self._session.pop(PLANNED_KEY, None)
        else:
            self._show(calendar, [*([self.held] if self.held else []), *self._before][:MOST_BEFORE])

    def take_up_before(self) -> None:
        """Show the weeks that this session held before; those that are shown come round again, after the others. Raises
        NotVisible."""
        if not self.has_before or self.held is None:
            raise NotVisible
        shown, *others = self._before
        self._show(shown, [*others, self.held])

    @property
    def held_here(self) -> tuple[Calendar, ...]:
        """What this session holds that the artisan's space would take, what is shown last."""
        return (*reversed(self._before), self.held) if self.is_held and self.held else ()

    def let_go(self) -> None:
        """It is kept elsewhere from now on."""
        self._session.pop(PLANNED_KEY, None)

    @property
    def last_change(self) -> Change | None:
        """The one in the weeks of this session that `undo` takes back; None without."""
        return self._changes.last if self.row is None else None

    @property
    def change_taken_back(self) -> Change | None:
        """The one in the weeks of this session that `redo` does again; None without."""
        return self._changes.next if self.row is None else None

    def undo(self) -> Change:
        """Take back the last change in the weeks of this session, and only it. Raises NotVisible."""
        change = self.last_change
        if change is None:
            raise NotVisible
        self._make(change.reversed, self._changes.with_last_taken_back())
        return change

    def redo(self) -> Change:
        """Do again what `undo` took back. Raises NotVisible."""
        change = self.change_taken_back
        if change is None:
            raise NotVisible
        self._make(change, self._changes.with_next_done())
        return change

    def move(self, post: Post, week: date, *, at: datetime) -> None:
        """Into another of the twelve weeks. Raises ActionError."""
        if row := self._row_of(post):
            actions.move_post(row=row, post=post, week=week, by=self._viewer, at=at)
        elif week in self._shown.weeks:
            actions.refuse_published(post)
            self._change(post, replace(post, week=week))

    def replace(self, post: Post, *, at: datetime) -> Post | None:
        """Another idea in its place; None when there is no other. Raises ActionError."""
        idea = another(ideas(), self._shown, post)
        if idea is None:
            return None
        if row := self._row_of(post):
            actions.replace_post(row=row, post=post, idea=idea, by=self._viewer, at=at)
        else:
            self._change(post, replace(post, idea=idea, text=""))
        return replace(post, idea=idea, text="")

    def mark(self, post: Post, done_on: date | None, *, at: datetime) -> None:
        """Done on that day, or to be done after all. Raises ActionError."""
        if row := self._row_of(post):
            actions.mark_post(row=row, post=post, done_on=done_on, by=self._viewer, at=at)
        else:
            self._change(post, replace(post, done_on=done_on))

    def write(self, post: Post, text: str, *, at: datetime) -> None:
        """Keep a text. Raises ActionError."""
        if row := self._row_of(post):
            actions.write_post(row=row, post=post, text=text, by=self._viewer, at=at)
        else:
            self._change(post, replace(post, text=text))

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
            self._change(None, post)
        return post

    def take_out(self, post: Post, *, at: datetime) -> None:
        """Its week stays, with one idea less. Raises ActionError."""
        if row := self._row_of(post):
            actions.take_out_post(row=row, post=post, by=self._viewer, at=at)
        else:
            self._change(post, None)

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

    def _change(self, before: Post | None, after: Post | None) -> None:
        if before != after:
            change = Change(before, after)
            self._make(change, self._changes.followed_by(change))

    def _make(self, change: Change, changes: Changes) -> None:
        self.calendar = self.held = change.made_in(self._shown)
        self._changes = changes
        self._write(self.held)

    def _show(self, calendar: Calendar, before: list[Calendar]) -> None:
        """Other weeks than those that were shown, whose changes are none of theirs."""
        self.calendar = self.held = calendar
        self._before, self._changes = before, Changes()
        self._write(calendar)

    def _write(self, calendar: Calendar) -> None:
        self._session[PLANNED_KEY] = to_session([calendar, *self._before], self._changes)
