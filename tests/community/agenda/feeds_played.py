"""Feeds of neighbours for tests: what a server would answer, without a network; calendars to read."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from etabli.community.agenda import actions
from etabli.community.agenda.feeds import fetching, refreshing
from etabli.community.agenda.feeds.fetching import Reading
from etabli.community.agenda.feeds.models import NeighbourFeed
from etabli.foundation.fetch import Failure, NotFetched, Visited
from etabli.foundation.outgoing import Answer, OutgoingRequest
from tests.community.conftest import AT

URL = "https://club.example/agenda.ics"
EVENING = datetime(2027, 2, 4, 17, 30, tzinfo=UTC)  # 18:30 in Paris


class Server:
    """Plays a neighbour's server: answers what it is given next, and keeps what it was asked."""

    def __init__(self, monkeypatch: Any) -> None:
        self.asked: list[Mapping[str, str]] = []
        self.answer: Answer | Failure = Answer(200, b"")
        monkeypatch.setattr(fetching, "visit", self.visit)

    def visit(self, url: str, *, request: OutgoingRequest, **_limits: object) -> Visited:
        self.asked.append(request.headers)
        if isinstance(self.answer, Failure):
            raise NotFetched(self.answer)
        return Visited(url, self.answer)

    def gives(self, content: str | bytes, status: int = 200, **headers: str) -> None:
        body = content.encode() if isinstance(content, str) else content
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answer = Answer(status, body, headers=named)

    def fails(self, failure: Failure = Failure.UNREACHED) -> None:
        self.answer = failure


def vevent(
    uid: str = "a",
    title: str = "Salon des métiers d’art",
    starts: datetime = EVENING,
    *,
    place: str = "",
    lines: tuple[str, ...] = (),
) -> str:
    ends = starts + timedelta(hours=2)
    body = [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SUMMARY:{title}",
        f"DTSTART:{starts:%Y%m%dT%H%M%SZ}",
        f"DTEND:{ends:%Y%m%dT%H%M%SZ}",
        *([f"LOCATION:{place}"] if place else []),
        *lines,
        "END:VEVENT",
    ]
    return "\r\n".join(body)


def vcalendar(*events: str) -> str:
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:Le club", *events, "END:VCALENDAR", ""]
    )


def rss(*items: str) -> str:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>Le club</title>{entries}</channel></rss>'


def added(world: SimpleNamespace, url: str = URL, **changes: Any) -> NeighbourFeed:
    """A feed that the board has read."""
    given = {"name": "Club des commerçants", "page": "https://club.example/", **changes}
    return actions.add_feed(organisation=world.association, url=url, by=world.board, at=AT, **given)


def refreshed(feed: NeighbourFeed, at: datetime = AT) -> NeighbourFeed:
    """As it stands once it was tried now, whatever its turn."""
    NeighbourFeed.objects.filter(pk=feed.pk).update(next_at=None)
    feed.refresh_from_db()
    refreshing.refresh(feed, at=at)
    feed.refresh_from_db()
    return feed


def brought(feed: NeighbourFeed, *events: str, at: datetime = AT) -> NeighbourFeed:
    """What its feed would have brought, without asking anybody."""
    read = fetching.read_content(vcalendar(*events).encode(), at=at)
    refreshing.take_in(feed.pk, Reading(feed=read), url=feed.url, at=at)
    feed.refresh_from_db()
    return feed
