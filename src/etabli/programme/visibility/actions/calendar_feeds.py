"""The link by which an artisan's own calendar follows their weeks."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.journal import ActionError, action, change, record, reverse_if_free
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.visibility.models import CalendarFeed
from etabli.programme.visibility.rules import may_note


class FeedStands(ActionError):
    """There is a link already, or it is cut off already."""


@action(
    "visibility.make_feed",
    sentence=gettext_lazy("made a link by which a calendar follows their ideas to publish"),
    may=may_note,
    undo=reverse_if_free,
)
def make_feed(*, person: Person, by: Viewer, at: datetime) -> CalendarFeed:
    """A link to one's own weeks. Raises FeedStands when there is one."""
    feed = CalendarFeed(person=person, made_at=at)
    try:
        with transaction.atomic():
            feed.save()
    except IntegrityError:
        raise FeedStands(_("You have a link already.")) from None
    record(feed, before={"ended_at": at}, after={"ended_at": None})
    return feed


@action(
    "visibility.cut_feed",
    sentence=gettext_lazy("cut off the link by which a calendar followed their ideas to publish"),
    may=may_note,
    undo=reverse_if_free,
    subject="feed",
)
def cut_feed(*, feed: CalendarFeed, by: Viewer, at: datetime) -> CalendarFeed:
    """The link opens nothing any more. Raises FeedStands."""
    if feed.ended_at is not None:
        raise FeedStands(_("This link is cut off already."))
    return change(feed, ended_at=at)
