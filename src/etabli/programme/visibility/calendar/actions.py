"""Twelve weeks of ideas: planned, moved, replaced, written, done, taken out."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    Irreversible,
    action,
    change,
    record,
    undo_fields,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.visibility.calendar import notices
from etabli.programme.visibility.calendar.queries import as_calendar, calendar_of, is_worked_in
from etabli.programme.visibility.engine.calendar import Calendar, Idea, Post, published_in
from etabli.programme.visibility.models import ContentCalendar, PlannedPost
from etabli.programme.visibility.rules import is_system, may_do_beside, may_note


class NoSuchWeek(ActionError):
    """The week is none of the twelve."""


class AlreadyPublished(ActionError):
    """What is published stays in the week in which it was."""


def _undo_plan(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, unless somebody else would take the artisan's own texts and marks away. Raises CannotUndo."""
    calendar = subject_of(entry)
    assert isinstance(calendar, ContentCalendar)
    is_theirs = by.is_person(calendar.person_id)
    if calendar.withdrawn_at is None and not is_theirs and is_worked_in(calendar):
        raise CannotUndo(
            _("%(name)s worked in these weeks since: only they can take them back, in their history.")
            % {"name": calendar.person.name}
        )
    undo_fields(entry, by, at)


def _is_whose_weeks(by: Any, entry: Entry, calendar: Any) -> bool:
    """The staff may have planned over weeks in which the artisan wrote: they bring their own back."""
    return bool(by.is_person(calendar.person_id))


@action(
    "visibility.plan_calendar",
    sentence=_("planned twelve weeks of ideas to publish"),
    may=may_do_beside,
    undo=_undo_plan,
    also_undone_by=_is_whose_weeks,
)
def plan_calendar(*, person: Person, calendar: Calendar, by: Viewer, at: datetime) -> ContentCalendar:
    """Keep twelve weeks, the artisan or the staff beside them; they are the artisan's. Those before stay where they
    are, and are shown no more; what was published of them stands in these too. Reminders go on as chosen."""
    latest = calendar_of(person.pk)
    before = as_calendar(latest) if latest is not None else None
    published = {(post.week, post.idea.id): post for post in published_in(before, calendar.starts_on)}
    posts = {**{(post.week, post.idea.id): post for post in calendar.posts}, **published}
    row = ContentCalendar.objects.create(
        chamber_id=person.chamber_id,
        person=person,
        trade=calendar.trade,
        starts_on=calendar.starts_on,
        reminds=latest is not None and latest.reminds,
        kept_at=at,
        beside=not by.is_person(person.pk),
    )
    PlannedPost.objects.bulk_create(
        PlannedPost(calendar=row, week=post.week, idea=post.idea.id, text=post.text, done_on=post.done_on)
        for post in posts.values()
    )
    record(row, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return row


@action(
    "visibility.add_post",
    sentence=_("put an idea in a week: “%(subject)s”"),
    may=may_note,
    undo=undo_fields,
)
def add_post(*, calendar: ContentCalendar, week: date, idea: Idea, by: Viewer, at: datetime) -> PlannedPost:
    """One idea more. Raises NoSuchWeek."""
    _refuse_elsewhere(calendar, week)
    row = PlannedPost.objects.create(calendar=calendar, week=week, idea=idea.id)
    record(row, before={"withdrawn_at": at}, after={"withdrawn_at": None}, label=idea.title.fr)
    return row


@action(
    "visibility.move_post",
    sentence=_("moved an idea to another week: “%(subject)s”"),
    may=may_note,
    undo=undo_fields,
    subject="row",
)
def move_post(*, row: PlannedPost, post: Post, week: date, by: Viewer, at: datetime) -> PlannedPost:
    """Into another of the twelve weeks, beside what stands there. Raises NoSuchWeek, AlreadyPublished."""
    refuse_published(post)
    _refuse_elsewhere(row.calendar, week)
    return change(row, week=week, label=post.idea.title.fr)


@action(
    "visibility.replace_post",
    sentence=_("chose another idea than “%(subject)s”"),
    may=may_note,
    undo=undo_fields,
    subject="row",
)
def replace_post(*, row: PlannedPost, post: Post, idea: Idea, by: Viewer, at: datetime) -> PlannedPost:
    """Another idea in its place; the text that was begun for it goes with it."""
    return change(row, idea=idea.id, text="", label=post.idea.title.fr)


@action(
    "visibility.mark_post",
    sentence=_("noted whether an idea is done: “%(subject)s”"),
    may=may_note,
    undo=undo_fields,
    subject="row",
)
def mark_post(*, row: PlannedPost, post: Post, done_on: date | None, by: Viewer, at: datetime) -> PlannedPost:
    """Done on that day, or to be done after all."""
    return change(row, done_on=done_on, label=post.idea.title.fr)


@action(
    "visibility.write_post",
    sentence=_("began a text for “%(subject)s”"),
    may=may_note,
    undo=undo_fields,
    subject="row",
)
def write_post(*, row: PlannedPost, post: Post, text: str, by: Viewer, at: datetime) -> PlannedPost:
    """Keep a text; they copy it by hand, and nothing is published from here."""
    return change(row, text=text, label=post.idea.title.fr)


@action(
    "visibility.take_out_post",
    sentence=_("took an idea out of the calendar: “%(subject)s”"),
    may=may_note,
    undo=undo_fields,
    subject="row",
)
def take_out_post(*, row: PlannedPost, post: Post, by: Viewer, at: datetime) -> PlannedPost:
    """Its week stays, with one idea less."""
    return change(row, withdrawn_at=at, label=post.idea.title.fr)


@action(
    "visibility.set_reminders",
    sentence=_("chose whether to be reminded of what is planned"),
    may=may_note,
    undo=undo_fields,
    subject="calendar",
)
def set_reminders(*, calendar: ContentCalendar, reminds: bool, by: Viewer, at: datetime) -> ContentCalendar:
    """Each Monday, as long as something is to be done."""
    return change(calendar, reminds=reminds)


@action(
    "visibility.remind",
    sentence=_("reminded them of what they planned to publish"),
    may=is_system,
    undo=Irreversible(_("This message has left: it can’t be taken back.")),
    subject="calendar",
)
def remind(*, calendar: ContentCalendar, post: Post, by: Viewer, at: datetime) -> ContentCalendar:
    """Of what is planned this week, as they asked."""
    notices.tell_of_week(calendar, post, at)
    record(calendar, before={}, after={"reminded_of": post.idea.id})
    return calendar


@action(
    "visibility.offer_weeks",
    sentence=_("said that their twelve weeks are over"),
    may=is_system,
    undo=Irreversible(_("This message has left: it can’t be taken back.")),
    subject="calendar",
)
def offer_weeks(*, calendar: ContentCalendar, done: int, by: Viewer, at: datetime) -> ContentCalendar:
    """Once, within the budget of messages that nobody asked for. `done`: how many ideas they published."""
    notices.tell_that_weeks_are_over(calendar, done, at)
    record(calendar, before={}, after={"done": done})
    return calendar


def refuse_published(post: Post) -> None:
    """Raises AlreadyPublished."""
    if post.done_on is not None:
        raise AlreadyPublished(
            _("This idea is published: it stays in its week. Put it back to be done to move it.")
        )


def _refuse_elsewhere(calendar: ContentCalendar, week: Any) -> None:
    if week not in Calendar(calendar.trade, calendar.starts_on).weeks:
        raise NoSuchWeek(_("This week is none of your twelve: choose another one."))
