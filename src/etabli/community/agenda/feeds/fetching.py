"""Asking a neighbour's server for its feed, and having it read in a confined child: nothing is written here."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from etabli.community.agenda.engine.feed import Feed
from etabli.community.agenda.engine.reading import MAX_BYTES
from etabli.foundation.confined import call_confined
from etabli.foundation.fetch import NotFetched, content_of, visit
from etabli.foundation.outgoing import Answer, OutgoingRequest

SECONDS = 10  # to answer, redirects included
CHILD_SECONDS, CHILD_MEMORY_MB, CHILD_MOST = 20, 600, 20_000_000
ACCEPT = "text/calendar, application/rss+xml, application/atom+xml, application/ld+json, */*;q=0.5"
NOT_MODIFIED = 304
UNREAD = "unread"  # the child fell, or took too long
LONGEST_WAIT = timedelta(days=7)  # that a server may ask of us
MAX_ETAG, MAX_MODIFIED = 300, 60


@dataclass(frozen=True)
class Reading:
    """What a try brought: a feed; nothing when it is as it was (`is_same`); or why nothing (`failure`, in `words`).

    `etag`, `modified`: the marks of this version. `wait`: for how long its server asks to be left alone.
    """

    feed: Feed | None = None
    is_same: bool = False
    failure: str = ""
    etag: str = ""
    modified: str = ""
    wait: timedelta = timedelta()


def read_address(url: str, *, etag: str = "", modified: str = "", at: datetime) -> Reading:
    """What the feed at this address says now, if it changed since the version that bears these marks. It never raises
    for what a server does."""
    headers = {"Accept": ACCEPT}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    try:
        request = OutgoingRequest(headers=headers)
        answer = visit(url, request=request, seconds=SECONDS, most_bytes=MAX_BYTES).answer
    except NotFetched as refusal:
        return Reading(failure=refusal.failure.value)
    if answer.status == NOT_MODIFIED and (etag or modified):
        return Reading(is_same=True, etag=etag, modified=modified)
    try:
        content = content_of(answer)
    except NotFetched as refusal:
        return Reading(failure=refusal.failure.value, wait=_wait(answer))
    return _read(content, answer, at)


def read_content(content: bytes, *, media_type: str = "", at: datetime) -> Feed | None:
    """What a feed says, read in a confined child; None when the child fell or took too long."""
    request = {
        "media_type": media_type[:200],
        "today": timezone.localdate(at).isoformat(),
        "zone": settings.TIME_ZONE,
    }
    answer, ended_well = call_confined(
        "etabli.community.agenda.engine.reading:serve",
        json.dumps(request).encode() + b"\n" + content,
        seconds=CHILD_SECONDS,
        memory_mb=CHILD_MEMORY_MB,
        patience=2 * CHILD_SECONDS,
        most=CHILD_MOST,
    )
    return Feed.from_json(json.loads(answer)) if ended_well and answer else None


def _read(content: bytes, answer: Answer, at: datetime) -> Reading:
    feed = read_content(content, media_type=answer.headers.get("content-type", ""), at=at)
    if feed is None or feed.refusal is not None:
        return Reading(failure=UNREAD if feed is None or feed.refusal is None else feed.refusal.value)
    return Reading(
        feed=feed,
        etag=_mark(answer, "etag", MAX_ETAG),
        modified=_mark(answer, "last-modified", MAX_MODIFIED),
    )


def _mark(answer: Answer, name: str, most: int) -> str:
    """What would not come back as it was given is not kept: the feed is then asked for whole."""
    mark = answer.headers.get(name, "").strip()
    return mark if len(mark) <= most and mark.isascii() and mark.isprintable() else ""


def _wait(answer: Answer) -> timedelta:
    """Retry-After, in seconds; a date there is left to our own patience."""
    text = answer.headers.get("retry-after", "").strip()
    seconds = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
    return min(timedelta(seconds=seconds), LONGEST_WAIT)
