"""The link by which an artisan's own calendar follows their weeks."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import action, undo_fields_if_free
from etabli.foundation.notify.feed_links import close_feed, open_feed
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.visibility.models import CalendarFeed
from etabli.programme.visibility.rules import may_note


@action(
    "visibility.make_feed",
    sentence=_("made a link by which a calendar follows their ideas to publish"),
    may=may_note,
    undo=undo_fields_if_free,
)
def make_feed(*, person: Person, by: Viewer, at: datetime) -> CalendarFeed:
    """A link to one's own weeks. Raises FeedStands when there is one."""
    return open_feed(CalendarFeed(person=person, made_at=at), at=at)


@action(
    "visibility.cut_feed",
    sentence=_("cut off the link by which a calendar followed their ideas to publish"),
    may=may_note,
    undo=undo_fields_if_free,
    subject="feed",
)
def cut_feed(*, feed: CalendarFeed, by: Viewer, at: datetime) -> CalendarFeed:
    """The link opens nothing any more. Raises FeedStands."""
    return close_feed(feed, at=at)
