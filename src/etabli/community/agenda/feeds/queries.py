"""Neighbours' feeds for the board: their list, one of them, and what an address would bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from etabli.community.agenda import wording
from etabli.community.agenda.engine import Span
from etabli.community.agenda.feeds import words
from etabli.community.agenda.feeds.fetching import UNREAD, Reading, read_address
from etabli.community.agenda.feeds.keeping import fields_of
from etabli.community.agenda.feeds.models import FeedEvent, NeighbourFeed
from etabli.community.agenda.feeds.rules import seen_by
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer

PREVIEWED = 6


@dataclass(frozen=True)
class FeedLine:
    """A feed in the list: how many of its events are to come and how many news it has, and what is wrong."""

    feed: NeighbourFeed
    to_come: int
    news: int
    fault: str


@dataclass(frozen=True)
class Preview:
    """What a feed would bring: its first events, in words, and how many; how many news; what was left out."""

    title: str
    first: Sequence[tuple[str, str]]
    events: int
    news: int
    left_out: Sequence[tuple[str, int]]


def feeds_of(viewer: Viewer, *, at: datetime) -> list[FeedLine]:
    """Those of the association of this board, the stopped ones last: one statement."""
    condition = seen_by(viewer)
    if condition is None:
        raise NotVisible
    counted = NeighbourFeed.objects.filter(condition).annotate(
        to_come=Count("events", filter=Q(events__gone_at=None, events__ends_at__gt=at), distinct=True),
        written=Count("news", distinct=True),
    )
    rows = sorted(counted, key=lambda feed: (feed.ended_at is not None, feed.name.casefold(), feed.pk))
    return [FeedLine(feed, feed.to_come, feed.written, words.fault_of(feed)) for feed in rows]


def get_feed(viewer: Viewer, pk: int) -> NeighbourFeed:
    """One statement. Raises NotVisible."""
    condition = seen_by(viewer)
    feeds = NeighbourFeed.objects.select_related("organisation")
    feed = feeds.filter(condition, pk=pk).first() if condition is not None else None
    if feed is None:
        raise NotVisible
    return feed


def brought_by(feed: NeighbourFeed, *, at: datetime) -> QuerySet[FeedEvent]:
    """Its events to come, the nearest first. The caller has been given the feed."""
    events = feed.events.filter(gone_at=None, ends_at__gt=at)
    return events.select_related("head__feed", "head_date__event", "commune").order_by("starts_at", "pk")


def try_address(url: str, *, at: datetime) -> tuple[Preview | None, str]:
    """What this address would bring, or why nothing, in a sentence: its server is asked, and nothing is written."""
    reading = read_address(url, at=at)
    if reading.feed is None:
        return None, str(words.FAULTS.get(reading.failure, words.FAULTS[UNREAD]))
    return _preview(reading, at), ""


def _preview(reading: Reading, at: datetime) -> Preview:
    read, zone = reading.feed, ZoneInfo(settings.TIME_ZONE)
    assert read is not None
    rows = [FeedEvent(**fields_of(event, "", zone)) for event in read.events]
    coming = [row for row in rows if row.ends_at > at]
    summary = {"left_out": {reason.value: number for reason, number in read.left_out.items() if number}}
    return Preview(
        title=read.title,
        first=[(when(row.span), row.title) for row in coming[:PREVIEWED]],
        events=len(coming),
        news=len(read.news),
        left_out=words.left_out(summary),
    )


def when(span: Span) -> str:
    """When it is, in words; what says no end has only its beginning."""
    if span.ends_at == span.starts_at:
        return wording.beginning(timezone.localtime(span.starts_at), span.is_all_day)
    return wording.when(span)
