"""A calendar file to the events that take place between two instants. Called in a child process: it is of others.

Whatever stands in the file, it takes a bounded number of steps: the lines of an event, the days that rules look at, the
dates of a series, the events of a file are all counted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from etabli.foundation.calendars.engine.events import (
    CalendarEvent,
    Doubt,
    LeftOut,
    Moment,
    Window,
    day_of,
    instant,
    span,
)
from etabli.foundation.calendars.engine.lines import Component, split_calendar
from etabli.foundation.calendars.engine.recurrence import Steps, TooManySteps, dates
from etabli.foundation.calendars.engine.texts import MAX_TITLE, plain_line
from etabli.foundation.calendars.engine.written import EventReader, WrittenEvent
from etabli.foundation.calendars.engine.zones import Zones

MAX_EVENTS = 20_000  # that are read; those that a glance shows to be over come beside
MAX_DATES = 1_000  # of one series
MAX_ALL_DATES = 50_000  # of all the series of a file
MAX_STEPS = 1_000_000  # days that all the rules of a file look at
_GLANCE = re.compile(rb"DT(?:START|END)[^\n]*?:\s*(\d{8})", re.IGNORECASE)
_NEEDS_READING = (b"RRULE", b"RDATE", b"DURATI", b"RECURR")


class NotACalendar(ValueError):
    """What was read is no calendar file."""


@dataclass(frozen=True)
class CalendarReading:
    """What a file says, its events by their start; how many of what was left out, how many times something is doubted.

    A series or an event is counted once, whatever the number of its dates.
    """

    title: str
    events: tuple[CalendarEvent, ...]
    left_out: Mapping[LeftOut, int]
    doubts: Mapping[Doubt, int]


def read_calendar(content: bytes, window: Window, *, most: int = MAX_EVENTS) -> CalendarReading:
    """What takes place in that time, in part at least: `most` events, the first ones. Raises NotACalendar."""
    lines = split_calendar(content)
    if not lines.is_calendar or not (lines.is_whole or lines.events):
        raise NotACalendar
    reader = _Reader(window, lines.zones, lines.doubts)
    if not lines.is_whole:
        lines.doubts[Doubt.FILE_CUT] += 1
    head = lines.head.properties(lines.doubts)
    method = next((each.value.upper() for each in head.get("METHOD", [])), "")
    names = [each.value for name in ("NAME", "X-WR-CALNAME") for each in head.get(name, [])]
    events = sorted(
        reader.events(lines.events), key=lambda event: (instant(event.starts, window.zone), event.uid)
    )
    reader.left_out[LeftOut.TOO_MANY] += max(0, len(events) - most)
    if method == "CANCEL":
        events = [replace(event, is_cancelled=True) for event in events]
    title = plain_line(next(iter(names), ""), MAX_TITLE)
    return CalendarReading(title, tuple(events[:most]), +reader.left_out, +lines.doubts)


class _Reader:
    def __init__(self, window: Window, zones: Iterable[Component], doubts: Counter[Doubt]) -> None:
        self.window = window
        self.left_out: Counter[LeftOut] = Counter()
        self._doubts, self._steps, self._dates_left = doubts, Steps(MAX_STEPS), MAX_ALL_DATES
        since, until = _naive(window.since), _naive(window.until) + timedelta(days=1)
        zones_of_file = Zones(zones, since=since, until=until, steps=self._steps)
        self._event_reader = EventReader(zones_of_file, self.left_out, doubts)

    def events(self, components: list[Component]) -> Iterator[CalendarEvent]:
        """All that take place in the time that is asked for."""
        by_uid: dict[str, list[WrittenEvent]] = defaultdict(list)
        for event in self._written(components):
            by_uid[event.uid].append(event)
        for versions in by_uid.values():
            moved = self._newest(event for event in versions if event.moved_from is not None)
            for event in self._newest(event for event in versions if event.moved_from is None):
                yield from self._dates_of(event, moved)
            for event in moved:
                yield from self._shown(event, event.moved_from, event.starts, event.ends)

    # -- which are read --

    def _written(self, components: list[Component]) -> Iterator[WrittenEvent]:
        names = Counter(name for component in components for name in _uid_lines(component))
        read = 0
        for component in components:
            if not component.is_whole:
                self.left_out[LeftOut.CUT] += 1
            elif (reason := self._at_a_glance(component)) and not any(
                names[name] > 1 for name in _uid_lines(component)
            ):
                self.left_out[reason] += 1
            elif read >= MAX_EVENTS:
                self.left_out[LeftOut.TOO_MANY] += 1
            else:
                read += 1
                if (event := self._event_reader.read(component)) is not None:
                    self._doubts[Doubt.END_BEFORE_START] += not span(event.starts, event.ends)[1]
                    yield event

    def _at_a_glance(self, component: Component) -> LeftOut | None:
        """Why it need not be read: most of a calendar that has run for years is over."""
        days: list[bytes] = []
        for line in component.lines:
            if line[:6].upper().startswith(_NEEDS_READING):
                return None
            days += _GLANCE.findall(line)
        if not days:
            return None
        if max(days) < f"{self.window.since - timedelta(days=2):%Y%m%d}".encode():
            return LeftOut.PAST
        return LeftOut.FAR if min(days) > f"{self.window.until + timedelta(days=2):%Y%m%d}".encode() else None

    def _newest(self, versions: Iterable[WrittenEvent]) -> list[WrittenEvent]:
        """Of one UID, one event for each date that it is about, the newest. Several that differ in their start alone
        were given one UID by a careless program: they get one each."""
        by_date: dict[datetime | None, list[WrittenEvent]] = defaultdict(list)
        for event in versions:
            date_of = None if event.moved_from is None else instant(event.moved_from, self.window.zone)
            by_date[date_of].append(event)
        newest: list[WrittenEvent] = []
        for events in by_date.values():
            starts = {instant(event.starts, self.window.zone): event for event in events}
            if (
                len(starts) > 1
                and len({event.sequence for event in events}) == 1
                and not events[0].moved_from
            ):
                self._doubts[Doubt.REUSED_UID] += len(starts)
                newest += [
                    replace(event, uid=f"{event.uid}#{event.starts.isoformat()}") for event in starts.values()
                ]
            else:
                newest.append(max(reversed(events), key=_version))  # of equals, the last one
                starts = {}
            self.left_out[LeftOut.SUPERSEDED] += len(events) - max(1, len(starts))
        return newest

    # -- when it takes place --

    def _dates_of(self, event: WrittenEvent, moved: list[WrittenEvent]) -> Iterator[CalendarEvent]:
        if event.rule is None and not event.added:
            yield from self._shown(event, None, event.starts, event.ends)
            return
        other_dates = [*event.taken_out, *(each.moved_from for each in moved if each.moved_from is not None)]
        instants = {instant(moment, self.window.zone) for moment in other_dates}
        days = {moment for moment in event.taken_out if not isinstance(moment, datetime)}
        shown = 0
        try:
            for starts, ends in self._starts(event):
                at = instant(starts, self.window.zone)
                if at in instants or day_of(starts) in days:
                    continue
                single = self._event(event, starts, starts, ends)
                if self.window.excludes(single) is None:
                    if shown == MAX_DATES or not self._dates_left:
                        raise TooManySteps
                    instants.add(at)  # a date that is added may be one that the rule gives
                    shown, self._dates_left = shown + 1, self._dates_left - 1
                    yield single
        except TooManySteps:
            self.left_out[LeftOut.TOO_MANY_DATES] += 1
            return
        if not shown:
            is_over = instant(event.starts, self.window.zone) < self.window.until
            self.left_out[LeftOut.PAST if is_over else LeftOut.FAR] += 1

    def _starts(self, event: WrittenEvent) -> Iterator[tuple[Moment, Moment | timedelta | None]]:
        """Each date with its end, those of the rule first. Raises TooManySteps."""
        lasts = self._lasts(event)
        if event.rule is None:
            yield event.starts, event.ends
        else:
            first, zone = (
                _naive(event.starts),
                event.starts.tzinfo if isinstance(event.starts, datetime) else None,
            )
            last = self._last_instant(event)
            since, until = (
                _naive(self.window.since) - timedelta(days=2) - lasts,
                _naive(last) + timedelta(days=2),
            )
            for wall in dates(event.rule, first, since=since, until=until, steps=self._steps):
                starts = wall.replace(tzinfo=zone) if isinstance(event.starts, datetime) else wall.date()
                if instant(starts, self.window.zone) > last:
                    break
                yield starts, lasts if event.ends is not None else None
        for added in event.added:
            yield added if isinstance(added, tuple) else (added, lasts if event.ends is not None else None)

    def _last_instant(self, event: WrittenEvent) -> datetime:
        """When the rule ends: with what is asked for, at the latest. A last day is wholly part of it."""
        if event.until is None:
            return self.window.until
        last = event.until
        if not isinstance(last, datetime):
            return min(
                self.window.until, instant(last, self.window.zone) + timedelta(days=1) - timedelta(seconds=1)
            )
        zone = event.starts.tzinfo if isinstance(event.starts, datetime) else None
        return min(self.window.until, instant(last, zone or self.window.zone))

    def _lasts(self, event: WrittenEvent) -> timedelta:
        """How long each date lasts: of whole days, the number of days."""
        if isinstance(event.ends, timedelta):
            return max(timedelta(), event.ends)
        if event.ends is None:
            return timedelta()
        if not isinstance(event.starts, datetime):
            return max(timedelta(), day_of(event.ends) - event.starts)
        return max(
            timedelta(), instant(event.ends, self._zone_of(event)) - instant(event.starts, self.window.zone)
        )

    def _zone_of(self, event: WrittenEvent) -> tzinfo:
        """In which an end without a zone is placed: that of the start."""
        return (isinstance(event.starts, datetime) and event.starts.tzinfo) or self.window.zone

    # -- what is shown of it --

    def _shown(
        self, event: WrittenEvent, occurrence: Moment | None, starts: Moment, ends: Moment | timedelta | None
    ) -> Iterator[CalendarEvent]:
        shown = self._event(event, occurrence, starts, ends)
        if (reason := self.window.excludes(shown)) is None:
            yield shown
        else:
            self.left_out[reason] += 1

    def _event(
        self, event: WrittenEvent, occurrence: Moment | None, starts: Moment, ends: Moment | timedelta | None
    ) -> CalendarEvent:
        last, _is_kept = span(starts, ends)
        return CalendarEvent(
            uid=event.uid,
            title=event.title,
            starts=_with_offset(starts),
            ends=_with_offset(last),
            occurrence=None if occurrence is None else _with_offset(occurrence),
            sequence=event.sequence,
            description=event.description,
            place=event.place,
            organiser=event.organiser,
            url=event.url,
            changed_at=event.changed_at,
            is_cancelled=event.is_cancelled,
            is_free=event.is_free,
        )


def _with_offset(moment: Moment) -> Moment:
    """Of a zone that stands in the file alone, what outlives it: the offset at that time."""
    if isinstance(moment, datetime) and moment.tzinfo is not None and not isinstance(moment.tzinfo, ZoneInfo):
        return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta()))
    return moment


def _version(event: WrittenEvent) -> tuple[int, datetime]:
    return event.sequence, event.stamp or datetime.min.replace(tzinfo=UTC)


def _uid_lines(component: Component) -> list[bytes]:
    return [line for line in component.lines if line[:4].upper() in {b"UID:", b"UID;"}]


def _naive(moment: date) -> datetime:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, time())
