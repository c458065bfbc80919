"""The link by which an artisan's own calendar follows what they planned to publish."""

from etabli.foundation.signed_links import LinkKind
from etabli.programme.visibility.models import CalendarFeed

FEED = LinkKind(
    code="visibility.feed",
    opens="the twelve weeks of ideas of one artisan as a calendar file, with the texts that they began; nobody is "
    "signed in",
    doors=("visibility:feed",),
    ends="the artisan cuts it off",
)


def feed_address(feed: CalendarFeed) -> str:
    """The full address to give to a calendar."""
    return FEED.address(FEED.token_of(feed))


def feed_of(token: str) -> CalendarFeed | None:
    """The feed that this link opens; None whatever is wrong with it."""
    return FEED.row(token, CalendarFeed.objects.filter(ended_at=None).select_related("person"))
