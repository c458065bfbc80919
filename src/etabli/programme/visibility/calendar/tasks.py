"""What the clock does for calendars of content: each Monday morning, remind whoever asked."""

import logging
from datetime import datetime, time

from django.core.cache import cache
from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.programme.visibility import actions
from etabli.programme.visibility.calendar.queries import (
    as_calendar,
    calendars_over,
    calendars_to_remind,
)
from etabli.programme.visibility.engine.calendar import monday_of

MORNING, NOON = time(8), time(12)
log = logging.getLogger("etabli.visibility")


def remind_of_weeks(at: datetime) -> None:
    """On Monday morning, once: what is planned for the week; or, when the twelve are over, that they are."""
    now = timezone.localtime(at)
    monday = monday_of(now.date())
    if now.date() != monday or not MORNING <= now.time() < NOON:
        return
    if not cache.add(f"visibility-weeks:{monday:%Y%m%d}", True, 86400):
        return
    for row in calendars_to_remind(monday):
        by, calendar = Viewer.system(row.chamber_id), as_calendar(row)
        post = next((post for post in calendar.of_week(monday) if post.done_on is None), None)
        try:
            if post is not None:
                actions.remind(calendar=row, post=post, by=by, at=at)
        except Exception:  # whatever is wrong with one calendar must not hold up the others
            log.exception("calendar %s: nobody could be reminded", row.pk)
    for row in calendars_over(monday):
        done = sum(post.done_on is not None for post in row.posts.all() if post.week >= row.starts_on)
        try:
            actions.offer_weeks(calendar=row, done=done, by=Viewer.system(row.chamber_id), at=at)
        except Exception:  # as above
            log.exception("calendar %s: nobody could be told that it is over", row.pk)
