"""The calendar file of a diary: what an adviser's own program reads every few hours."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from etabli.foundation.notify.calendar import Meeting
from etabli.foundation.notify.feed import AnnouncedMeeting, feed
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.staff_work import Commitment
from etabli.programme.diary.agenda import commitments_of

TIME_BEHIND, TIME_AHEAD = timedelta(weeks=6), timedelta(days=400)
REFRESH_EVERY = timedelta(hours=2)
BUSY_KIND = "busy"  # what was read in that very calendar


def diary_feed(viewer: Viewer, *, source: str, at: datetime) -> str:
    """The days of the viewer, some weeks behind and a year ahead, without anybody's name: a statement for each app."""
    assert viewer.user_id is not None  # an adviser
    commitments = commitments_of(viewer, viewer.user_id, at - TIME_BEHIND, at + TIME_AHEAD)
    return feed(
        [_calendar_entry(commitment, at) for commitment in commitments if commitment.kind != BUSY_KIND],
        name=_("Établi, my diary"),
        about=_("Sessions, half-days, leave, meetings and calls. No name of an artisan is in it."),
        source=source,
        every=REFRESH_EVERY,
    )


def _calendar_entry(commitment: Commitment, at: datetime) -> AnnouncedMeeting:
    url = f"{settings.BASE_URL}{commitment.url}" if commitment.url else ""
    title = (
        _("Being prepared: %(title)s") % {"title": commitment.public_title}
        if commitment.is_draft
        else commitment.public_title
    )
    meeting = Meeting(
        uid=f"diary-{commitment.key}@etabli",
        sequence=commitment.sequence,
        title=title,
        starts_at=commitment.starts_at,
        ends_at=commitment.ends_at,
        place=commitment.place,
        url=url,
    )
    return AnnouncedMeeting(
        meeting, description=url, categories=(), at=None, changed_at=at, is_busy=commitment.kind != "call"
    )
