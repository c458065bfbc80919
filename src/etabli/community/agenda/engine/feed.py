"""What was read of a feed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from etabli.foundation.calendars.engine.events import (
    CalendarEvent,
    Doubt,
    LeftOut,
    Moment,
    moment_as_json,
    moment_from_json,
)


class Refusal(StrEnum):
    """Why nothing of a feed was read."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    WEB_PAGE = "web_page"  # a page of the site, in place of its feed
    NOT_A_FEED = "not_a_feed"
    BROKEN = "broken"  # it begins as a feed, and nothing of it can be read
    UNSAFE = "unsafe"  # it declares entities, which fetch or unfold


@dataclass(frozen=True, slots=True)
class NewsItem:
    """Something that a feed says, of which it says no day. `published`: when it was, as the feed writes it."""

    uid: str
    title: str
    description: str
    url: str
    published: Moment | None


@dataclass(frozen=True)
class Feed:
    """A feed as it was read, its events by their start, its news in its order; or why it couldn't be (`refusal`).

    `left_out` and `doubts` say how many entries were not read, and how many things were read otherwise than they are
    written.
    """

    title: str = ""
    events: tuple[CalendarEvent, ...] = ()
    news: tuple[NewsItem, ...] = ()
    left_out: Mapping[LeftOut, int] = field(default_factory=dict)
    doubts: Mapping[Doubt, int] = field(default_factory=dict)
    refusal: Refusal | None = None

    def as_json(self) -> dict[str, Any]:
        """What `from_json` reads."""
        return {
            "title": self.title,
            "events": [event.as_json() for event in self.events],
            "news": [
                {
                    "uid": item.uid,
                    "title": item.title,
                    "description": item.description,
                    "url": item.url,
                    "published": moment_as_json(item.published),
                }
                for item in self.news
            ],
            "left_out": dict(self.left_out),
            "doubts": dict(self.doubts),
            "refusal": self.refusal,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Feed:
        """The feed that `as_json` wrote."""
        news = [{**item, "published": moment_from_json(item["published"])} for item in values["news"]]
        return cls(
            title=values["title"],
            events=tuple(CalendarEvent.from_json(event) for event in values["events"]),
            news=tuple(NewsItem(**item) for item in news),
            left_out={LeftOut(name): number for name, number in values["left_out"].items()},
            doubts={Doubt(name): number for name, number in values["doubts"].items()},
            refusal=Refusal(values["refusal"]) if values["refusal"] else None,
        )
