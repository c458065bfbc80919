"""What feeds of news share: their entries become events where they say a day, and news where they don't."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from etabli.community.agenda.engine.feed import Feed, NewsItem, Refusal
from etabli.community.agenda.engine.moments import moment_in
from etabli.foundation.calendars.engine.events import (
    CalendarEvent,
    Doubt,
    LeftOut,
    Moment,
    Window,
    instant,
    span,
)
from etabli.foundation.calendars.engine.texts import (
    MAX_TEXT,
    MAX_TITLE,
    made_uid,
    plain_line,
    plain_text,
    short_uid,
    web_address,
)

MAX_ENTRIES = 5_000


@dataclass(frozen=True)
class Entry:
    """An entry as its feed writes it: texts that may hold markup, days and times as they stand there.

    `ends_after`: where `ends` is a day, it is the one after the last.
    """

    uid: str = ""
    title: str = ""
    description: str = ""
    url: str = ""
    starts: str = ""
    ends: str = ""
    ends_after: bool = False
    occurrence: str = ""
    sequence: str = ""
    place: str = ""
    organiser: str = ""
    published: str = ""
    changed: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True)
class Source:
    """A feed as it is written; `is_whole` where its end is there: otherwise the last entry isn't read."""

    title: str
    entries: Sequence[Entry]
    is_whole: bool = True


class NotRead(Exception):
    """Nothing is read; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


def feed_of(source: Source, window: Window, doubts: Counter[Doubt]) -> Feed:
    """The feed of these entries: `MAX_ENTRIES` of them, and of the events those that fall in the time asked for."""
    sorter = _Sorter(window, doubts)
    if source.is_whole:
        return sorter.feed(source.title, source.entries)
    doubts[Doubt.FILE_CUT] += 1
    sorter.left_out[LeftOut.CUT] += bool(source.entries)
    return sorter.feed(source.title, source.entries[:-1])


class _Sorter:
    def __init__(self, window: Window, doubts: Counter[Doubt]) -> None:
        self._window, self._doubts = window, doubts
        self.left_out: Counter[LeftOut] = Counter()

    def feed(self, title: str, entries: Sequence[Entry]) -> Feed:
        events: list[CalendarEvent] = []
        news: list[NewsItem] = []
        for number, entry in enumerate(entries):
            if number >= MAX_ENTRIES:
                self.left_out[LeftOut.TOO_MANY] += 1
            elif not (entry.title.strip() or entry.description.strip()):
                self.left_out[LeftOut.NO_WORDS] += 1
            elif (event := self._event(entry)) is None:
                news.append(self._news_item(entry))
            elif (reason := self._window.excludes(event)) is not None:
                self.left_out[reason] += 1
            else:
                events.append(event)
        events.sort(key=lambda event: (instant(event.starts, self._window.zone), event.uid))
        return Feed(
            plain_line(title, MAX_TITLE),
            self._distinct_events(events),
            self._distinct_news(news),
            +self.left_out,
            +self._doubts,
        )

    def _event(self, entry: Entry) -> CalendarEvent | None:
        starts = self._moment(entry.starts)
        if starts is None:
            return None
        ends: Moment | None = self._moment(entry.ends)
        if ends is not None and not entry.ends_after and not isinstance(ends, datetime) and ends != date.max:
            ends = ends + timedelta(days=1)
        last, is_kept = span(starts, ends)
        self._doubts[Doubt.END_BEFORE_START] += not is_kept
        changed = self._moment(entry.changed)
        number = entry.sequence.strip()
        return CalendarEvent(
            uid=self._uid(entry),
            title=plain_line(entry.title, MAX_TITLE),
            starts=starts,
            ends=last,
            occurrence=self._moment(entry.occurrence),
            sequence=int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0,
            description=self._text(entry.description),
            place=plain_line(entry.place, MAX_TITLE),
            organiser=plain_line(entry.organiser, MAX_TITLE),
            url=self._url(entry.url),
            changed_at=instant(changed, UTC) if isinstance(changed, datetime) else None,
            is_cancelled=entry.is_cancelled,
        )

    def _news_item(self, entry: Entry) -> NewsItem:
        return NewsItem(
            uid=self._uid(entry),
            title=plain_line(entry.title, MAX_TITLE) or plain_line(entry.description, 80),
            description=self._text(entry.description),
            url=self._url(entry.url),
            published=self._moment(entry.published or entry.changed),
        )

    def _uid(self, entry: Entry) -> str:
        if uid := short_uid(entry.uid) or short_uid(entry.url):
            return uid
        self._doubts[Doubt.NO_UID] += 1
        return made_uid(entry.title, entry.starts or entry.published)

    def _moment(self, text: str) -> Moment | None:
        moment = moment_in(text)
        if text.strip() and moment is None:
            self._doubts[Doubt.UNREADABLE_DATE] += 1
        return moment

    def _text(self, text: str) -> str:
        plain = plain_text(text, MAX_TEXT)
        self._doubts[Doubt.CUT_TEXT] += plain.endswith("…") and len(plain) >= MAX_TEXT - 1
        return plain

    def _url(self, text: str) -> str:
        address = web_address(text)
        self._doubts[Doubt.ADDRESS] += bool(text.strip()) and not address
        return address

    def _distinct_events(self, events: list[CalendarEvent]) -> tuple[CalendarEvent, ...]:
        """Those of one identifier and one start are one; of one identifier alone, each gets its own."""
        starts = {
            (event.uid, event.occurrence, instant(event.starts, self._window.zone)): event for event in events
        }
        self.left_out[LeftOut.SUPERSEDED] += len(events) - len(starts)
        names = Counter((event.uid, event.occurrence) for event in starts.values())
        distinct = []
        for event in starts.values():
            if names[event.uid, event.occurrence] > 1:
                self._doubts[Doubt.REUSED_UID] += 1
                event = replace(event, uid=f"{event.uid}#{event.starts.isoformat()}")
            distinct.append(event)
        return tuple(distinct)

    def _distinct_news(self, news: list[NewsItem]) -> tuple[NewsItem, ...]:
        by_uid = {
            item.uid: item for item in reversed(news)
        }  # of the same, the first: feeds begin with the newest
        self.left_out[LeftOut.SUPERSEDED] += len(news) - len(by_uid)
        return tuple(reversed(by_uid.values()))
