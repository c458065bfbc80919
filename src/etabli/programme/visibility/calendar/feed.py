"""The calendar file of twelve weeks: what an artisan's own program reads every few hours."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.notify.calendar import Meeting
from etabli.foundation.notify.feed import AnnouncedMeeting, feed
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility.calendar.queries import as_calendar, calendar_of
from etabli.programme.visibility.engine.calendar import Post
from etabli.programme.visibility.models import CalendarFeed

STARTS, LASTS = time(9), timedelta(minutes=15)
REFRESH_EVERY = timedelta(hours=6)


def calendar_feed(held: CalendarFeed, *, source: str, at: datetime) -> str:
    """What is planned and not done, each on the Monday of its week: two statements. Empty without a calendar."""
    row = calendar_of(held.person_id)
    posts = [post for post in as_calendar(row).posts if post.done_on is None] if row is not None else []
    return feed(
        [_entry(post, at) for post in posts],
        name=_("Établi, to publish"),
        about=_("An idea a week, with a text begun. You publish it yourself."),
        source=source,
        every=REFRESH_EVERY,
    )


def _entry(post: Post, at: datetime) -> AnnouncedMeeting:
    starts_at = timezone.make_aware(datetime.combine(post.week, STARTS))
    url = f"{settings.BASE_URL}{reverse('visibility:post', args=[post.key])}"
    meeting = Meeting(
        uid=f"visibility-post-{post.key}@etabli",
        sequence=0,
        title=words_of(post.idea.title),
        starts_at=starts_at,
        ends_at=starts_at + LASTS,
        place="",
        url=url,
    )
    text = f"{post.text or words_of(post.idea.begun)}\n\n{url}"
    return AnnouncedMeeting(meeting, description=text, categories=(), at=None, changed_at=at)
