"""The one link by which a program of somebody's own follows a calendar: made, and cut off.

A feed is a row of the app whose calendar it is, with `made_at` and `ended_at`, and a constraint by which one alone
stands for each owner.
"""

from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError, change, record


class FeedStands(ActionError):
    """There is a link already, or it is cut off already."""


def open_feed[F: models.Model](feed: F, *, at: datetime) -> F:
    """Save a new feed and record it. Called inside an act. Raises FeedStands when its owner has one."""
    try:
        with transaction.atomic():
            feed.save()
    except IntegrityError:
        raise FeedStands(_("You have a link already.")) from None
    record(feed, before={"ended_at": at}, after={"ended_at": None})
    return feed


def close_feed[F: models.Model](feed: F, *, at: datetime) -> F:
    """It opens nothing any more. Called inside an act. Raises FeedStands when it is cut off already."""
    if feed.ended_at is not None:  # type: ignore[attr-defined]  # a feed has it
        raise FeedStands(_("This link is cut off already."))
    return change(feed, ended_at=at)
