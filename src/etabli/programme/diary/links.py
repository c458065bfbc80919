"""The link by which an adviser's own calendar follows their diary."""

from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.foundation.signed_links import LinkKind
from etabli.programme.diary.models import DiaryFeed

FEED = LinkKind(
    code="diary.feed",
    opens="the days of one adviser as a calendar file: sessions, half-days, leave, meetings, promised calls, "
    "without the name of an artisan; nobody is signed in",
    doors=("diary:feed",),
    ends="the adviser cuts it off, or leaves the chamber",
)


def feed_address(feed: DiaryFeed) -> str:
    """The full address to give to a calendar."""
    return FEED.address(FEED.token_of(feed))


def viewer_of_feed(token: str) -> Viewer | None:
    """Whose diary this link opens; None whatever is wrong with it."""
    standing = DiaryFeed.objects.filter(ended_at=None, membership__ended_on=None)
    feed = FEED.row(token, standing.select_related("membership__user", "membership__organisation"))
    return of_membership(feed.membership) if feed is not None else None
