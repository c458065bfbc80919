"""The link by which an adviser's own calendar follows their diary."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import action, undo_fields_if_free
from etabli.foundation.notify.feed_links import close_feed, open_feed
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.models import DiaryFeed
from etabli.programme.diary.rules import is_own_diary


@action(
    "diary.make_feed",
    sentence=_("made a link by which a calendar follows their diary"),
    may=is_own_diary,
    undo=undo_fields_if_free,
)
def make_feed(*, by: Viewer, at: datetime) -> DiaryFeed:
    """A link to one's own diary. Raises FeedStands when there is one."""
    assert by.membership_id is not None  # is_own_diary has seen to it
    return open_feed(DiaryFeed(membership_id=by.membership_id, made_at=at), at=at)


@action(
    "diary.cut_feed",
    sentence=_("cut off the link by which a calendar followed their diary"),
    may=is_own_diary,
    undo=undo_fields_if_free,
    subject="feed",
)
def cut_feed(*, feed: DiaryFeed, by: Viewer, at: datetime) -> DiaryFeed:
    """The link opens nothing any more. Raises FeedStands."""
    return close_feed(feed, at=at)
