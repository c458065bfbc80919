"""What a feed says takes the place of what it said: what is the same stays the same row, what is not
there any more goes."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings

from etabli.community.agenda.engine.changes import Changes, changes
from etabli.community.agenda.engine.feed import Feed, NewsItem
from etabli.community.agenda.engine.titles import place_words
from etabli.community.agenda.feeds.models import MAX_PLACE_LENGTH, FeedEvent, FeedNews, NeighbourFeed
from etabli.foundation.calendars.engine.events import CalendarEvent, instant, over_at
from etabli.foundation.calendars.engine.texts import MAX_TITLE, shortened
from etabli.territory.places.queries import communes_in

MAX_NEWS = 50  # of one feed: the latest
MIN_KNOWN = 3  # from which a feed that keeps its identifiers is seen to keep them
OURS = "ours"  # beside the reasons of `LeftOut`: events of ours, which the feed passes on
FIELDS = (
    "uid", "occurrence", "data", "title", "place", "commune_id", "url", "starts_at", "ends_at", "is_all_day",
    "is_online", "is_free", "is_cancelled", "gone_at",
)  # fmt: skip
_FREE = re.compile(
    r"\b(?:gratuit(?:e|s|es)?|entr[ée]e (?:libre|gratuite)|acc[èe]s libre|free of charge)\b", re.IGNORECASE
)
_PAID = re.compile(r"€|\beuros?\b|\bEUR\b|\bpayant|\b(?:non|pas) gratuit", re.IGNORECASE)


def keep(feed: NeighbourFeed, read: Feed, at: datetime) -> Changes:
    """Write what was read, and give what became of its events; the caller holds the feed, in a transaction, and saves
    it: what it calls itself, what was left out and whether it keeps its identifiers stand on it."""
    zone = ZoneInfo(settings.TIME_ZONE)
    events, ours = _without_ours(read.events)
    rows = {_key(row.event, zone): row for row in feed.events.filter(gone_at=None)}
    result = changes([row.event for row in rows.values()], list(_by_key(events, zone).values()), zone)
    _write(feed, rows, result, zone, at)
    keep_news(feed, read.news, zone)
    feed.title = read.title
    feed.summary = {
        "left_out": {
            **{reason.value: n for reason, n in read.left_out.items() if n},
            **({OURS: ours} if ours else {}),
        },
        "doubts": {doubt.value: n for doubt, n in read.doubts.items() if n},
    }
    if result.has_unstable_uids:
        feed.has_unstable_uids = True
    elif len(result.same) + len(result.changed) >= MIN_KNOWN:
        feed.has_unstable_uids = False
    return result


def keep_news(feed: NeighbourFeed, news: Sequence[NewsItem], zone: ZoneInfo) -> None:
    """The latest of them, in the place of what was there."""
    dated = {item.uid: item for item in news}
    latest = sorted(
        dated.values(), key=lambda item: item.published is None or -instant(item.published, zone).timestamp()
    )
    feed.news.all().delete()
    FeedNews.objects.bulk_create(
        FeedNews(
            feed=feed,
            uid=item.uid,
            title=item.title or shortened(item.description, MAX_TITLE),
            text=item.description,
            url=item.url,
            published_at=None if item.published is None else instant(item.published, zone),
        )
        for item in latest[:MAX_NEWS]
    )


def fields_of(event: CalendarEvent, commune_code: str, zone: ZoneInfo) -> dict[str, Any]:
    """An event as its row holds it."""
    begins = instant(event.starts, zone)
    return {
        "uid": event.uid,
        "occurrence": _key(event, zone)[1],
        "data": event.as_json(),
        "title": event.title or shortened(event.description, MAX_TITLE),
        "place": shortened(event.place, MAX_PLACE_LENGTH),
        "commune_id": commune_code or None,
        "url": event.url,
        "starts_at": begins,
        "ends_at": max(begins, over_at(event.ends, zone)),
        "is_all_day": event.is_all_day,
        "is_online": place_words(event.place).is_online,
        "is_free": says_free(f"{event.title}\n{event.description}"),
        "is_cancelled": event.is_cancelled,
        "gone_at": None,
    }


def says_free(text: str) -> bool:
    """Whether it says that nothing is paid, and speaks of no money beside it: what is not said is not known."""
    return bool(_FREE.search(text)) and not _PAID.search(text)


def is_ours(address: str) -> bool:
    """Whether an address is one of this installation."""
    return urlsplit(address).hostname == urlsplit(settings.BASE_URL).hostname


def _without_ours(events: Sequence[CalendarEvent]) -> tuple[list[CalendarEvent], int]:
    """A neighbour may pass ours on: they would come back beside themselves."""
    own = f"@{urlsplit(settings.BASE_URL).hostname}"
    kept = [event for event in events if not (event.uid.startswith("agenda-") and event.uid.endswith(own))]
    return kept, len(events) - len(kept)


def _key(event: CalendarEvent, zone: ZoneInfo) -> tuple[str, str]:
    return event.uid, "" if event.occurrence is None else instant(event.occurrence, zone).isoformat()


def _by_key(events: Iterable[CalendarEvent], zone: ZoneInfo) -> dict[tuple[str, str], CalendarEvent]:
    return {_key(event, zone): event for event in events}


def _write(
    feed: NeighbourFeed,
    rows: dict[tuple[str, str], FeedEvent],
    result: Changes,
    zone: ZoneInfo,
    at: datetime,
) -> None:
    """A row that is back is the one that went: what was decided about it holds again."""
    pairs = [*result.changed, *result.renamed]
    codes = communes_in({event.place for event in [*(after for _, after in pairs), *result.added]})
    names = [event.uid for event in [*(after for _, after in result.renamed), *result.added]]
    gone = {(row.uid, row.occurrence): row for row in feed.events.filter(uid__in=names).exclude(gone_at=None)}
    written = []
    for before, after in pairs:
        row = rows[_key(before, zone)]
        if (back := gone.pop(_key(after, zone), None)) is not None:
            back.delete()
        written.append(_set(row, fields_of(after, codes[after.place], zone)))
    added = []
    for event in result.added:
        fields = fields_of(event, codes[event.place], zone)
        if (back := gone.get(_key(event, zone))) is not None:
            written.append(_set(back, fields))
        else:
            added.append(FeedEvent(feed=feed, first_read_at=at, **fields))
    FeedEvent.objects.bulk_update(written, FIELDS, batch_size=200)
    FeedEvent.objects.bulk_create(added, batch_size=500)
    over = [rows[_key(event, zone)].pk for event in result.gone]
    for start in range(0, len(over), 500):
        FeedEvent.objects.filter(pk__in=over[start : start + 500]).update(
            gone_at=at, head=None, head_date=None
        )


def _set(row: FeedEvent, fields: dict[str, Any]) -> FeedEvent:
    for name, value in fields.items():
        setattr(row, name, value)
    return row
