"""When a feed is read: at most once an hour, later and later while it fails; the board is told once of what lasts."""

from datetime import datetime, timedelta
from zlib import crc32

from django.db import transaction
from django.db.models import F, Q

from etabli.community.agenda.feeds import notices
from etabli.community.agenda.feeds.fetching import Reading, read_address
from etabli.community.agenda.feeds.keeping import keep
from etabli.community.agenda.feeds.models import FeedEvent, FeedNews, NeighbourFeed
from etabli.community.agenda.feeds.pairs import ask_pairs

EVERY = timedelta(hours=1)
LATEST = timedelta(days=1)  # between two tries of one that fails
JITTER = timedelta(minutes=10)  # so that what was added together is not asked together
CLAIMED = timedelta(minutes=15)  # nobody else tries it meanwhile; a worker that fell leaves it for that long
AT_ONCE = 2  # feeds a minute: each may take some ten seconds
KEPT_GONE = timedelta(days=60)
MAX_FAILURES = 1000


def refresh_due(at: datetime) -> None:
    """Read those whose time has come, the longest due first."""
    due = NeighbourFeed.objects.filter(Q(next_at=None) | Q(next_at__lte=at), ended_at=None)
    for feed in due.order_by(F("next_at").asc(nulls_first=True), "pk")[:AT_ONCE]:
        refresh(feed, at=at)


def refresh(feed: NeighbourFeed, *, at: datetime) -> None:
    """Read it now, unless somebody else does. What fails is written down, and what it brought before stays."""
    claimed = NeighbourFeed.objects.filter(pk=feed.pk, next_at=feed.next_at, ended_at=None)
    if claimed.update(next_at=at + CLAIMED):
        take_in(
            feed.pk,
            read_address(feed.url, etag=feed.etag, modified=feed.modified, at=at),
            url=feed.url,
            at=at,
        )


@transaction.atomic
def take_in(feed_id: int, reading: Reading, *, url: str, at: datetime) -> None:
    """Write what a try at this address brought; nothing when the feed was stopped or moved meanwhile."""
    feed = NeighbourFeed.objects.select_for_update().filter(pk=feed_id, ended_at=None, url=url).first()
    if feed is None:
        return
    feed.tried_at, feed.failure = at, reading.failure
    feed.failures = min(feed.failures + 1, MAX_FAILURES) if reading.failure else 0
    feed.next_at = next_try(feed, reading, at)
    if not reading.failure:
        feed.read_at, feed.etag, feed.modified = at, reading.etag, reading.modified
    if reading.feed is not None:
        keep(feed, reading.feed, at)
    is_to_notify = feed.is_broken and feed.notified_at is None
    if is_to_notify:
        feed.notified_at = at
    elif not feed.failures and not feed.has_unstable_uids:
        feed.notified_at = None
    feed.save()
    if not reading.failure:
        ask_pairs(feed.organisation_id, at)
    if is_to_notify:
        notices.tell_board(feed, at)


def next_try(feed: NeighbourFeed, reading: Reading, at: datetime) -> datetime:
    """An hour later; while it fails, twice as late each time, at most a day, or when its server asks for it."""
    doublings = min(max(feed.failures - 1, 0), 5)
    pause = max(min(EVERY * int(2**doublings), LATEST), reading.wait)
    share = crc32(f"{feed.pk}:{at.isoformat()}".encode()) / 2**32
    return at + pause + JITTER * share


def forget_gone(at: datetime) -> None:
    """Events that their feed has not held for a long time, and all that brought a feed stopped since as long."""
    FeedEvent.objects.filter(gone_at__lt=at - KEPT_GONE).delete()
    FeedEvent.objects.filter(feed__ended_at__lt=at - KEPT_GONE).delete()
    FeedNews.objects.filter(feed__ended_at__lt=at - KEPT_GONE).delete()
