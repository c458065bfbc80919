"""What an artisan planned to publish, week by week."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Prefetch, Q

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.visibility.calendar.ideas import idea_of
from etabli.programme.visibility.engine.calendar import NUMBER_OF_WEEKS, WEEK, Calendar, Post
from etabli.programme.visibility.models import CalendarFeed, ContentCalendar, PlannedPost
from etabli.programme.visibility.rules import own_id


def own_calendar(viewer: Viewer) -> ContentCalendar | None:
    """The latest of this artisan, with its posts; None for anybody else, or without: two statements."""
    person_id = own_id(viewer)
    return None if person_id is None else calendar_of(person_id)


def calendar_beside(viewer: Viewer, person: Person) -> Calendar | None:
    """The latest weeks that the staff planned beside this artisan, for the staff: their ideas alone, neither what was
    written nor what was published, of these weeks or of those before. None without: two statements."""
    if not viewer.is_staff_of(person.chamber_id):
        return None
    rows = ContentCalendar.objects.filter(person=person, beside=True, withdrawn_at=None)
    planned = Prefetch(
        "posts", PlannedPost.objects.filter(~_stood_before(), withdrawn_at=None).order_by("pk")
    )
    row = rows.order_by("-kept_at", "-pk").prefetch_related(planned).first()
    if row is None:
        return None
    calendar = as_calendar(row)
    return replace(calendar, posts=tuple(replace(post, text="", done_on=None) for post in calendar.posts))


def work_beside(viewer: Viewer, person: Person) -> Calendar | None:
    """The weeks that others would replace, for the staff to count what stands in them: None when the artisan planned
    them alone, or without. Two statements."""
    row = calendar_of(person.pk) if viewer.is_staff_of(person.chamber_id) else None
    return as_calendar(row) if row is not None and row.beside else None


def calendar_of(person_id: int) -> ContentCalendar | None:
    """The same, of a person that is known already."""
    rows = ContentCalendar.objects.filter(person_id=person_id, withdrawn_at=None)
    return rows.order_by("-kept_at", "-pk").select_related("person").prefetch_related(_posts()).first()


def is_worked_in(calendar: ContentCalendar) -> bool:
    """Whether its artisan wrote a text in it, or noted an idea as published: one statement."""
    own = ~Q(text="") | Q(done_on__isnull=False)
    return calendar.posts.filter(own, ~_stood_before(), withdrawn_at=None).exists()


def _stood_before() -> Q:
    """Published in weeks that these took the place of: the same idea, in the same week."""
    earlier = PlannedPost.objects.filter(
        calendar__person=models.OuterRef("calendar__person"),
        calendar__pk__lt=models.OuterRef("calendar_id"),
        week=models.OuterRef("week"),
        idea=models.OuterRef("idea"),
        done_on__isnull=False,
        withdrawn_at=None,
    )
    return Q(models.Exists(earlier))


def as_calendar(row: ContentCalendar) -> Calendar:
    """Its rows as the engine reads them. An idea that has gone from the data is left out."""
    posts = [(post, idea_of(post.idea)) for post in row.posts.all()]
    return Calendar(
        row.trade,
        row.starts_on,
        tuple(
            Post(post.pk, post.week, idea, post.text, post.done_on)
            for post, idea in posts
            if idea is not None
        ),
    )


def ideas_had(person: Person) -> frozenset[str]:
    """The ids of the ideas that they published, whenever it was: one statement."""
    rows = PlannedPost.objects.filter(
        calendar__person=person, done_on__isnull=False, withdrawn_at=None, calendar__withdrawn_at=None
    )
    return frozenset(rows.values_list("idea", flat=True))


def own_feed(viewer: Viewer) -> CalendarFeed | None:
    """The link of this artisan's own calendar; None without."""
    person_id = own_id(viewer)
    return CalendarFeed.objects.filter(person_id=person_id, ended_at=None).first() if person_id else None


def calendars_to_remind(monday: date) -> Iterable[ContentCalendar]:
    """Of whoever asked to be reminded, those with something to be done in this week: two statements."""
    rows = ContentCalendar.objects.filter(
        withdrawn_at=None,
        reminds=True,
        posts__week=monday,
        posts__done_on=None,
        posts__withdrawn_at=None,
    )
    return _latest_alone(rows.distinct())


def calendars_over(monday: date) -> Iterable[ContentCalendar]:
    """Those whose twelfth week ended on the eve of this Monday, of whoever asked to be reminded: two statements."""
    rows = ContentCalendar.objects.filter(
        withdrawn_at=None, reminds=True, starts_on=monday - NUMBER_OF_WEEKS * WEEK
    )
    return _latest_alone(rows)


def _latest_alone(rows: "models.QuerySet[ContentCalendar]") -> Iterable[ContentCalendar]:
    newer = ContentCalendar.objects.filter(
        person=models.OuterRef("person"), withdrawn_at=None, pk__gt=models.OuterRef("pk")
    )
    return (
        rows.exclude(models.Exists(newer))
        .order_by("pk")
        .select_related("person__chamber")
        .prefetch_related(_posts())
    )


def _posts() -> "Prefetch[Any]":
    rows = PlannedPost.objects.filter(withdrawn_at=None)
    return Prefetch("posts", rows.order_by("pk"))
