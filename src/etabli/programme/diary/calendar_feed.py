"""The calendar file of a diary: what an adviser's own program reads every few hours."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from etabli.foundation.notify.calendar import Meeting
from etabli.foundation.notify.feed import AnnouncedMeeting, feed
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.staff_work import Commitment
from etabli.programme.diary.agenda import commitments_of

BEHIND, AHEAD = timedelta(weeks=6), timedelta(days=400)
EVERY = timedelta(hours=2)
ELSEWHERE = "busy"  # what was read in that very calendar


def diary_feed(viewer: Viewer, *, source: str, at: datetime) -> str:
    """The days of the viewer, some weeks behind and a year ahead, without anybody's name: a statement for each app."""
    assert viewer.user_id is not None  # an adviser
    known = commitments_of(viewer, viewer.user_id, at - BEHIND, at + AHEAD)
    return feed(
        [_announced(what, at) for what in known if what.kind != ELSEWHERE],
        name=_("Établi, my diary"),
        about=_("Sessions, half-days, leave, meetings and calls. No name of an artisan is in it."),
        source=source,
        every=EVERY,
    )


def _announced(what: Commitment, at: datetime) -> AnnouncedMeeting:
    url = f"{settings.BASE_URL}{what.url}" if what.url else ""
    title = (
        _("Being prepared: %(title)s") % {"title": what.public_title} if what.is_draft else what.public_title
    )
    meeting = Meeting(
        uid=f"diary-{what.key}@etabli",
        sequence=what.sequence,
        title=title,
        starts_at=what.starts_at,
        ends_at=what.ends_at,
        place=what.place,
        url=url,
    )
    return AnnouncedMeeting(
        meeting, description=url, categories=(), at=None, changed_at=at, is_busy=what.kind != "call"
    )
