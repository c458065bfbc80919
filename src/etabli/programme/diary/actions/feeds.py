"""The link by which an adviser's own calendar follows their diary."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.journal import ActionError, action, change, record, reverse_if_free
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.models import DiaryFeed
from etabli.programme.diary.rules import is_own_diary


class FeedStands(ActionError):
    """There is a link already, or it is cut off already."""


@action(
    "diary.make_feed",
    sentence=gettext_lazy("made a link by which a calendar follows their diary"),
    may=is_own_diary,
    undo=reverse_if_free,
)
def make_feed(*, by: Viewer, at: datetime) -> DiaryFeed:
    """A link to one's own diary. Raises FeedStands when there is one."""
    assert by.membership_id is not None  # is_own_diary has seen to it
    feed = DiaryFeed(membership_id=by.membership_id, made_at=at)
    try:
        with transaction.atomic():
            feed.save()
    except IntegrityError:
        raise FeedStands(_("You have a link already.")) from None
    record(feed, before={"ended_at": at}, after={"ended_at": None})
    return feed


@action(
    "diary.cut_feed",
    sentence=gettext_lazy("cut off the link by which a calendar followed their diary"),
    may=is_own_diary,
    undo=reverse_if_free,
    subject="feed",
)
def cut_feed(*, feed: DiaryFeed, by: Viewer, at: datetime) -> DiaryFeed:
    """The link opens nothing any more. Raises FeedStands."""
    if feed.ended_at is not None:
        raise FeedStands(_("This link is cut off already."))
    return change(feed, ended_at=at)
